"""A OneRoster package: the files of a folder or a zip, read one line at a time and never unpacked.

What stands in a file of people may be a student's. So no refusal made here quotes a cell.
"""

import codecs
import io
import lzma
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from cadence.errors import Complaint, ImportRefused

MANIFEST = "manifest.csv"
MOST_FILES = 10_000
MOST_BYTES = 1_000_000_000  # of one file
MOST_PACKED = 100  # times that a file of text may become smaller in a zip
SUSPICIOUS = 10_000_000  # bytes below which nobody minds how well a file was packed
LONGEST_LINE = 1_000_000
CHUNK = 1 << 20
AGAIN = "Export it again from the roster system, or ask whoever made it for a new one."
DAMAGED = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, NotImplementedError, RuntimeError,
    OSError, ValueError,
)  # fmt: skip


@dataclass(frozen=True)
class Member:
    """One file of a package: its name as written there, its bytes, and how to open it."""

    name: str
    size: int
    packed: int
    open: Callable[[], IO[bytes]]
    locked: bool = False


@dataclass(frozen=True)
class Package:
    """The files that lie beside a manifest, by their names in lower case, and what else is there."""

    name: str
    members: Mapping[str, Member]
    strangers: tuple[str, ...] = ()

    def __contains__(self, file: str) -> bool:
        """Return whether there is a file of that name."""
        return file.casefold() in self.members

    def label(self, file: str) -> str:
        """Return how a complaint names a file."""
        return f"{self.name}/{file}"

    def encoding(self, file: str) -> str:
        """Return how a file's letters are written: UTF-8 as OneRoster wants it, or what it is instead."""
        with self._opened(file) as stream:
            head = stream.read(2)
            if head in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
                return "utf-16"
            return "utf-8-sig" if _is_utf8(head, stream) else "cp1252"

    def lines(self, file: str, encoding: str) -> Iterator[str]:
        """Yield the lines of a file with their ends.

        Raises
        ------
        ImportRefused
            The file is locked, damaged, far larger than it looks, or has a line without an end.
        """
        with self._opened(file) as stream:
            text = io.TextIOWrapper(stream, encoding, errors="replace", newline="")
            number = 0
            while line := text.readline(LONGEST_LINE + 1):
                number += 1
                if len(line) > LONGEST_LINE:
                    raise self.refused(file, "this line has no end", "Check that this is a CSV file.", number)
                yield line

    def refused(self, file: str, message: str, remedy: str, line: int = 0, key: str = "") -> ImportRefused:
        """Return the refusal of the package for what is wrong in one of its files."""
        return ImportRefused([Complaint(self.label(file), line, key, message, remedy)])

    @contextmanager
    def _opened(self, file: str) -> Iterator[IO[bytes]]:
        member = self.members[file.casefold()]
        self._refuse_to_open(file, member)
        try:
            with member.open() as stream:
                yield stream
        except DAMAGED as error:
            raise self.refused(file, f"this file cannot be read ({type(error).__name__})", AGAIN) from None

    def _refuse_to_open(self, file: str, member: Member) -> None:
        if member.locked:
            raise self.refused(
                file,
                "this file is locked with a password",
                "Unpack the zip with its password, and name the folder.",
            )
        if member.size > MOST_BYTES:
            message = f"unpacked it would be {member.size / 1e9:.1f} GB, and at most 1 GB is read"
            raise self.refused(file, message, "Ask for a package of your own district alone.")
        if member.size > SUSPICIOUS and member.size > MOST_PACKED * member.packed:
            message = f"it would grow from {member.packed:,} to {member.size:,} bytes, as no table does"
            raise self.refused(file, message, AGAIN)


def is_package(path: Path) -> bool:
    """Return whether a path is to be read as a OneRoster package: a folder, or a zip that is no workbook."""
    return path.is_dir() or path.suffix.casefold() == ".zip"


@contextmanager
def open_package(path: Path) -> Iterator[Package]:
    """Lend the package in a folder or a zip; its manifest may lie in a folder inside.

    Raises
    ------
    ImportRefused
        It is no package, or not safe to read; the message says what to do.
    """
    if path.is_dir():
        try:
            members = _in_folder(path)
        except OSError as error:
            remedy = "See to the permissions of the folder and of what lies in it."
            raise _refused(path, f"the folder cannot be read: {error.strerror}", remedy) from None
        yield _package(path, members)
    else:
        with _zip(path) as archive:
            yield _package(path, _in_zip(path, archive))


def _package(path: Path, members: Sequence[Member]) -> Package:
    """Return the files beside the one manifest; macOS's own files are left out without a word."""
    files = [member for member in members if not _is_junk(member.name)]
    folder = _folder(path, files)
    inside = {
        m.name: PurePosixPath(m.name).name for m in files if str(PurePosixPath(m.name).parent) == folder
    }
    names = [name.casefold() for name in inside.values()]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise _refused(path, f"'{twice[0]}' is in it twice", "Delete the one that is out of date.")
    beside = {inside[m.name].casefold(): m for m in files if m.name in inside}
    return Package(path.name, beside, tuple(m.name for m in files if m.name not in inside))


def _folder(path: Path, files: Sequence[Member]) -> str:
    """Return the folder inside a package in which its manifest lies."""
    found = {
        str(PurePosixPath(m.name).parent) for m in files if PurePosixPath(m.name).name.casefold() == MANIFEST
    }
    if not found:
        message = "there is no manifest.csv in it, so it is not a OneRoster package"
        raise _refused(
            path, message, "Name the folder or zip as the roster system wrote it, manifest.csv included."
        )
    if len(found) > 1:
        places = ", ".join(f"'{folder}'" for folder in sorted(found))
        message = f"{len(found)} packages are in it, in the folders {places}"
        raise _refused(path, message, "Take them in one after the other, the oldest first.")
    return found.pop()


def _is_junk(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return (
        "__MACOSX" in parts
        or parts[-1].startswith("._")
        or parts[-1] in (".DS_Store", "Thumbs.db", "desktop.ini")
    )


# --- folders -------------------------------------------------------------------------------------------


def _in_folder(path: Path) -> list[Member]:
    """Return the files of a folder, or where it has no manifest those of the folders in it."""
    here = [each for each in sorted(path.iterdir()) if each.is_file()]
    if not any(each.name.casefold() == MANIFEST for each in here):
        inside = [folder for folder in sorted(path.iterdir()) if folder.is_dir() and folder.name[0] != "."]
        here += [each for folder in inside for each in sorted(folder.iterdir()) if each.is_file()]
    return [_file(path, each) for each in here]


def _file(folder: Path, file: Path) -> Member:
    size = file.stat().st_size
    return Member(file.relative_to(folder).as_posix(), size, size, lambda: file.open("rb"))


# --- zips ----------------------------------------------------------------------------------------------


@contextmanager
def _zip(path: Path) -> Iterator[zipfile.ZipFile]:
    if not path.is_file():
        raise _refused(path, "there is no such file", "Check the path and the name.")
    try:
        archive = zipfile.ZipFile(path)
    except DAMAGED:
        raise _refused(path, "this is not a zip file, or it is damaged", AGAIN) from None
    with archive:
        yield archive


def _in_zip(path: Path, archive: zipfile.ZipFile) -> list[Member]:
    entries = [entry for entry in archive.infolist() if not entry.filename.endswith(("/", "\\"))]
    if len(entries) > MOST_FILES:
        raise _refused(path, f"there are {len(entries):,} files in it, and a package has about 20", AGAIN)
    return [_entry(path, archive, entry) for entry in entries]


def _entry(path: Path, archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Member:
    name = entry.filename.replace("\\", "/")  # as some programs on Windows write it
    if name.startswith("/") or ":" in name.split("/")[0] or ".." in name.split("/"):
        message = f"'{name[:80]}' in it points outside of the zip; nothing of it was read"
        raise _refused(path, message, AGAIN)
    locked = bool(entry.flag_bits & 0x1)
    return Member(name, entry.file_size, entry.compress_size, lambda: archive.open(entry), locked)


def _is_utf8(head: bytes, stream: IO[bytes]) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        decoder.decode(head)
        while chunk := stream.read(CHUNK):
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _refused(path: Path, message: str, remedy: str) -> ImportRefused:
    return ImportRefused([Complaint(path.name or str(path), 0, "", message, remedy)])
