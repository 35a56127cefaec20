"""Which records the rows of a form's table may be, and which of their fields people fill in there."""

from collections.abc import Mapping
from typing import Literal

from cadence.model.answers import Commitment
from cadence.model.community import Ask
from cadence.model.plan import Card, Goal, Review
from cadence.model.prework import Initiative
from cadence.model.record import Record
from cadence.model.vision import Clause, Term

Keeps = Literal["goal", "commitment", "card", "initiative", "term", "clause", "review", "ask"]

KEPT: Mapping[str, type[Record]] = {
    kind.table: kind for kind in (Goal, Commitment, Card, Initiative, Term, Clause, Review, Ask)
}
FILLED: Mapping[str, tuple[str, ...]] = {
    "goal": ("statement", "clause", "indicator", "baseline", "target", "due", "theory"),
    "commitment": ("text", "person", "due"),
    "card": ("title", "goal", "owner", "verifier", "due", "standard", "notes"),
    "initiative": ("name", "priority", "evidence", "hours", "mark"),
    "term": ("term", "meaning"),
    "clause": ("text", "elements", "indicators", "priorities", "need"),
    "ask": ("text", "to", "owner", "answer_by"),
    "review": ("goal", "fidelity", "impact", "decision", "reason", "evidence"),
}
_SAID_ALOUD = {("ask", "to")}  # never taken for granted: the district reads what is put to it


def needed(keeps: str) -> tuple[str, ...]:
    """Return the fields without which there is no such record yet."""
    known = KEPT[keeps].model_fields
    return tuple(name for name in FILLED[keeps] if known[name].is_required() or (keeps, name) in _SAID_ALOUD)
