"""What kind of file it is, told by what is in it: names of files promise much."""

import zipfile
from pathlib import Path
from typing import Literal

from cadence.errors import ImportRefused
from cadence.exchange.tables.grid import refused
from cadence.exchange.tables.limits import refuse_too_large

Kind = Literal["text", "workbook"]

AS_CSV = "Open it in a spreadsheet and save it as CSV (UTF-8) or as XLSX."
TEXT = ("", ".csv", ".tsv", ".tab", ".txt", ".psv", ".dat", ".asc", ".xls")  # some programs call text .xls
ONE_ROSTER = "Take it in with: cadence import roster FILE"
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # .xls, or an XLSX file behind a password
UNREADABLE = {
    b"%PDF": ("this is a PDF document", "Ask for the table itself, as CSV or XLSX."),
    b"{\\rtf": ("this is a text document", AS_CSV),
    b"\x1f\x8b": ("this file is packed (gzip)", "Unpack it first, and name the file that was in it."),
    b"7z\xbc\xaf": ("this file is packed (7z)", "Unpack it first, and name the file that was in it."),
    b"Rar!": ("this file is packed (rar)", "Unpack it first, and name the file that was in it."),
    b"\x89PNG": ("this is a picture", "Ask for the table itself, as CSV or XLSX."),
    b"\xff\xd8\xff": ("this is a picture", "Ask for the table itself, as CSV or XLSX."),
    b"SQLite format 3": ("this is a database", "Export the table from it as CSV."),
}


def kind_of(path: Path) -> Kind:
    """Return whether a file is read as text or as a workbook.

    Raises
    ------
    ImportRefused
        There is no such file, or it is of a kind that cannot be read, or too large.
    """
    if path.is_dir():
        raise _refused_folder(path)
    if not path.is_file():
        raise refused(path, "there is no such file", "Check the path and the name.")
    refuse_too_large(path)
    head = _head(path)
    if head.startswith(b"PK\x03\x04"):
        return _of_archive(path)
    if head.startswith(OLD_OFFICE):
        return "workbook"
    _refuse_unreadable(path, head)
    return "text"


def _refused_folder(path: Path) -> ImportRefused:
    names = {each.name for each in path.iterdir()}
    if "manifest.csv" in names:
        return refused(path, "this folder looks like OneRoster", ONE_ROSTER)
    return refused(path, "this is a folder", "Name a file in it.")


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(512)
    except OSError as error:
        raise refused(path, f"it cannot be opened: {error.strerror}", "See to its permissions.") from None


def _of_archive(path: Path) -> Kind:
    """Return that a packed file is a workbook, or say what else it seems to be."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            unpacked = sum(each.file_size for each in archive.infolist())
    except zipfile.BadZipFile:
        raise refused(path, "this workbook is damaged, or was cut off", "Ask for it again.") from None
    refuse_too_large(path, unpacked)
    if names & {"xl/workbook.xml", "xl/workbook.bin", "content.xml"}:
        return "workbook"
    raise _refused_archive(path, names)


def _refused_archive(path: Path, names: set[str]) -> ImportRefused:
    if "Index/Document.iwa" in names or "Index.zip" in names:
        return refused(path, "this is a Numbers document", "In Numbers choose File, Export To, Excel or CSV.")
    if any(name.rpartition("/")[2] == "manifest.csv" for name in names):
        return refused(path, "this looks like OneRoster", ONE_ROSTER)
    if "word/document.xml" in names:
        return refused(path, "this is a text document", AS_CSV)
    return refused(path, "this is a zip archive", "Unpack it first, and name the file that was in it.")


def _refuse_unreadable(path: Path, head: bytes) -> None:
    for mark, said in UNREADABLE.items():
        if head.startswith(mark):
            raise refused(path, *said)
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if start.startswith((b"<html", b"<!doctype", b"<table", b"<?xml", b"<meta")):
        raise refused(path, f"this is a web page or XML, whatever its name '{path.suffix}' says", AS_CSV)
    if start[:1] in (b"{", b"[") and path.suffix.lower() not in (".csv", ".tsv"):
        remedy = (
            "An export of Cadence is taken in with: cadence import institute. Of others ask for CSV or XLSX."
        )
        raise refused(path, "this is JSON, and no table", remedy)
    suffix = path.suffix.lower()
    if suffix in (".xlsx", ".xlsm", ".xlsb", ".ods"):
        raise refused(path, "this is no workbook, whatever its name says, or it is damaged", AS_CSV)
    if suffix not in TEXT:
        remedy = f"If there is a table in it: {AS_CSV[0].lower()}{AS_CSV[1:]}"
        raise refused(path, f"'{path.suffix}' files are no tables that can be read", remedy)
