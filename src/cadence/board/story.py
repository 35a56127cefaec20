"""What happened to a card: who did what, and when, in words."""

from collections.abc import Iterator
from typing import Any

from cadence.board.standing import Standing
from cadence.model import Board, Card, Evidence, Verification
from cadence.store import View
from cadence.store.history import Logged, Values

_MOST = 50
_CALLED = {
    "title": "what will be done",
    "owner": "who does it",
    "verifier": "who looks at it",
    "due": "by when",
    "goal": "the goal",
    "standard": "when it is done",
    "notes": "the notes",
    "mark": "the words for the chart",
}


def story(view: View, stands: Standing, board: Board, card: Card) -> list[dict[str, Any]]:
    """Return what happened to a card, the newest first, as a page is told it: `who`, `what`, `at`."""
    records = (card, *stands.shows(card.id), *stands.said(card.id))
    changes = [each for record in records for each in view.changes_of(record)]
    changes.sort(key=lambda each: each.seq, reverse=True)
    told = ((each, words) for each in changes if (words := _words(each, board)))
    return [
        {"who": _who(each, stands), "what": words, "at": each.at.isoformat()}
        for each, words in list(told)[:_MOST]
    ]


def _who(change: Logged, stands: Standing) -> str:
    role = change.viewer.partition(":")[0]
    return stands.name(change.person) or ("The facilitator" if role == "facilitator" else "")


def _words(change: Logged, board: Board) -> str:
    """Say what was done, '' where only the order in a column changed."""
    values = change.values
    if change.kind is Evidence:
        return f"brought '{values['text']}'" if change.after else f"took '{values['text']}' away"
    if change.kind is Verification:
        return "confirmed it" if values["verdict"] == "confirmed" else f"sent it back: {values['question']}"
    said = ", ".join(_of_card(change.before, change.after, board))
    return f"took back what was done: {said}" if change.undoes is not None and said else said


def _of_card(before: Values | None, after: Values | None, board: Board) -> Iterator[str]:
    if after is None:
        yield "took it off the board"
    elif before is None:
        yield f"added it to {board.column(after['column']).title}"
    else:
        if before["column"] != after["column"]:
            yield f"moved it to {board.column(after['column']).title}"
        changed = [words for name, words in _CALLED.items() if before.get(name) != after.get(name)]
        if changed:
            yield f"changed {', '.join(changed)}"
