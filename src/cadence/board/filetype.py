"""What a file is, told by what it holds and not by what it is called.

Taken are what schools work with: PDF, pictures, documents of office programs without macros, and plain text.
Sources of the marks: ISO 32000-1 7.5.2 (PDF), ISO 15948 5.2 (PNG), ISO 10918-1 B.1 (JPEG), GIF89a 17,
RFC 9649 (WebP), ISO 23008-12 (HEIC), ISO 29500-2 and OpenDocument 1.3 part 2 (documents, kept as ZIP).
"""

import io
from collections.abc import Mapping
from dataclasses import dataclass
from zipfile import BadZipFile, ZipFile

from cadence.board.asked import BoardRefused


@dataclass(frozen=True)
class FileType:
    """`endings` are what such files are called by; the first is what they are kept under."""

    media: str
    endings: tuple[str, ...]


_OFFICE = "application/vnd.openxmlformats-officedocument"
_OPEN = "application/vnd.oasis.opendocument"
TYPES = (
    FileType("application/pdf", ("pdf",)),
    FileType("image/png", ("png",)),
    FileType("image/jpeg", ("jpg", "jpeg", "jpe", "jfif")),
    FileType("image/gif", ("gif",)),
    FileType("image/webp", ("webp",)),
    FileType("image/heic", ("heic", "heif")),
    FileType(f"{_OFFICE}.wordprocessingml.document", ("docx",)),
    FileType(f"{_OFFICE}.spreadsheetml.sheet", ("xlsx",)),
    FileType(f"{_OFFICE}.presentationml.presentation", ("pptx",)),
    FileType(f"{_OPEN}.text", ("odt",)),
    FileType(f"{_OPEN}.spreadsheet", ("ods",)),
    FileType(f"{_OPEN}.presentation", ("odp",)),
    FileType("text/plain; charset=utf-8", ("txt", "csv", "md")),
)
_BY_ENDING: Mapping[str, FileType] = {ending: each for each in TYPES for ending in each.endings}
_MARKS = {
    b"%PDF-": "pdf",
    b"\x89PNG\r\n\x1a\n": "png",
    b"\xff\xd8\xff": "jpg",
    b"GIF87a": "gif",
    b"GIF89a": "gif",
}
_FOLDERS = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx", "ppt/presentation.xml": "pptx"}
_HEIC = {b"heic", b"heix", b"mif1", b"msf1", b"heim", b"heis"}
_KNOWN = "a PDF, a picture, a document (Word, Excel, PowerPoint, OpenDocument) or plain text"


def type_of(name: str, data: bytes) -> FileType:
    """Return what a file is.

    Raises
    ------
    BoardRefused
        It is nothing that is taken, or something else than its name says.
    """
    ending = name.rpartition(".")[2].casefold()
    held = _BY_ENDING.get(_held(data))
    if held is None:
        raise BoardRefused(f"'{name}' is nothing that the board keeps.", f"Bring {_KNOWN}.")
    if ending not in held.endings:
        raise BoardRefused(
            f"'{name}' is something else than its name says: it holds what is called .{held.endings[0]}.",
            "Save it anew from the program that made it.",
        )
    return held


def served_as(ending: str) -> str:
    """Return the media type of a file that was kept under an ending."""
    return _BY_ENDING[ending].media


def _held(data: bytes) -> str:
    """Return the ending of what is held, '' where that is not known."""
    if mark := next((mark for mark in _MARKS if data.startswith(mark)), None):
        return _MARKS[mark]
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    if data[4:8] == b"ftyp" and data[8:12] in _HEIC:
        return "heic"
    return _zipped(data) if data.startswith(b"PK\x03\x04") else _text(data)


def _zipped(data: bytes) -> str:
    """Return which office document a ZIP file is; nothing of it is unpacked but the word that says so."""
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            if any("vbaproject" in name.casefold() for name in names):
                return ""
            if names[:1] == ["mimetype"] and archive.infolist()[0].file_size < 100:
                return _opendocument(archive.read("mimetype").decode("ascii", "replace"))
    except (BadZipFile, ValueError, NotImplementedError, RuntimeError, OSError):
        return ""
    return next((ending for name, ending in _FOLDERS.items() if name in names), "")


def _opendocument(said: str) -> str:
    return next((each.endings[0] for each in TYPES if each.media == said), "")


def _text(data: bytes) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return ""
    return "txt" if text and all(letter.isprintable() or letter in "\r\n\t\f" for letter in text) else ""
