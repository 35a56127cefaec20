"""Whether a room code or a note seems to name a person: no teacher is named anywhere."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from cadence.analysis.names import named_in, whole_names
from cadence.exchange.tables.cells import Trouble

ROOMS = frozenset(
    "room portable annex annexe trailer library hall wing cafeteria building bldg floor studio shop commons "
    "auditorium theater theatre north south east west upper lower main media center centre computer "
    "science music band choir field stage office lecture multi purpose gymnasium maker space makerspace "
    "suite block".split()
)
SETTLED = "If nobody is named, add --no-names to say that you have looked."


@dataclass(frozen=True)
class Naming:
    """The names that are known; `settled` says that a person has looked and found none."""

    pattern: re.Pattern[str] | None
    settled: bool = False

    @classmethod
    def of(cls, names: Iterable[str], settled: bool = False) -> "Naming":
        """Return what finds these people's whole names."""
        return cls(whole_names(names), settled)

    def note(self, said: str) -> str | Trouble:
        """Return a note, or the question whether it names a person."""
        found = [] if self.settled else named_in(said, self.pattern)
        if not found:
            return said
        return Trouble(
            f"the note seems to name a person: '{found[0]}'", f"Say it without the name. {SETTLED}"
        )

    def room(self, said: str) -> str | Trouble:
        """Return a room code, or the question whether it is somebody's name."""
        words = [word for word in re.findall(r"[^\W\d_]{4,}", said) if word.casefold() not in ROOMS]
        if self.settled or not (words or named_in(said, self.pattern)):
            return said
        message = f"'{said[:40]}' looks like a person's name where a room code belongs"
        return Trouble(message, f"Write a code such as R12 that only the school can read. {SETTLED}")
