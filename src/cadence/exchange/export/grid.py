"""Tables of an export as they stand in files, cell by cell, before anything is made of them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from cadence.errors import Complaint
from cadence.exchange.export.cell import Unreadable, Value

Line = tuple[int, Sequence[Value]]  # where it stands, and its cells


@dataclass(frozen=True)
class Grid:
    """One table as read: `file` says where (with the sheet), the first line has the headings."""

    file: str
    headings: tuple[str, ...]
    lines: tuple[Line, ...]

    @classmethod
    def of(cls, file: str, rows: Sequence[Sequence[Value]], numbers: Sequence[int] | None = None) -> "Grid":
        """Return a grid of the rows of a file; blank lines are left out."""
        placed = zip(numbers or range(1, len(rows) + 1), rows, strict=True)
        filled = [(number, row) for number, row in placed if any(cell not in ("", None) for cell in row)]
        if not filled:
            return cls(file, (), ())
        headings = [str(cell) for cell in filled[0][1]]
        while headings and not headings[-1]:
            headings.pop()
        return cls(file, tuple(headings), tuple(filled[1:]))

    def rows(self) -> Iterator[tuple[int, Mapping[str, Value]]]:
        """Yield each row's line and its cells by heading."""
        for line, cells in self.lines:
            padded = [*cells, *[""] * (len(self.headings) - len(cells))]
            yield line, dict(zip(self.headings, padded, strict=False))

    def overhanging(self) -> Iterator[Complaint]:
        """Yield a complaint for each row that is longer than the headings."""
        for line, cells in self.lines:
            if any(cell not in ("", None) for cell in cells[len(self.headings) :]):
                message = "a cell stands to the right of the last heading"
                yield Complaint(
                    self.file, line, "", message, "Delete it, or quote the cell that holds a comma."
                )

    def complain(self, line: int, column: str, trouble: Unreadable) -> Complaint:
        """Return a complaint about a cell."""
        return Complaint(self.file, line, column, trouble.message, trouble.remedy)
