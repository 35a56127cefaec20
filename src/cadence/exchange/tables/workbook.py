"""Workbooks as they are sent: which sheets there are, and their cells as people see them."""

from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from cadence.exchange.tables.grid import Grid, Line, Span, refused, tidy
from cadence.exchange.tables.marks import Marks, marks_of, tells_formats

OPENED_AGAIN = "Open it in a spreadsheet, save it without a password as XLSX, and try again."


def read_workbook(path: Path, wanted: str = "") -> Iterator[Grid]:
    """Yield the sheets of a workbook that hold anything; with `wanted` that sheet alone.

    Hidden sheets come last, and their notes say that they are hidden.

    Raises
    ------
    ImportRefused
        The file cannot be opened, or has no sheet of that name.
    """
    import python_calamine

    try:
        with python_calamine.CalamineWorkbook.from_path(str(path)) as book:
            yield from _sheets(path, book, wanted)
    except python_calamine.PasswordError:
        raise refused(path, "this workbook is protected by a password", OPENED_AGAIN) from None
    except python_calamine.CalamineError as error:
        raise refused(path, f"this workbook cannot be read ({error})", OPENED_AGAIN) from None


def _sheets(path: Path, book: Any, wanted: str) -> Iterator[Grid]:
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    hidden = {each.name for each in book.sheets_metadata if each.visible != SheetVisibleEnum.Visible}
    sheets = {each.name for each in book.sheets_metadata if each.typ == SheetTypeEnum.WorkSheet}
    names = [name for name in book.sheet_names if name in sheets]
    if wanted:
        names = [name for name in names if name.casefold() == wanted.casefold()] or _none(path, wanted, names)
    for name in sorted(names, key=lambda each: each in hidden):
        yield _grid(path, book, name, name in hidden)


def _none(path: Path, wanted: str, names: list[str]) -> list[str]:
    message = f"it has no sheet '{wanted}'"
    raise refused(path, message, f"Name one of: {', '.join(names)}.")


def _grid(path: Path, book: Any, name: str, hidden: bool) -> Grid:
    marks = marks_of(path, name)
    sheet = book.get_sheet_by_name(name)
    rows = sheet.to_python(skip_empty_area=False)
    lines = list(_lines(rows, marks))
    spans = tuple(
        Span(first[0] + 1, last[0] + 1, first[1] + 1, last[1] + 1)
        for first, last in sheet.merged_cell_ranges or ()
    )
    notes = (*_notes(path, name, hidden), *_hidden_lines(lines, marks))
    return Grid(f"{path.name}, sheet '{name}'", lines, notes, name, hidden, marks.troubles, spans)


def _notes(path: Path, name: str, hidden: bool) -> Iterator[str]:
    if hidden:
        yield f"the sheet '{name}' is hidden in the workbook"
    if not tells_formats(path):
        yield "this kind of workbook does not tell 45.2% from 0.452 (an XLSX file does)"


def _hidden_lines(lines: list[Line], marks: Marks) -> Iterator[str]:
    unseen = [number for number, _ in lines if number in set(marks.hidden)] if marks.hidden else []
    if unseen:
        which = f"line {unseen[0]}" if len(unseen) == 1 else f"{len(unseen)} lines, the first {unseen[0]}"
        yield f"hidden in the workbook (a filter does that), and read as the others: {which}"


def _lines(rows: list[list[Any]], marks: Marks) -> Iterator[Line]:
    seen: dict[str, str] = {}
    for number, row in enumerate(rows, start=1):
        cells = [_text(cell) if cell != "" else "" for cell in row]
        for column in marks.percents.get(number, ()):
            cells[column - 1] = _percent(row[column - 1])
        for column, digits in marks.padded.get(number, ()):
            cells[column - 1] = cells[column - 1].zfill(digits)
        for column, error in marks.failed.get(number, ()):
            cells[column - 1] = error
        if any(cells) or number in marks.troubled:
            yield number, [seen.setdefault(cell, cell) for cell in cells]


def _text(cell: Any) -> str:
    """Return a typed cell as people would type it; dates as ISO, so that damage can be told later."""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return _number(cell)
    if isinstance(cell, datetime) and (cell.hour, cell.minute, cell.second) == (0, 0, 0):
        return cell.date().isoformat()
    if isinstance(cell, date | time):
        return cell.isoformat()
    return tidy(str(cell))


def _number(value: float) -> str:
    """Return a number with the 15 digits that a spreadsheet keeps, never in powers of ten below 1e15."""
    if value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return f"{value:.15g}"


def _percent(cell: Any) -> str:
    """Return a number that the workbook shows as a percentage the way it shows it."""
    return f"{_number(cell * 100)}%" if isinstance(cell, int | float) else _text(cell)
