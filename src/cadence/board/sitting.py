"""Somebody at a team's board: what they see of it, and who they are."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from cadence.board.standing import Standing
from cadence.model import Board


@dataclass(frozen=True)
class Sitting:
    """`last_writer` tells the name of who changed a field of a card last, '' where that was oneself.

    `sizes` has the bytes of each file that is kept, by the id of its evidence.
    """

    standing: Standing
    board: Board
    cycle: int
    team: str
    person: str
    now: datetime
    sizes: Mapping[str, int]
    last_writer: Callable[[str, str], str]

    @property
    def today(self) -> date:
        """Return the day, by the clock here."""
        return self.now.astimezone().date()

    def title(self, column: str) -> str:
        """Return what a column is called."""
        return self.board.column(column).title
