"""The agenda as it runs: which block, how long it has left, and what to shorten when the room is late."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Self

from pydantic import AwareDatetime, BaseModel, ConfigDict

from cadence.model.session import AgendaBlock, Session
from cadence.serving.timer import Timer

LEAST = 0.4  # of its minutes a block keeps at least: below that it is better left out whole
_MINUTE = timedelta(minutes=1)


class Pace(BaseModel):
    """How far an agenda is: block `at` began at `since`; `minutes` are what each block has now."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    session: int
    minutes: tuple[int, ...]
    begun: AwareDatetime
    at: int
    since: AwareDatetime

    @classmethod
    def begin(cls, session: int, agenda: Sequence[AgendaBlock], now: datetime) -> Self:
        """Begin with the first block."""
        minutes = tuple(block.minutes for block in agenda)
        return cls(session=session, minutes=minutes, begun=now, at=0, since=now)

    def go(self, at: int, now: datetime) -> Self:
        """Go on to a block, or back to one; it begins now."""
        return self.model_copy(update={"at": max(0, min(at, len(self.minutes) - 1)), "since": now})

    def left(self, now: datetime) -> timedelta:
        """Return how long the block has left; less than nothing where it is over."""
        return self.since + self.minutes[self.at] * _MINUTE - now

    def ends(self, now: datetime) -> datetime:
        """Return when the last block will end, if everything from now on takes its time."""
        return max(now, self.since + self.minutes[self.at] * _MINUTE) + self._ahead() * _MINUTE

    def late(self, agenda: Sequence[AgendaBlock], now: datetime) -> int:
        """Return by how many whole minutes the room will end late as things stand."""
        planned = self.begun + sum(block.minutes for block in agenda) * _MINUTE
        return max(0, round((self.ends(now) - planned) / _MINUTE))

    def shortened(self, agenda: Sequence[AgendaBlock], late: int) -> Self:
        """Return the same with `late` minutes taken out of what comes and need not be kept whole.

        Each such block gives in proportion to its minutes, and keeps two fifths of them at least. Less is
        taken where there is not so much to take.
        """
        gives = {n: self._may_give(agenda, n) for n in range(self.at + 1, len(self.minutes))}
        taken = shares(late, gives)
        minutes = tuple(each - taken.get(n, 0) for n, each in enumerate(self.minutes))
        return self.model_copy(update={"minutes": minutes})

    def _ahead(self) -> int:
        return sum(self.minutes[self.at + 1 :])

    def _may_give(self, agenda: Sequence[AgendaBlock], n: int) -> int:
        block = agenda[n]
        return 0 if block.must_keep else max(0, self.minutes[n] - round(block.minutes * LEAST + 0.49))


def shares(wanted: int, gives: dict[int, int]) -> dict[int, int]:
    """Return how many whole minutes each gives, in proportion to what it may: together `wanted`, or all.

    What rounding leaves over is taken where the most is left.
    """
    whole = sum(gives.values())
    if wanted >= whole:
        return dict(gives)
    taken = {n: wanted * may // whole for n, may in gives.items()}
    for _ in range(wanted - sum(taken.values())):
        most = max(gives, key=lambda n: (gives[n] - taken[n], -n))
        taken[most] += 1
    return taken


@dataclass(frozen=True)
class Now:
    """What is on now, for everybody in the room: the task, and when its time is over.

    `paused` is how long is left where the time stands still.
    """

    session: str
    title: str
    task: str
    ends: datetime
    paused: timedelta | None = None

    @property
    def standing(self) -> str:
        """Return the time that stands still, as minutes and seconds; '' where it runs."""
        return "" if self.paused is None else minutes_and_seconds(self.paused)


def minutes_and_seconds(left: timedelta) -> str:
    """Return a time as it is read from a clock: '2:05'."""
    seconds = max(0, round(left.total_seconds()))
    return f"{seconds // 60}:{seconds % 60:02}"


def timed(timer: Timer) -> Now:
    """Return what is on by a timer."""
    paused = timer.left(timer.paused) if timer.paused else None
    return Now(timer.heading, timer.leg.title, timer.leg.task, timer.ends, paused)


def now_on(pace: Pace | None, sessions: Iterable[Session], timer: Timer | None = None) -> Now | None:
    """Return what is on, by the timer if one runs; None where nothing runs that is for these sessions."""
    if timer is not None:
        return timed(timer)
    session = next((each for each in sessions if pace and each.number == pace.session), None)
    if pace is None or session is None or pace.at >= len(session.agenda):
        return None
    block = session.agenda[pace.at]
    return Now(session.title, block.title, block.task, pace.since + pace.minutes[pace.at] * _MINUTE)
