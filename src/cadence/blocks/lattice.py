"""The rectangle behind a table, whatever lengths its rows came with."""

from collections.abc import Sequence
from dataclasses import dataclass

from cadence.blocks.block import Align, Table
from cadence.blocks.words import clean

PHONE = 45  # characters that a line of a table has room for on a phone


@dataclass(frozen=True)
class Lattice:
    """A table as a full rectangle of clean words: every row, alignment and width is there."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    align: tuple[Align, ...]
    widths: tuple[float, ...]
    is_form: bool = False  # there is something to write in, so its cells are ruled and tall
    stacks: bool = False  # too wide for a phone, so that its rows are stacked there

    @property
    def has_head(self) -> bool:
        """Whether any column has a name."""
        return any(self.columns)


def lattice(table: Table) -> Lattice:
    """Return a table's rectangle: short rows padded, missing alignments and widths filled in."""
    count = max([len(table.columns), *(len(row) for row in table.rows), 0])
    columns = _padded(table.columns, count)
    rows = tuple(_padded(row, count) for row in table.rows)
    align = (*table.align[:count], *(["left"] * (count - len(table.align))))
    given = len(table.widths) == count and all(width > 0 for width in table.widths)
    widths = table.widths if given else tuple(_appetite(index, columns, rows) for index in range(count))
    is_form = table.blank_rows > 0 or any(count > 1 and row[0] and not any(row[1:]) for row in rows)
    stacks = any(columns) and any(any(row) for row in rows) and _need(columns, rows) > PHONE
    return Lattice(columns, rows, align, widths, is_form, stacks)  # type: ignore[arg-type]


def is_figure(cell: str) -> bool:
    """Return whether a cell holds a date or a number of few characters, not to be broken over lines."""
    return len(cell) <= 13 and any(char.isdigit() for char in cell)


def _padded(row: Sequence[str], count: int) -> tuple[str, ...]:
    return tuple(clean(cell).strip() for cell in (*row, *([""] * (count - len(row)))))


def _appetite(index: int, columns: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> float:
    """Return the share of the width that a column asks for, by its words; bounded, so that none starves."""
    cells = [row[index] for row in rows]
    words = [len(word) for cell in (columns[index], *cells) for word in cell.split()] or [4]
    longest = max((len(cell) for cell in (columns[index], *cells)), default=4)
    return float(min(max(longest**0.75, min(max(words), 16), 5), 26))


def _need(columns: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> float:
    """Return how many characters a table is wide when it is as narrow as it can be read."""
    return sum(_narrowest(name, [row[at] for row in rows]) + 2.75 for at, name in enumerate(columns))


def _narrowest(name: str, cells: Sequence[str]) -> int:
    # A column of sentences needs room for two or three words a line, or it becomes a ribbon.
    longest = max(map(len, cells))
    comfort = min(longest, 16 if longest >= 40 else 11)
    unbroken = [part for cell in cells for part in ([cell] if is_figure(cell) else cell.split())]
    return max(comfort, *(len(part) for part in [*unbroken, *name.split(), ""]))
