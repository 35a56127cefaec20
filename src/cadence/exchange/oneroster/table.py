"""One file of a OneRoster package, row by row; of each row only the columns that are asked for.

A row may be a student's. A complaint made here therefore names a line and never what stands on it, and a
column that nobody asks for, such as `password`, never gets further than the line it was read from.
"""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from cadence.errors import Complaint, ImportRefused
from cadence.exchange.oneroster.package import AGAIN, Package
from cadence.exchange.tables.grid import tidy

MOST_COMPLAINTS = 20  # of one file: after so many rows of the wrong width all of it is wrong


@dataclass(frozen=True)
class Row:
    """The cells of one row that were asked for, by heading, and the line on which it begins."""

    line: int
    cells: Mapping[str, str]

    def __getitem__(self, heading: str) -> str:
        """Return a cell's text, '' where the file has no such column."""
        return self.cells.get(heading, "")


@dataclass(frozen=True)
class Table:
    """A file of a package, opened for some of its columns; `needed` are those it must have."""

    package: Package
    file: str
    needed: tuple[str, ...]
    further: tuple[str, ...] = ()
    complaints: dict[int, Complaint] = field(default_factory=dict)

    def rows(self) -> Iterator[Row]:
        """Yield the rows; each of another width than the headings is left out and complained of.

        Raises
        ------
        ImportRefused
            A needed column is not there or stands twice, or the file cannot be read.
        """
        encoding = self.package.encoding(self.file)
        reader = csv.reader(self.package.lines(self.file, encoding), strict=True)
        places, width = self._headings(_next(self, reader, 1) or [])
        begins = reader.line_num + 1
        while (cells := _next(self, reader, begins)) is not None:
            if any(cells) and self._fits(begins, len(cells), width):
                yield Row(begins, {heading: tidy(cells[at]) for heading, at in places.items()})
            begins = reader.line_num + 1

    def complain(self, line: int, heading: str, message: str, remedy: str) -> Complaint:
        """Return a complaint about a cell of this file."""
        return Complaint(self.package.label(self.file), line, heading, message, remedy)

    def notes(self) -> Iterator[str]:
        """Yield what is to be said of how the file was read."""
        encoding = self.package.encoding(self.file)
        if encoding != "utf-8-sig":
            name = {"cp1252": "Windows-1252", "utf-16": "UTF-16"}[encoding]
            yield f"{self.file} is not UTF-8; it was read as {name}: look at the names with accents"

    def _headings(self, cells: Sequence[str]) -> tuple[dict[str, int], int]:
        """Return where each wanted column stands, and how many columns there are."""
        written = [tidy(cell).casefold() for cell in cells]
        complaints = list(self._wrong_headings(written))
        if complaints:
            raise ImportRefused(complaints, f"Nothing was taken in from {self.package.name}:")
        wanted = (*self.needed, *self.further)
        return {each: written.index(each.casefold()) for each in wanted if each.casefold() in written}, len(
            cells
        )

    def _wrong_headings(self, written: Sequence[str]) -> Iterator[Complaint]:
        for heading in (*self.needed, *self.further):
            count = written.count(heading.casefold())
            if count > 1:
                yield self.complain(1, heading, "two columns have this heading", AGAIN)
            elif not count and heading in self.needed:
                message = f"there is no column '{heading}' among the {len(written)} of this file"
                yield self.complain(1, heading, message, AGAIN)

    def _fits(self, line: int, cells: int, width: int) -> bool:
        if cells == width:
            return True
        message = f"this row has {cells} cells, and there are {width} headings"
        remedy = "Look for a comma, a quotation mark or a line break that should be inside quotation marks."
        self.complaints[line] = self.complain(line, "", message, remedy)
        if len(self.complaints) > MOST_COMPLAINTS:
            raise ImportRefused(self.complaints.values(), f"Nothing was taken in from {self.package.name}:")
        return False


def _next(table: Table, reader: Any, begins: int) -> list[str] | None:
    try:
        return next(reader, None)
    except csv.Error:
        message = "the quotation marks on this line do not close, or something stands behind them"
        raise table.package.refused(table.file, message, AGAIN, begins) from None
