"""An export as one XLSX workbook: a sheet a table, typed cells, and first of all a sheet that explains."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cadence.errors import CadenceError, Complaint, ImportRefused
from cadence.exchange.export.cell import Value
from cadence.exchange.export.grid import Grid

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

LONGEST = 32_767  # characters that a cell of XLSX holds
DEEPEST = 1_048_576  # lines that a sheet of XLSX holds
WIDEST = 60  # characters; longer texts are wrapped
UNHELD = ("\ufffe", "\uffff")  # XML has no way to say these two
FIRST_DAY = date(1900, 1, 1)
README = "Read me"
_OPTIONS = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "in_memory": True,
}


class WillNotFit(CadenceError):
    """A cell that XLSX cannot hold; nothing is cut off in silence."""


@dataclass(frozen=True)
class Page:
    """A sheet to be written."""

    name: str
    headings: Sequence[str]
    rows: Sequence[Sequence[Value]]


def workbook_bytes(readme: Sequence[str], sheets: Sequence[Page], written: datetime) -> bytes:
    """Return a workbook.

    Raises
    ------
    WillNotFit
        A text is longer than a cell of XLSX, a table than a sheet, or a character has no place in it.
    """
    import xlsxwriter

    held = io.BytesIO()
    with xlsxwriter.Workbook(held, _OPTIONS) as book:
        book.set_properties({"created": written.replace(tzinfo=None), "author": "Cadence"})
        _explain(book, readme)
        styles = _Styles.of(book)
        for sheet in sheets:
            _fill(book.add_worksheet(sheet.name), sheet, styles)
    return held.getvalue()


@dataclass(frozen=True)
class _Styles:
    head: Any
    text: Any
    day: Any

    @classmethod
    def of(cls, book: "Workbook") -> "_Styles":
        return cls(
            head=book.add_format({"bold": True, "bottom": 1, "valign": "top", "num_format": "@"}),
            text=book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"}),
            day=book.add_format({"num_format": "yyyy-mm-dd", "valign": "top", "align": "left"}),
        )


def _explain(book: "Workbook", readme: Sequence[str]) -> None:
    sheet, bold = book.add_worksheet(README), book.add_format({"bold": True, "font_size": 14})
    plain = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 110)
    for number, line in enumerate(readme):
        sheet.write_string(number, 0, line, plain if number else bold)


def _fill(page: "Worksheet", sheet: Page, styles: _Styles) -> None:
    if len(sheet.rows) >= DEEPEST:
        message = f"sheet '{sheet.name}': {len(sheet.rows):,} rows; a sheet of XLSX holds {DEEPEST:,} lines."
        raise WillNotFit(message, "Export as csv or json, or team by team.")
    for place, heading in enumerate(sheet.headings):
        page.write_string(0, place, heading, styles.head)
        page.set_column(place, place, _width(sheet, place), None)
    for number, row in enumerate(sheet.rows, start=1):
        where = f"sheet '{sheet.name}', line {number + 1}"
        for place, cell in enumerate(row):
            _put(page, number, place, cell, styles, where)
    page.freeze_panes(1, 1)
    page.autofilter(0, 0, max(len(sheet.rows), 1), len(sheet.headings) - 1)


def _width(sheet: Page, place: int) -> int:
    longest = max((len(str(row[place])) for row in sheet.rows if row[place] is not None), default=0)
    return min(max(longest, len(sheet.headings[place]) + 3) + 1, WIDEST)


def _put(page: "Worksheet", line: int, place: int, cell: Value, styles: _Styles, where: str) -> None:
    match cell:
        case None | "":
            return
        case bool():
            page.write_boolean(line, place, cell)
        case int() | float() if _survives(cell):
            page.write_number(line, place, cell)
        case date() if cell >= FIRST_DAY:
            page.write_datetime(line, place, cell, styles.day)
        case _:
            page.write_string(line, place, _fitting(_words(cell), where), styles.text)


def _survives(number: float) -> bool:
    """Return whether a number comes back the same from the 16 digits that are written of it."""
    try:
        return float(f"{number:.16G}") == number
    except OverflowError:
        return False


def _words(cell: Value) -> str:
    return (
        cell.isoformat() if isinstance(cell, date) else repr(cell) if isinstance(cell, float) else str(cell)
    )


def _fitting(text: str, where: str) -> str:
    if len(text.encode("utf-16-le")) // 2 > LONGEST:
        message = f"{where}: a text of {len(text):,} characters; a cell of XLSX holds {LONGEST:,}."
        raise WillNotFit(message, "Export as csv or json, which hold it whole.")
    if any(each in text for each in UNHELD):
        raise WillNotFit(f"{where}: a text has a character that XLSX cannot hold.", "Export as csv or json.")
    return text


def read_workbook(path: Path) -> dict[str, Grid]:
    """Return the tables of a workbook by the name of their sheet."""
    import python_calamine

    try:
        with python_calamine.CalamineWorkbook.from_path(str(path)) as book:
            sheets = {
                name: book.get_sheet_by_name(name).to_python(skip_empty_area=False)
                for name in book.sheet_names
            }
    except python_calamine.CalamineError as error:
        remedy = "Open it in a spreadsheet, save it without a password as XLSX, and try again."
        complaint = Complaint(path.name, 0, "", f"this workbook cannot be read ({error})", remedy)
        raise ImportRefused([complaint]) from None
    return {name: Grid.of(f"{path.name}, sheet '{name}'", rows) for name, rows in sheets.items()}  # type: ignore[arg-type]
