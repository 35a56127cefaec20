"""Tables that people send, read as text: CSV and XLSX, each row with the line it stands on."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any
from unicodedata import category

from cadence.errors import Complaint, ImportRefused

CSV_SUFFIXES = (".csv", ".tsv", ".txt")
XLSX_SUFFIXES = (".xlsx", ".xlsm")
DELIMITERS = (",", ";", "\t")

Line = tuple[int, list[str]]


@dataclass(frozen=True)
class Row:
    """One row; `cells` are its texts by column header, '' where the row ends early."""

    line: int
    cells: Mapping[str, str]


@dataclass(frozen=True)
class Sheet:
    """A table: where it came from, its headers as written, its rows, and what is wrong with its frame."""

    file: str
    headers: tuple[str, ...]
    header_line: int
    rows: tuple[Row, ...]
    complaints: tuple[Complaint, ...] = ()
    notes: tuple[str, ...] = ()

    def complain(self, line: int, column: str, message: str, remedy: str) -> Complaint:
        """Return a complaint about a cell of this table."""
        return Complaint(self.file, line, column, message, remedy)


def read_sheet(path: Path) -> Sheet:
    """Return the table in a CSV file, or in the first sheet of a workbook.

    Raises
    ------
    ImportRefused
        The file cannot be read as a table at all.
    """
    suffix = path.suffix.lower()
    if path.is_dir():
        raise _refused(path, "this is a folder", "Name a file in it.")
    if not path.is_file():
        raise _refused(path, "there is no such file", "Check the path and the name.")
    if suffix in CSV_SUFFIXES:
        lines, notes = _csv_lines(path)
        return _framed(path.name, lines, notes)
    if suffix in XLSX_SUFFIXES:
        name, lines, notes = _xlsx_lines(path)
        return _framed(name, lines, notes)
    raise _refused(path, f"'{suffix}' files cannot be read", "Save it as CSV (UTF-8) or as XLSX.")


def _refused(path: Path, message: str, remedy: str) -> ImportRefused:
    return ImportRefused([Complaint(path.name, 0, "", message, remedy)])


# --- CSV -----------------------------------------------------------------------------------------------


def _csv_lines(path: Path) -> tuple[list[Line], list[str]]:
    text, notes = _decoded(path)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    try:
        return list(_numbered(reader)), notes
    except csv.Error as error:
        remedy = "Look for a quotation mark that is opened and never closed."
        raise ImportRefused([Complaint(path.name, reader.line_num, "", f"{error}", remedy)]) from None


def _numbered(reader: Any) -> Iterator[Line]:
    """Yield each row with the line on which it begins: a quoted cell may hold line breaks."""
    begins = 1
    for cells in reader:
        yield begins, [_tidy(cell) for cell in cells]
        begins = reader.line_num + 1


def _decoded(path: Path) -> tuple[str, list[str]]:
    data = path.read_bytes()
    if b"\0" in data and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise _refused(
            path, "this is not a text file", "Open it in a spreadsheet and save it as CSV (UTF-8)."
        )
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace"), []
    try:
        return data.decode("utf-8-sig"), []
    except UnicodeDecodeError:
        pass
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        raise _refused(path, "its letters cannot be read", "Save it again as CSV (UTF-8).") from None
    return text, ["It is not UTF-8, so it was read as Windows-1252: look at the names with accents."]


def _delimiter(text: str) -> str:
    """Return the delimiter that the first line with any uses most; quoted headers may hold others."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    unquoted = "".join(first.split('"')[::2])
    return max(DELIMITERS, key=unquoted.count)


# --- XLSX ----------------------------------------------------------------------------------------------


def _xlsx_lines(path: Path) -> tuple[str, list[Line], list[str]]:
    import python_calamine

    try:
        with python_calamine.CalamineWorkbook.from_path(str(path)) as book:
            names = book.sheet_names
            rows = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    except python_calamine.CalamineError as error:
        remedy = "Open it in a spreadsheet, save it without a password as XLSX, and try again."
        raise _refused(path, f"this workbook cannot be read ({error})", remedy) from None
    notes = (
        [f"Only the first sheet, '{names[0]}', was read; not {', '.join(names[1:])}."] if names[1:] else []
    )
    lines = [(number, [_text(cell) for cell in row]) for number, row in enumerate(rows, start=1)]
    return f"{path.name}, sheet '{names[0]}'", lines, notes


def _text(cell: Any) -> str:
    """Return a typed cell as people would type it; dates as ISO, so that damage can be told later."""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime) and (cell.hour, cell.minute, cell.second) == (0, 0, 0):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    return _tidy(str(cell))


def _tidy(cell: str) -> str:
    """Return a cell without the blanks around it and what cannot be seen: a screen would obey some of it."""
    text = cell.replace("\u00a0", " ").replace("\u200b", "").replace("\ufeff", "").strip()
    return text if text.isprintable() else "".join(c for c in text if c in "\n\t" or category(c) != "Cc")


# --- the frame -----------------------------------------------------------------------------------------


def _framed(file: str, lines: Iterable[Line], notes: list[str]) -> Sheet:
    filled = [(number, cells) for number, cells in lines if any(cells)]
    if not filled:
        complaint = Complaint(file, 0, "", "the table is empty", "Check that you saved the right sheet.")
        raise ImportRefused([complaint])
    (header_line, headers), *body = filled
    if not body:
        message = "the table has headings and no rows"
        raise ImportRefused(
            [Complaint(file, header_line, "", message, "Check that you saved the right sheet.")]
        )
    complaints = [*_header_complaints(file, header_line, headers), *_overhanging(file, headers, body)]
    rows = [Row(number, dict(zip(headers, _padded(cells, headers), strict=False))) for number, cells in body]
    named = tuple(header for header in headers if header)
    return Sheet(file, named, header_line, tuple(rows), tuple(complaints), tuple(notes))


def _padded(cells: list[str], headers: list[str]) -> list[str]:
    return cells + [""] * (len(headers) - len(cells))


def _header_complaints(file: str, line: int, headers: list[str]) -> Iterator[Complaint]:
    twice = sorted({header for header in headers if header and headers.count(header) > 1})
    for header in twice:
        yield Complaint(
            file, line, header, "two columns have this heading", "Rename or delete one of the two columns."
        )


def _overhanging(file: str, headers: list[str], body: list[Line]) -> Iterator[Complaint]:
    for line, cells in body:
        extra = [cell for cell in cells[len(headers) :] if cell]
        if extra:
            message = f"'{extra[0]}' stands to the right of the last heading"
            yield Complaint(
                file, line, "", message, "Quote a cell that holds a comma, or delete the stray one."
            )
