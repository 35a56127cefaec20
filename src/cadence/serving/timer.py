"""A timer in the room: the steps of a protocol, or a breakout; it can wait, and be given another minute."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Self

from pydantic import AwareDatetime, BaseModel, ConfigDict

from cadence.model import Protocol

MOST_MINUTES = 120
_MINUTE = timedelta(minutes=1)


class Leg(BaseModel):
    """A stretch of a timer: what is to be done, and for how many minutes."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str
    task: str
    minutes: float


class Timer(BaseModel):
    """How far a timer is: leg `at` ends at `ends`, or would have when it was paused."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str
    legs: tuple[Leg, ...]
    at: int
    ends: AwareDatetime
    paused: AwareDatetime | None = None

    @classmethod
    def begin(cls, title: str, legs: Iterable[Leg], now: datetime) -> Self:
        """Begin with the first leg."""
        those = tuple(legs)
        return cls(title=title, legs=those, at=0, ends=now + those[0].minutes * _MINUTE)

    @classmethod
    def of(cls, protocol: Protocol, now: datetime) -> Self:
        """Begin a protocol's steps."""
        legs = (Leg(title=step.title, task=step.do, minutes=step.minutes) for step in protocol.steps)
        return cls.begin(protocol.title, legs, now)

    @property
    def leg(self) -> Leg:
        """Return what is on."""
        return self.legs[self.at]

    @property
    def heading(self) -> str:
        """Return what it is a timer of, and how far it is."""
        return f"{self.title}, step {self.at + 1} of {len(self.legs)}" if len(self.legs) > 1 else self.title

    def go(self, at: int, now: datetime) -> Self:
        """Go on to a leg, or back to one; it begins now."""
        to = max(0, min(at, len(self.legs) - 1))
        ends = now + self.legs[to].minutes * _MINUTE
        return self.model_copy(update={"at": to, "ends": ends, "paused": None})

    def pause(self, now: datetime) -> Self:
        """Let the time stand still."""
        return self if self.paused else self.model_copy(update={"paused": now})

    def resume(self, now: datetime) -> Self:
        """Let the time go on from where it stood still."""
        if self.paused is None:
            return self
        return self.model_copy(update={"ends": self.ends + (now - self.paused), "paused": None})

    def more(self, minutes: int, now: datetime) -> Self:
        """Give the leg more minutes; where its time is over already, from now on."""
        stands = self.paused or now
        return self.model_copy(update={"ends": max(self.ends, stands) + minutes * _MINUTE})

    def left(self, now: datetime) -> timedelta:
        """Return how long the leg has left; less than nothing where it is over."""
        return self.ends - (self.paused or now)


def breakout(task: str, minutes: int, now: datetime) -> Timer:
    """Begin a breakout: one task, so many minutes."""
    return Timer.begin("Breakout", [Leg(title="In your groups", task=task, minutes=minutes)], now)
