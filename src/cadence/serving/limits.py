"""How often somebody may ask."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

_MOST = 4096  # who is remembered at a time


@dataclass
class Limit:
    """So many at once, and so many a second on the average; each key has its own."""

    at_once: float
    a_second: float
    clock: Callable[[], float] = time.monotonic
    _left: dict[str, tuple[float, float]] = field(default_factory=dict)

    def allows(self, key: str) -> bool:
        """Return whether this one more is allowed, and count it if so."""
        left = self._now_left(key)
        self._left.pop(key, None)
        self._left[key] = (left - 1 if left >= 1 else left), self.clock()
        if len(self._left) > _MOST:  # the one who has been quiet longest has as much as a newcomer
            del self._left[next(iter(self._left))]
        return left >= 1

    def is_spent(self, key: str) -> bool:
        """Return whether one more would not be allowed; counts nothing."""
        return self._now_left(key) < 1

    def _now_left(self, key: str) -> float:
        now = self.clock()
        left, since = self._left.get(key, (self.at_once, now))
        return min(self.at_once, left + (now - since) * self.a_second)


@dataclass
class Limits:
    """What the server limits: too much is refused with 429, and what is refused costs next to nothing."""

    requests: Limit = field(default_factory=lambda: Limit(300, 40))
    """Requests of a person: a page with everything on it makes about thirty."""
    refusals: Limit = field(default_factory=lambda: Limit(30, 0.5))
    """Invites that let nobody in, of an address. Who holds a good one gets in meanwhile."""
    refusals_in_all: Limit = field(default_factory=lambda: Limit(300, 5))
    """The same, of all addresses together."""
    codes: Limit = field(default_factory=lambda: Limit(300, 2))
    """Wrong codes at the door, of an address: a whole school that mistypes may come from one, and at this
    pace a day finds no code."""
    codes_in_all: Limit = field(default_factory=lambda: Limit(600, 5))
    """The same, of all addresses together."""
    refusals_told: Limit = field(default_factory=lambda: Limit(200, 1 / 300))
    """Refusals that are written into the log: about 300 a day at the most, whoever floods the door."""
    sign_ins: Limit = field(default_factory=lambda: Limit(20, 1 / 60))
    """Devices that an invite lets in."""
