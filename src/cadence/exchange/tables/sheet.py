"""Tables that people send, read as text: each row with the line it stands on.

    sheet = read_sheet(path, known=frozenset({"schoolid", "schoolname"}))

`known` are headings that the reader hopes for (folded); they tell the headings from a title above them, and
the sheet that is meant from the others. How a file was read, and what was left alone, stands in `notes`;
what is wrong with the table as a whole in `complaints`. Reading a file for a purpose goes
through `cadence.exchange.tables.columns.open_table`, which builds on this.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from cadence.errors import Complaint, ImportRefused
from cadence.exchange.tables.dialect import read_text
from cadence.exchange.tables.filetype import kind_of
from cadence.exchange.tables.frame import Frame, frame, score
from cadence.exchange.tables.grid import Damage, Grid, Line, letter
from cadence.exchange.tables.workbook import read_workbook

Cells = dict[tuple[int, int], str]  # by line and column, from 1
CHECK = "Check that you saved the right sheet."


@dataclass(frozen=True, slots=True)
class Row:
    """One row; `cells` are its texts by column heading, '' where the row ends early.

    `troubles` are the cells that have no value though they look as if they had, by heading.
    """

    line: int
    cells: Mapping[str, str]
    troubles: Mapping[str, Damage] = field(default_factory=dict)


@dataclass(frozen=True)
class Sheet:
    """A table: where it came from, its headings as written, its rows, and what is wrong with its frame.

    A heading that stands twice is 'Name' and 'Name (2)', and `repeated` holds 'Name'. `letters` are
    the columns of a workbook by heading.
    """

    file: str
    headers: tuple[str, ...]
    header_line: int
    rows: tuple[Row, ...]
    complaints: tuple[Complaint, ...] = ()
    notes: tuple[str, ...] = ()
    letters: Mapping[str, str] = field(default_factory=dict)
    repeated: frozenset[str] = frozenset()

    def complain(self, line: int, column: str, message: str, remedy: str) -> Complaint:
        """Return a complaint about a cell of this table; of a workbook it names the column's letter."""
        place = f"{column}, column {self.letters[column]}" if column in self.letters else column
        return Complaint(self.file, line, place, message, remedy)


def read_sheet(
    path: Path, known: frozenset[str] = frozenset(), sheet: str = "", line: int = 0, encoding: str = ""
) -> Sheet:
    """Return the table in a text file, or in the sheet of a workbook that has most of the known headings.

    `sheet` names a sheet, `line` the line of the headings, `encoding` the code page of a text, where they
    should not be sought.

    Raises
    ------
    ImportRefused
        The file cannot be read as a table at all, or it cannot be told which sheet is meant.
    """
    if kind_of(path) == "text":
        grid, others = read_text(path, encoding), ""
    else:
        grid, others = _chosen(path, known, sheet)
    _refuse_empty(grid)
    return _framed(grid, frame(grid, known, line), [others] if others else [])


def _chosen(path: Path, known: frozenset[str], sheet: str) -> tuple[Grid, str]:
    """Return the sheet with most known headings, a visible one first, and a note on the others, if any."""
    ranks: dict[str, tuple[bool, int]] = {}
    best: Grid | None = None
    for grid in read_workbook(path, sheet):
        much = score(grid.lines, known) if grid.lines else -1
        ranks[grid.sheet] = (much > 0 and not grid.hidden, much)
        if best is None or ranks[grid.sheet] > ranks[best.sheet]:
            best = grid
    if best is None:
        raise ImportRefused([Complaint(path.name, 0, "", "this workbook has no sheet", CHECK)])
    _refuse_doubt(path, ranks, best)
    others = [f"'{name}'" for name in ranks if name != best.sheet]
    return best, f"read from sheet '{best.sheet}', not from {', '.join(others)}" if others else ""


def _refuse_doubt(path: Path, ranks: Mapping[str, tuple[bool, int]], best: Grid) -> None:
    equal = [f"'{name}'" for name, rank in ranks.items() if rank == ranks[best.sheet]]
    if ranks[best.sheet][1] > 0 and len(equal) > 1:
        message = f"{len(equal)} sheets have the headings that are sought: {', '.join(equal)}"
        raise ImportRefused([Complaint(path.name, 0, "", message, f"Say which: --sheet {equal[0]}.")])


def _refuse_empty(grid: Grid) -> None:
    if not grid.lines:
        raise ImportRefused([Complaint(grid.file, 0, "", "the table is empty", CHECK)])


def _framed(grid: Grid, found: Frame, notes: Iterable[str]) -> Sheet:
    if not found.body:
        raise ImportRefused(
            [Complaint(grid.file, found.line, "", "the table has headings and no rows", CHECK)]
        )
    named = tuple(heading for heading in found.headings if heading)
    letters = {each: letter(at) for at, each in enumerate(found.headings, 1) if each} if grid.sheet else {}
    merged = _merged(grid, found)
    return Sheet(
        grid.file,
        named,
        found.line,
        tuple(_rows(grid, found, merged)),
        (*_overhanging(grid.file, found), *_cut_off(grid, found)),
        (*notes, *grid.notes, *found.notes, *_nameless(found), *_counted_down(grid, merged)),
        letters,
        frozenset(found.repeated),
    )


def _merged(grid: Grid, found: Frame) -> Cells:
    """Return by line and column what a cell says that was merged with the one above it, which holds it."""
    standing, below = dict(found.body), Cells()
    for span in grid.spans:
        top, column = standing.get(span.first_line, []), span.first_column
        if column <= len(top) and top[column - 1]:
            lines = range(span.first_line + 1, span.last_line + 1)
            below |= {(line, column): top[column - 1] for line in lines if line in standing}
    return below


def _counted_down(grid: Grid, merged: Cells) -> Iterator[str]:
    """Yield a note where merged cells count for several lines, with the first as an example."""
    if merged:
        (line, column), said = next(iter(merged.items()))
        where = f"line {line} too, column {letter(column)}"
        yield f"cells merged over several lines count for each of them: '{said[:60]}' on {where}"


def _rows(grid: Grid, found: Frame, merged: Cells) -> Iterator[Row]:
    troubled: dict[int, dict[str, Damage]] = {}
    for (line, column), damage in grid.troubles.items():
        if column <= len(found.headings):
            troubled.setdefault(line, {})[found.headings[column - 1]] = damage
    for line, cells in found.body:
        padded = cells + [""] * (len(found.headings) - len(cells))
        said = [cell or merged.get((line, at), "") for at, cell in enumerate(padded, 1)] if merged else padded
        named = {each: cell for each, cell in zip(found.headings, said, strict=False) if each}
        yield Row(line, named, troubled.get(line, {}))


def _nameless(found: Frame) -> Iterator[str]:
    """Yield a note on each column that has cells and no heading."""
    for at, heading in enumerate(found.headings):
        first = next((_cell(each, at) for each in found.body if _cell(each, at)), "")
        if not heading and first:
            yield f"column {letter(at + 1)} has no heading, so it was left alone: '{first[:60]}'"


def _cell(line: Line, at: int) -> str:
    cells = line[1]
    return cells[at] if at < len(cells) else ""


def _overhanging(file: str, found: Frame) -> Iterator[Complaint]:
    for line, cells in found.body:
        extra = [cell for cell in cells[len(found.headings) :] if cell]
        if extra:
            message = f"'{extra[0]}' stands to the right of the last heading"
            yield Complaint(
                file, line, "", message, "Quote a cell that holds a comma, or delete the stray one."
            )


def _cut_off(grid: Grid, found: Frame) -> Iterator[Complaint]:
    """Yield a complaint where the last line of a text, and no other, has fewer cells than headings."""
    *others, (line, cells) = found.body
    width = len(found.headings)
    if not grid.sheet and len(cells) < width and all(len(each) >= width for _, each in others):
        message = f"the last line has {len(cells)} cells of {width}, as if the file had been cut off"
        yield Complaint(grid.file, line, "", message, "Ask for the file again, or complete the line.")
