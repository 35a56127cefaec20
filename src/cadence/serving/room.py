"""The facilitator's page: the teams at a glance, what is open, and what to do about it."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import cached_property
from typing import Any, ClassVar

from cadence.content import Content
from cadence.errors import NotFound
from cadence.model import Form, Protocol, Question, Session, Step
from cadence.model.session import AgendaBlock
from cadence.publish import latest
from cadence.publish.steps import BASELINE, CONDITIONS, HOME, PULSE
from cadence.serving.current import Current
from cadence.serving.floor import Arrival
from cadence.serving.glance import SURVEYS, Glance, glances, session_now
from cadence.serving.pace import Pace, now_on, timed
from cadence.serving.posted import posted, short
from cadence.serving.questions import questions
from cadence.serving.rule import Route
from cadence.serving.slips import code_svg
from cadence.serving.walkin import code_of


class Room(Current):
    """Shows the room in the session that is chosen by `?session=`, or in the one it is in."""

    template: ClassVar[str] = "room.html.j2"
    page: ClassVar[str] = "room"
    presence: ClassVar[bool] = True

    @property
    def choice(self) -> str:
        """Return the short name of the session that is looked at."""
        return self.get_query_argument("session", "")

    @cached_property
    def sessions(self) -> list[Session]:
        """Return the sessions of the institute, by number."""
        return Content.load(self.house.root).sessions()

    @cached_property
    def session(self) -> Session:
        """Return the session that is looked at."""
        if not self.choice:
            settings, cycle = self.house.settings, self.house.settings.cycle.number
            return session_now(
                self.sessions, settings, self.view.all(Step, cycle=cycle), self.now().astimezone().date()
            )
        for session in self.sessions:
            if session.id == self.choice:
                return session
        raise NotFound("There is no such session.", "Choose one in the list.")

    def around(self) -> dict[str, Any]:
        """Return the list of sessions, and which one it is."""
        return {"title": "The room", "sessions": self.sessions, "session": self.session}

    def pieces(self) -> Iterator[tuple[str, str]]:
        """Yield who wants something, the agenda, what is open, the teams, and the way in."""
        self.floor.tidy(self.now())
        cycle = self.house.settings.cycle.number
        teams = glances(self.view, self.floor, self.session, cycle, self.now(), self._forms)
        names = {each.team.id: each.team.name for each in teams}
        yield "trouble", self.drawn("trouble", reason=self.floor.troubled)
        yield "wanted", self.drawn("wanted", calls=_calls(teams), arrivals=self._waiting(), names=names)
        yield "agenda", self._agenda()
        yield "timer", self._timer()
        yield "breakout", self.drawn("breakout", timer=self.floor.kept.timer)
        kept = self.floor.kept
        yield "now", self.drawn("now", now=now_on(kept.pace, self.sessions, kept.timer))
        yield "steps", self.drawn("steps", session=self.session, sums=self._sums(teams))
        put = questions(self.view, self.house.root, teams, cycle, self.now())
        yield (
            "questions",
            self.drawn("questions", put=put, asking=self.floor.kept.put, known=self._questions()),
        )
        survey = SURVEYS.get(self.session.number, "")
        said = {"teams": teams, "survey": survey, "forms": frozenset(form.id for form in self._forms)}
        yield "teams", self.drawn("teams", session=self.session, **said)
        yield "way", self._way(teams)

    @cached_property
    def _forms(self) -> list[Form]:
        """Return the forms of the session that a team fills in together; of private ones nothing is told."""
        known = Content.load(self.house.root).forms()
        return [form for form in known if not form.private and form.id in self.session.worksheets]

    def _questions(self) -> list[Question]:
        return Content.load(self.house.root).questions()

    def _waiting(self) -> list[tuple[str, Arrival, int]]:
        """Return who is at the door, and on how many devices that person is signed in already."""
        waiting = [each for each in self.floor.kept.arrivals.items() if each[1].answer == "waiting"]
        waiting.sort(key=lambda each: each[1].at)
        return [(ticket, each, self._devices(each.person)) for ticket, each in waiting]

    def _devices(self, person: str) -> int:
        return len(self.door.invites.devices(self.now(), person=person)) if person else 0

    def _sums(self, teams: Sequence[Glance]) -> "Sums":
        kind = BASELINE if self.session.number == HOME[BASELINE] else CONDITIONS
        wave = max((each.wave for each in teams), default=1)
        whole = latest(self.view, kind, self.house.settings.cycle.number, None, wave)
        return Sums(self.session, teams, whole is not None)

    def _agenda(self) -> str:
        pace = self.floor.kept.pace
        running = next((each for each in self.sessions if pace and each.number == pace.session), None)
        if pace is None or running is None or len(running.agenda) != len(pace.minutes):
            return self.drawn("agenda-idle", session=self.session, setting=self.floor.kept.setting, runs=None)
        if running.id != self.session.id:
            return self.drawn("agenda-idle", session=self.session, runs=running)
        late = pace.late(running.agenda, self.now())
        said: dict[str, Any] = {"late": late, "ends": _ends(pace), "setting": self.floor.kept.setting}
        said |= {"timer": self.floor.kept.timer, "over": _to_the_minute(pace.ends(self.now()))}
        said["protocol"] = self._protocol(running.agenda[pace.at])
        return self.drawn("agenda", session=running, pace=pace, **said)

    def _timer(self) -> str:
        timer = self.floor.kept.timer
        return self.drawn("timer", timer=timer, now=timed(timer) if timer else None)

    def _protocol(self, block: AgendaBlock) -> Protocol | None:
        try:
            return Content.load(self.house.root).protocol(block.protocol) if block.protocol else None
        except NotFound:  # the agenda names a protocol that somebody took away: `cadence check` tells
            return None

    def _way(self, teams: Sequence[Glance]) -> str:
        """Draw the address of the room, with a code for each team where people may walk in."""
        address = posted(self.house.root) or f"{self.request.protocol}://{self.request.host}{self.base_url}"
        walkin = self.floor.kept.walkin
        codes = [(each.team.name, code_of(walkin.salt, each.team.id)) for each in teams] if walkin else []
        there = f"{address}walk-in" if walkin else address
        drawn = code_svg(there).decode()
        words = {"address": short(address), "there": short(there)}
        return self.drawn("way", code=drawn, codes=codes, open=walkin is not None, **words)


class Sums:
    """What the teams come to together, in the session that is looked at."""

    def __init__(self, session: Session, teams: Sequence[Glance], together: bool) -> None:
        self.teams = len(teams)
        self.people = sum(len(each.members) for each in teams)
        self.here = sum(each.here for each in teams)
        self.open = sum(each.page == "open" for each in teams)
        self.survey = SURVEYS.get(session.number, "")
        self.handed_in = sum(each.handed_in for each in teams)
        self.asked = sum(each.survey == "open" for each in teams)
        self.revealed = sum(each.survey == "revealed" for each in teams)
        self.pulse = self.survey == PULSE
        self.baseline = session.number == HOME[BASELINE]
        self.baselines = sum(each.baseline == "revealed" for each in teams)
        self.together = together


def _calls(teams: Sequence[Glance]) -> list[Glance]:
    """Return the teams that want the facilitator: who was not seen yet first, then who waits longest."""
    calling = [each for each in teams if each.call]
    return sorted(calling, key=lambda each: (each.call.seen, each.call.at) if each.call else ())


def _to_the_minute(moment: datetime) -> float:
    """Return a moment as a page counts it, to the minute: it moves while a part takes longer than it has."""
    return moment.replace(second=0, microsecond=0).timestamp()


def _ends(pace: Pace) -> float:
    return pace.since.timestamp() + 60 * pace.minutes[pace.at]


ROUTES = (Route("room", Room, "facilitator"),)
