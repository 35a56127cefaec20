"""A visit as a file tells it, and the id by which the same visit is known again."""

from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256

from cadence.model import Team

Levels = dict[str, int | None]


@dataclass(frozen=True)
class Visit:
    """One visit: the line on which it begins, and what the file says of it.

    `code` is the visit's own number, '' where it has none. `said` holds the fields of an observation of
    which the file speaks, without the levels; `rated` are the look-fors that it speaks of.
    """

    line: int
    code: str
    team: Team
    moment: datetime
    said: dict[str, object]
    levels: Levels = field(default_factory=dict)
    rated: tuple[str, ...] = ()

    @property
    def key(self) -> tuple[str, ...]:
        """Return what tells this visit from others: its code, else when, where and by whom it was."""
        if self.code:
            return self.team.id, "code", self.code
        where = (str(self.said.get(name, "")) for name in ("observer", "grade_band", "subject", "room"))
        return self.team.id, self.moment.isoformat(), *where


def record_id(metric: str, cycle: int, key: tuple[str, ...], ordinal: int) -> str:
    """Return the id of a visit, the same whenever the same file is read."""
    parts = "\x1f".join(("visit", metric, str(cycle), *key, str(ordinal)))
    return sha256(parts.encode()).hexdigest()[:32]
