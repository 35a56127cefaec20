"""What the facilitator does from the room: open and close, reveal, answer calls, run the agenda."""

from collections.abc import Callable
from typing import Any, Literal, TypeVar

from tornado.ioloop import IOLoop

from cadence.content import Content
from cadence.model import Session, Team
from cadence.model.session import AgendaBlock
from cadence.publish.steps import set_state
from cadence.serving.audit import note
from cadence.serving.handler import Handler
from cadence.serving.pace import Pace
from cadence.serving.refusal import Refusal
from cadence.serving.revealing import Revealing
from cadence.serving.rule import Route
from cadence.store.meeting import teams_that_meet

T = TypeVar("T")
_ENDED = [
    "Members no longer see a task or a time; their pages and forms stay open.",
    "If you begin it again, it begins with its first part and all its minutes.",
]
GARBLED = "Load the page anew, and try once more."


class Steering(Handler):
    """What these routes share: fields of what was sent, of the right kind."""

    def said(self, name: str, kind: type[T], default: T | None = None) -> T:
        """Return a field of what was sent, or refuse what is none or of another kind."""
        value = self.asked().get(name, default)
        if type(value) is not kind:
            raise Refusal(422, f"'{name}' is missing, or is no {kind.__name__}.", GARBLED)
        return value

    def teams(self) -> list[Team]:
        """Return the team that was named, or every team."""
        team = self.said("team", str, "")
        found = [self.view.get(Team, team)] if team else teams_that_meet(self.view)
        if not found:
            raise Refusal(404, "There are no teams yet.", "Take them in: cadence import roster FILE")
        return found

    @property
    def cycle(self) -> int:
        """Return the cycle that the institute is in."""
        return self.house.settings.cycle.number

    def session(self, number: int) -> Session:
        """Return a session of the institute by its number."""
        return Content.load(self.house.root).session(number)

    def revealing(self) -> Revealing:
        """Return the reveal that is asked for."""
        step, together = self.said("step", str), self.said("together", bool, False)
        return Revealing(self.custodian, self.house, self.cycle, step, together)


class StepState(Steering):
    """Opens or closes a step, for a team or for all."""

    def post(self) -> None:
        """Set the step, and answer for how many teams it is so now."""
        asked = self.said("state", str)
        if asked not in ("open", "closed"):
            raise Refusal(422, "A step is opened or closed.", GARBLED)
        state: Literal["open", "closed"] = "open" if asked == "open" else "closed"
        session, teams = self.session(self.said("session", int)), [team.id for team in self.teams()]
        where: dict[str, Any] = {"session": session.number, "step": self.said("step", str)}
        changed = set_state(self.view, state, cycle=self.cycle, teams=teams, **where)
        self.finish_json({"changed": len(changed)})


class Outlook(Steering):
    """Says what a reveal would do, before anybody is asked for a yes."""

    async def post(self) -> None:
        """Answer with a title, lines to read, and what the button says; no button where there is nothing."""
        revealing = self.revealing()
        teams = [] if revealing.together else self.teams()
        self.finish_json(await aside(lambda: revealing.outlook(teams)))


class Reveal(Steering):
    """Publishes results, once and for good."""

    async def post(self) -> None:
        """Publish for those teams that have enough, and answer for how many that was."""
        revealing = self.revealing()
        teams = [] if revealing.together else self.teams()
        done = await aside(lambda: revealing.reveal(teams, self.now()))
        who = {"person": self.who.person, "address": self.address}
        for name in done:
            note(self.custodian, "revealed", self.now(), f"{revealing.step}: {name}", **who)
        if not done:
            raise Refusal(409, "Nothing could be published.", "Look at the reasons, and try again later.")
        self.finish_json({"revealed": done})


class Called(Steering):
    """Answers a team's call."""

    def post(self) -> None:
        """Take note that the call was seen, or that it is done with."""
        team = self.said("team", str)
        (self.floor.hush if self.said("done", bool) else self.floor.see)(team)
        self.finish_json({})


class Agenda(Steering):
    """Runs the agenda."""

    def post(self) -> None:
        """Begin it, go to one of its parts, shorten what comes, or end it."""
        doing: dict[str, Callable[[], Pace | None]] = {
            "begin": self._begun,
            "go": lambda: self.pace().go(self.said("at", int), self.now()),
            "shorten": self.shortened,
            "end": lambda: None,
        }
        do = self.said("do", str)
        if do not in doing:
            raise Refusal(422, f"An agenda does not '{do}'.", GARBLED)
        self.floor.run(doing[do]())
        if do != "shorten":  # another part, another task: its timer is over
            self.floor.time(None)
        self.finish_json({})

    def pace(self) -> Pace:
        """Return the agenda that runs."""
        pace = self.floor.kept.pace
        if pace is None:
            raise Refusal(409, "No agenda runs.", "Begin one first.")
        return pace

    def parts(self, pace: Pace) -> tuple[AgendaBlock, ...]:
        """Return the parts of the agenda that runs."""
        parts = self.session(pace.session).agenda
        if len(parts) != len(pace.minutes):
            raise Refusal(409, "The agenda was changed while it ran.", "End it, and begin it anew.")
        return parts

    def shortened(self) -> Pace:
        """Return the agenda with the minutes taken out that were agreed to."""
        pace = self.pace()
        return pace.shortened(self.parts(pace), self.said("late", int))

    def _begun(self) -> Pace:
        session = self.session(self.said("session", int))
        return Pace.begin(session.number, session.agenda, self.now())


class AgendaOutlook(Agenda):
    """Says what would be shorter, or what an end before the end means, before it is so."""

    def post(self) -> None:
        """Answer with a title, lines to read, and what the button says."""
        if self.said("do", str) == "end":
            self.finish_json({"title": "End the agenda here?", "lines": _ENDED, "yes": "End it"})
        else:
            self._shortening()

    def _shortening(self) -> None:
        """Answer with a line for each part that would lose minutes."""
        pace, shorter = self.pace(), self.shortened()
        agenda = self.parts(pace)
        lines = [
            f"{block.title}: {now} min instead of {was}"
            for block, was, now in zip(agenda, pace.minutes, shorter.minutes, strict=True)
            if now < was
        ]
        still = shorter.late(agenda, self.now())
        if not lines:
            lines = ["What is left must be kept, or is short already."]
        elif still:
            lines.append(f"You would still end {still} minutes late: the rest must be kept.")
        yes = "Take these minutes" if shorter != pace else ""
        self.finish_json({"title": "What could be shorter", "lines": lines, "yes": yes})


async def aside(work: Callable[[], T]) -> T:
    """Do what takes a while in a thread, so that others are answered meanwhile."""
    return await IOLoop.current().run_in_executor(None, work)


ROUTES = (
    Route("api/room/step", StepState, "facilitator"),
    Route("api/room/outlook", Outlook, "facilitator"),
    Route("api/room/reveal", Reveal, "facilitator"),
    Route("api/room/call", Called, "facilitator"),
    Route("api/room/agenda", Agenda, "facilitator"),
    Route("api/room/agenda/outlook", AgendaOutlook, "facilitator"),
)
