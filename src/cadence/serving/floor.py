"""What goes on among the people now: who is in, who calls for help, who waits at the door.

It is no part of what people work on, so it is kept beside the database, in memory and in a small file that
outlives a restart of the server. Whatever is older than a day is dropped.
"""

from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from time import monotonic
from typing import Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from cadence.keeping.archive import FLOOR
from cadence.serving.pace import Pace
from cadence.serving.timer import Timer
from cadence.whole import whole

Setting = Literal["in_person", "remote", "hybrid"]
PRESENT = 60.0  # seconds since somebody's page was last heard of
LATELY = 120.0  # seconds since something was last not saved; pages try again more often than that
_OLD = timedelta(days=1)


class _Fixed(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Call(_Fixed):
    """A team that wants the facilitator; `seen` once the facilitator is on the way."""

    by: str
    at: AwareDatetime
    seen: bool = False


class Arrival(_Fixed):
    """Somebody at the door without an invite; `person` is empty for a name that is on no list.

    `invite` is the id of the one that lets them in, once they may.
    """

    team: str
    person: str
    name: str
    at: AwareDatetime
    answer: Literal["waiting", "in", "out"] = "waiting"
    invite: str = ""


class Walkin(_Fixed):
    """That people may come to the door, and until when; `salt` is what the teams' codes are made of."""

    salt: str
    until: AwareDatetime


class Put(_Fixed):
    """A question that everybody is asked now, wherever they are on their pages."""

    question: str
    title: str
    at: AwareDatetime


class Kept(_Fixed):
    """What outlives a restart: calls by team, arrivals by the digest of their ticket."""

    calls: dict[str, Call] = Field(default_factory=dict)
    arrivals: dict[str, Arrival] = Field(default_factory=dict)
    walkin: Walkin | None = None
    pace: Pace | None = None
    timer: Timer | None = None
    put: Put | None = None
    setting: Setting = "in_person"


class Floor:
    """The room as the server knows it; to be used from one thread."""

    def __init__(self, root: Path) -> None:
        self._file = root / FLOOR
        self._heard: dict[str, float] = {}
        self._trouble: tuple[str, float] | None = None
        self.kept = self._read()

    def heard(self, person: str) -> None:
        """Take note that somebody's page asked for something just now."""
        self._heard[person] = monotonic()

    def present(self) -> frozenset[str]:
        """Return the ids of those whose pages were heard of within a minute."""
        oldest = monotonic() - PRESENT
        return frozenset(person for person, at in self._heard.items() if at >= oldest)

    def trouble(self, reason: str) -> None:
        """Take note that the database took nothing just now, and why; '' that it takes things again."""
        self._trouble = (reason, monotonic()) if reason else None

    @property
    def troubled(self) -> str:
        """Why answers wait on people's devices, '' where they do not."""
        reason, at = self._trouble or ("", 0.0)
        return reason if monotonic() - at < LATELY else ""

    def call(self, team: str, by: str, now: datetime) -> None:
        """Let a team call for help; who calls again, after it was seen, is unseen again."""
        self._keep(calls=self.kept.calls | {team: Call(by=by, at=now)})

    def see(self, team: str) -> None:
        """Take note that the facilitator saw a team's call."""
        if call := self.kept.calls.get(team):
            self._keep(calls=self.kept.calls | {team: call.model_copy(update={"seen": True})})

    def hush(self, team: str) -> None:
        """End a team's call."""
        self._keep(calls={name: call for name, call in self.kept.calls.items() if name != team})

    def admit(self, walkin: Walkin | None) -> None:
        """Open the door to those without an invite, or close it; who waits then need not wait any longer."""
        self._keep(walkin=walkin, arrivals=self.kept.arrivals if walkin else {})

    def arrive(self, ticket: str, arrival: Arrival) -> None:
        """Put somebody at the door; whoever asked before as the same person is replaced."""
        who = (arrival.team, arrival.person or arrival.name.casefold())
        others = {
            key: each
            for key, each in self.kept.arrivals.items()
            if (each.team, each.person or each.name.casefold()) != who or each.answer == "in"
        }
        self._keep(arrivals=others | {ticket: arrival})

    def answer(self, ticket: str, answered: Arrival) -> None:
        """Let somebody in or send them away."""
        self._keep(arrivals=self.kept.arrivals | {ticket: answered})

    def run(self, pace: Pace | None) -> None:
        """Begin an agenda, go on in it, or end it."""
        self._keep(pace=pace)

    def time(self, timer: Timer | None) -> None:
        """Begin a timer, change it, or end it."""
        if timer != self.kept.timer:
            self._keep(timer=timer)

    def ask(self, put: Put | None) -> None:
        """Put a question to everybody, or stop."""
        self._keep(put=put)

    def meet(self, setting: Setting) -> None:
        """Keep where people are: all in the room, all remote, or some."""
        self._keep(setting=setting)

    def tidy(self, now: datetime) -> None:
        """Drop what is older than a day."""
        calls = {name: call for name, call in self.kept.calls.items() if call.at > now - _OLD}
        arrivals = {key: each for key, each in self.kept.arrivals.items() if each.at > now - _OLD}
        walkin, pace, timer = self.kept.walkin, self.kept.pace, self.kept.timer
        tidied = Kept(
            calls=calls, arrivals=arrivals,
            walkin=walkin if walkin and walkin.until > now else None,
            pace=pace if pace and pace.since > now - _OLD else None,
            timer=timer if timer and timer.ends > now - _OLD else None,
            put=self.kept.put if self.kept.put and self.kept.put.at > now - _OLD else None,
            setting=self.kept.setting,
        )  # fmt: skip
        if tidied != self.kept:
            self._write(tidied)

    def _keep(self, **changed: object) -> None:
        self._write(self.kept.model_copy(update=changed))

    def _write(self, kept: Kept) -> None:
        self.kept = kept
        with suppress(OSError):  # on a full disk the room still goes on; it is only not kept for a restart
            with whole(self._file, private=True) as file:
                file.write(kept.model_dump_json().encode())

    def _read(self) -> Kept:
        try:
            return Kept.model_validate_json(self._file.read_bytes())
        except (FileNotFoundError, ValidationError):
            return Kept()
