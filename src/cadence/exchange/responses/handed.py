"""Answers as a row hands them in, and how somebody without a name is known again."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from hmac import compare_digest, digest

from cadence.model import Response, Team


@dataclass(frozen=True)
class Handed:
    """One person's answers: the line, the team, who it was ('' where that is not said).

    `number` is what was written on the paper; `moment` is when it was handed in, where that is said.
    """

    line: int
    team: Team
    person: str
    number: str
    moment: datetime | None
    answers: dict[str, int | None]
    comments: dict[str, str]
    listed: tuple[str, ...]

    @property
    def content(self) -> tuple[object, ...]:
        """Return all that was answered."""
        return self.answers, self.comments, self.listed

    @property
    def mark(self) -> str:
        """Return what tells a sheet without a name from others: number, else time, else what it says."""
        if self.number:
            return f"sheet {self.number}"
        if self.moment:
            return f"time {self.moment.isoformat()}"
        said = json.dumps(self.content, sort_keys=True, ensure_ascii=False)
        return f"said {sha256(said.encode()).hexdigest()}"

    @property
    def unmarked(self) -> bool:
        """Return whether nothing but what it says tells this sheet from others."""
        return not (self.person or self.number or self.moment)


def marked(handed: Iterable[Handed]) -> Iterator[tuple[str, Handed]]:
    """Yield each sheet with its mark; of equal marks of one team each has a number of its own."""
    counted: Counter[tuple[str, str]] = Counter()
    for each in handed:
        at = each.team.id, each.mark
        counted[at] += 1
        yield f"{each.mark} #{counted[at]}", each


def respondent_id(response_id: str, mark: str) -> str:
    """Return the id of a respondent without a name: 32 hex digits that nobody can work out from a sheet.

    The key is the random id of the record itself, which only the custodian of the store ever sees. So the
    same sheet is known again, no secret lies about, and erasing the record erases the way back.
    """
    return digest(response_id.encode(), mark.encode(), "sha256").hex()[:32]


def is_of(response: Response, mark: str) -> bool:
    """Return whether a record without a name was made from a sheet with this mark."""
    return compare_digest(response.person, respondent_id(response.id, mark))
