"""What was changed on the board, and by whom: for taking one's own last change back, and for telling who."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from cadence.model import Board, Card, Evidence, Verification
from cadence.store import View
from cadence.store.history import Logged

_UNDOABLE = timedelta(days=1)
_ON_BOARD = (Card, Evidence, Verification)


@dataclass(frozen=True)
class Own:
    """What a person changed last on the board, in one go."""

    logged: Sequence[Logged]
    card: str
    """The title of the card that it was about."""

    @property
    def number(self) -> int:
        """Return the number by which it is taken back."""
        return self.logged[0].seq

    def told(self, board: Board) -> dict[str, str]:
        """Return it as the page shows it."""
        return {"label": self.label(board)}

    def label(self, board: Board) -> str:
        """Say in a few words what was done: 'Moved 'Learning targets' to Doing'."""
        for each in self.logged:
            if each.kind is Verification:
                said = "Confirmed" if each.values["verdict"] == "confirmed" else "Returned"
                return f"{said} '{self.card}'" if each.after else f"Removed '{self.card}'"
        first = self.logged[0]
        if first.kind is Evidence:
            return f"{'Added' if first.after else 'Took away'} evidence of '{self.card}'"
        return f"{_did(first, board)}"


def _did(change: Logged, board: Board) -> str:
    before, after = change.before, change.after
    title = change.values["title"]
    if before is None or after is None:
        return f"{'Removed' if before else 'Added'} '{title}'"
    if before["column"] != after["column"]:
        return f"Moved '{title}' to {board.column(after['column']).title}"
    return f"Moved '{title}'" if before["order"] != after["order"] else f"Changed '{title}'"


def own_last(view: View, team: str, now: datetime) -> Own | None:
    """Return what the viewer changed last on a team's board, unless that is long ago or was an undoing."""
    logged = view.last_go(*_ON_BOARD)
    mine = [each for each in logged if each.kind in _ON_BOARD and each.values.get("team") == team]
    if not mine or len(mine) < len(logged) or mine[0].undoes is not None or now - mine[0].at > _UNDOABLE:
        return None
    return Own(mine, _title(view, mine))


def _title(view: View, logged: Sequence[Logged]) -> str:
    for each in logged:
        if each.kind is Card:
            return str(each.values["title"])
    card = view.first(Card, id=logged[0].values["card"])
    return card.title if card else ""


def writer_of(view: View, card: Card, name: str) -> str:
    """Return the id of who gave a field of a card the value that it has."""
    for each in view.changes_of(card):
        if (each.before or {}).get(name) != (each.after or {}).get(name):
            return each.person
    return ""
