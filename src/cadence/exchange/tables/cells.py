"""The cells of one row, each read for what it means, with complaints collected on the way."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from cadence.errors import Complaint
from cadence.exchange.tables.columns import Columns
from cadence.exchange.tables.sheet import Row

T = TypeVar("T")


@dataclass(frozen=True)
class Trouble:
    """Why a cell cannot be taken as it is: what is wrong, and what to do."""

    message: str
    remedy: str


@dataclass
class Cells:
    """One row; `wrong` grows with what is wrong in it."""

    columns: Columns
    row: Row
    wrong: list[Complaint] = field(default_factory=list)

    def said(self, name: str) -> str:
        """Return what the row says for a field, '' where it says nothing."""
        return self.columns.value(self.row, name)

    def read(self, name: str, reader: Callable[[str], T | Trouble]) -> T | None:
        """Return what a reader makes of a cell; None where it is empty or in trouble."""
        said = self.said(name)
        return self.settle(name, reader(said)) if said else None

    def settle(self, name: str, found: T | Trouble) -> T | None:
        """Return what was found; where that is a trouble, complain of the field's cell and return None."""
        if isinstance(found, Trouble):
            self.complain(name, found)
            return None
        return found

    def complain(self, name: str, trouble: Trouble) -> None:
        """Note what is wrong with the cell of a field."""
        self.wrong.append(self.columns.complain(self.row, name, trouble.message, trouble.remedy))


def quoted(said: str, most: int = 24) -> str:
    """Return a cell in quotation marks, or how long it is: somebody's own words are not repeated."""
    short = len(said) <= most and "\n" not in said
    return f"'{said}'" if short else f"a text of {len(said)} characters"
