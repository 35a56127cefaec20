"""What was read from a file, before anything is written."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from cadence.errors import Complaint, ImportRefused
from cadence.exchange.tables.columns import Columns

T = TypeVar("T")


@dataclass(frozen=True)
class Taken(Generic[T]):
    """The rows of a file as values, with all that is wrong in it.

    `columns` says which heading each field was read from, `ignored` which headings were not read.
    Nothing may be written from a file that has complaints.
    """

    file: str
    rows: tuple[T, ...]
    columns: Mapping[str, str]
    ignored: tuple[str, ...] = ()
    complaints: tuple[Complaint, ...] = ()
    notes: tuple[str, ...] = ()

    @classmethod
    def of(
        cls, columns: Columns, rows: Iterable[T], complaints: Iterable[Complaint], notes: Iterable[str] = ()
    ) -> "Taken[T]":
        """Return what was read through columns; `notes` are said after those of the sheet."""
        sheet = columns.sheet
        said = (*sheet.notes, *notes)
        return cls(sheet.file, tuple(rows), columns.found, columns.ignored(), tuple(complaints), said)

    def without(self, headings: Iterable[str]) -> "Taken[T]":
        """Return itself with headings that were read after all taken from the ignored ones."""
        read = set(headings)
        return replace(self, ignored=tuple(each for each in self.ignored if each not in read))

    def sound(self) -> "Taken[T]":
        """Return itself, or raise `ImportRefused` with every complaint."""
        refuse(self.file, self.complaints)
        return self


def refuse(file: str, complaints: tuple[Complaint, ...]) -> None:
    """Raise `ImportRefused` if there is anything to complain of."""
    if complaints:
        count = "one thing" if len(complaints) == 1 else f"{len(complaints)} things"
        raise ImportRefused(complaints, f"Nothing was taken in from {file}; {count} to mend first:")
