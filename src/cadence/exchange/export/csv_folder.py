"""An export as a folder of CSV files: UTF-8 with a mark that spreadsheets look for, commas, CRLF."""

import csv
import io
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from cadence.errors import Complaint, ImportRefused
from cadence.exchange.export.cell import Value, as_text
from cadence.exchange.export.grid import Grid

DELIMITERS = (",", ";", "\t")


def csv_bytes(headings: Sequence[str], rows: Iterable[Sequence[Value]]) -> bytes:
    """Return a table as the bytes of a CSV file."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(headings)
    writer.writerows([as_text(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def read_folder(folder: Path) -> dict[str, Grid]:
    """Return the tables in a folder by name; blanks around a cell are kept as they are."""
    return {path.stem: _read(path) for path in sorted(folder.glob("*.csv"))}


def _read(path: Path) -> Grid:
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        complaint = Complaint(path.name, 0, "", "its letters are not UTF-8", "Save it as CSV UTF-8.")
        raise ImportRefused([complaint]) from None
    csv.field_size_limit(min(sys.maxsize, 2**31 - 1))  # a text may be as long as people write
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    rows, numbers, begins = [], [], 1
    try:
        for row in reader:
            rows.append(row)
            numbers.append(begins)
            begins = reader.line_num + 1
    except csv.Error as error:
        remedy = "Look for a quotation mark that is opened and never closed."
        raise ImportRefused([Complaint(path.name, begins, "", f"{error}", remedy)]) from None
    return Grid.of(path.name, rows, numbers)


def _delimiter(text: str) -> str:
    """Return what stands between the headings: some spreadsheets save with semicolons."""
    return max(DELIMITERS, key=text.partition("\n")[0].count)
