"""Whether a room code or a note seems to name a person: no teacher is named anywhere."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cadence.exchange.tables.cells import Trouble

TITLED = re.compile(
    r"\b(?:Mr|Mrs|Ms|Mx|Miss|Dr|Prof|Professor|Se\u00f1ora?|Sra?)\b\.?\s+[A-Z\u00c0-\u00de][\w'-]+"
)
ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
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
        whole = [r"\s+".join(map(re.escape, name.split())) for name in names if len(name.split()) > 1]
        pattern = rf"(?<!\w)(?:{'|'.join(sorted(whole, key=len, reverse=True))})(?!\w)" if whole else None
        return cls(re.compile(pattern, re.IGNORECASE) if pattern else None, settled)

    def note(self, said: str) -> str | Trouble:
        """Return a note, or the question whether it names a person."""
        found = None if self.settled else next(self._named(said), None)
        if found is None:
            return said
        return Trouble(f"the note seems to name a person: '{found}'", f"Say it without the name. {SETTLED}")

    def room(self, said: str) -> str | Trouble:
        """Return a room code, or the question whether it is somebody's name."""
        words = [word for word in re.findall(r"[^\W\d_]{4,}", said) if word.casefold() not in ROOMS]
        if self.settled or not (words or any(self._named(said))):
            return said
        message = f"'{said[:40]}' looks like a person's name where a room code belongs"
        return Trouble(message, f"Write a code such as R12 that only the school can read. {SETTLED}")

    def _named(self, said: str) -> Iterator[str]:
        for pattern in (TITLED, ADDRESS, self.pattern):
            if pattern and (found := pattern.search(said)):
                yield found.group()
