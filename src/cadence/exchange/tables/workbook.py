"""Workbooks as they are sent: which sheets there are, and their cells as people see them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from cadence.exchange.tables.formats import Format
from cadence.exchange.tables.grid import Grid, Line, Span, letter, refused, tidy
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
    told = Told()
    lines = list(_lines(rows, marks, told))
    spans = tuple(
        Span(first[0] + 1, last[0] + 1, first[1] + 1, last[1] + 1)
        for first, last in sheet.merged_cell_ranges or ()
    )
    notes = (*_notes(path, name, hidden), *_hidden(lines, marks), *told.notes())
    return Grid(f"{path.name}, sheet '{name}'", lines, notes, name, hidden, marks.troubles, spans)


def _notes(path: Path, name: str, hidden: bool) -> Iterator[str]:
    if hidden:
        yield f"the sheet '{name}' is hidden in the workbook"
    if not tells_formats(path):
        yield (
            "this kind of workbook does not tell how its numbers are shown (45.2% or 0.452, <10 or 7), so "
            "they were read as they are held; an XLSX file tells"
        )


def _hidden(lines: list[Line], marks: Marks) -> Iterator[str]:
    """Yield which lines and columns with anything in them the workbook does not show."""
    hidden = set(marks.hidden)
    unseen = [number for number, _ in lines if number in hidden]
    if unseen:
        which = f"line {unseen[0]}" if len(unseen) == 1 else f"{len(unseen)} lines, the first {unseen[0]}"
        yield f"hidden in the workbook (a filter does that), and read as the others: {which}"
    width = max((len(cells) for _, cells in lines), default=0)
    filled = [
        at for at in marks.hidden_columns if at <= width and any(c[at - 1 : at] != [""] for _, c in lines)
    ]
    if filled:
        yield f"hidden in the workbook, and read as the others: column {', '.join(map(letter, filled[:10]))}"


@dataclass
class Told:
    """Where a workbook shows something else than it holds: the first cell of each kind, and how many."""

    found: dict[str, tuple[int, str]] = field(default_factory=dict)

    def add(self, kind: str, example: str) -> None:
        """Count one more cell."""
        count, first = self.found.get(kind, (0, example))
        self.found[kind] = count + 1, first

    def notes(self) -> Iterator[str]:
        """Yield a sentence for each kind."""
        for kind, (count, first) in self.found.items():
            yield f"{kind}: {first}{f', and {count - 1} more' if count > 1 else ''}"


INSTEAD = "shown in place of the number, and read"
EMPTY = "not shown by its format, and read as empty"
IN_FULL = "not shown in full, and read in full"


def _lines(rows: list[list[Any]], marks: Marks, told: Told) -> Iterator[Line]:
    seen: dict[str, str] = {}
    for number, row in enumerate(rows, start=1):
        cells = [_text(cell) if cell != "" else "" for cell in row]
        for column, form in marks.formats.get(number, ()):
            value = row[column - 1]
            if isinstance(value, int | float):
                cells[column - 1] = _formatted(value, form, f"{letter(column)}{number}", told)
        for column in marks.unseen.get(number, ()):
            cells[column - 1] = ""
            told.add(EMPTY, f"{letter(column)}{number}")
        for column, error in marks.failed.get(number, ()):
            cells[column - 1] = error
        if any(cells) or number in marks.troubled:
            yield number, [seen.setdefault(cell, cell) for cell in cells]


def _formatted(value: float, form: Format, place: str, told: Told) -> str:
    """Return what is meant by a number that is shown in a format of its own."""
    full = _number(float(value))
    text, shown = form.read(value, full)
    if shown:
        told.add(IN_FULL, f"{place} shows '{shown}' and holds '{full}'")
    elif not text:
        told.add(EMPTY, place)
    elif not form.section(value).digits:
        told.add(INSTEAD, f"'{text}' in {place}")
    return text


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
