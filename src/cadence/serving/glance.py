"""What the facilitator sees of every team: who is in, who has handed in, what is begun; never an answer."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from cadence.forms.kept import holding
from cadence.model import Entry, Form, Publication, Session, Settings, Step, Team
from cadence.model.answers import StepState
from cadence.publish.steps import BASELINE, CONDITIONS, HOME, PULSE, Steps
from cadence.serving.floor import Call, Floor
from cadence.serving.guests import seats
from cadence.serving.progress import written
from cadence.store import View
from cadence.store.meeting import teams_that_meet

SURVEYS = {0: CONDITIONS, HOME[CONDITIONS]: CONDITIONS, HOME[PULSE]: PULSE}


@dataclass(frozen=True)
class Member:
    """Somebody on a team: whether their page is open now, and whether they handed in the survey."""

    name: str
    here: bool
    handed_in: bool


@dataclass(frozen=True)
class Glance:
    """A team at a glance, in the session that is looked at; `begun` are ids of forms with words in them.

    `wave` is that of the survey which is asked, or was asked last.
    """

    team: Team
    page: StepState
    survey: StepState
    wave: int
    baseline: StepState
    members: tuple[Member, ...]
    begun: frozenset[str]
    call: Call | None

    @property
    def here(self) -> int:
        """Return how many are in."""
        return sum(member.here for member in self.members)

    @property
    def handed_in(self) -> int:
        """Return how many have handed in the survey."""
        return sum(member.handed_in for member in self.members)


def glances(
    view: View, floor: Floor, session: Session, cycle: int, now: datetime, forms: Iterable[Form] = ()
) -> list[Glance]:
    """Return every team by name, as things stand now; `view` is a facilitator's."""
    look = _Look(view, floor, session, cycle, forms)
    people: dict[str, list[tuple[str, str]]] = {}
    for person, team in seats(view, now):
        if team is not None:
            people.setdefault(team.id, []).append((person.name, person.id))
    teams = teams_that_meet(view)
    return [look.at(team, sorted(people.get(team.id, ()))) for team in teams]


class _Look:
    """What is read once for all teams."""

    def __init__(self, view: View, floor: Floor, session: Session, cycle: int, forms: Iterable[Form]) -> None:
        self._view, self._cycle, self._session = view, cycle, session
        self._steps = view.all(Step, cycle=cycle)
        self._published = view.all(Publication, cycle=cycle)
        self._begun: dict[str, set[str]] = {}
        for entry in view.all(Entry, cycle=cycle):
            if written(entry.values):
                self._begun.setdefault(entry.team, set()).add(entry.form)
        for form in forms:
            for team in holding(view, form, cycle):
                self._begun.setdefault(team, set()).add(form.id)
        self._here, self._calls = floor.present(), floor.kept.calls

    def at(self, team: Team, people: Sequence[tuple[str, str]]) -> Glance:
        steps = Steps.of(team.id, self._steps, self._published)
        number = self._session.number
        survey = SURVEYS.get(number, "")
        given = self._submitted(team, survey, steps) if survey else set()
        return Glance(
            team=team,
            page=steps.state(number),
            survey=steps.state(number, survey) if survey else "closed",
            wave=steps.wave(survey),
            baseline=steps.state(number, BASELINE),
            members=tuple(Member(name, id in self._here, id in given) for name, id in people),
            begun=frozenset(self._begun.get(team.id, ())).intersection(self._session.worksheets),
            call=self._calls.get(team.id),
        )

    def _submitted(self, team: Team, survey: str, steps: Steps) -> set[str]:
        return set(self._view.submitted(team.id, self._cycle, survey, steps.wave(survey)))


def session_now(
    sessions: Sequence[Session], settings: Settings, steps: Sequence[Step], today: date
) -> Session:
    """Return the session that the room is in, as far as can be told.

    The one of today; else the last one that is open for somebody, which is pre-work as long as nothing was
    opened or closed; else the next by date, else the first one that meets.
    """
    by_number = {session.number: session for session in sessions}
    met = {meeting.on: meeting.session for meeting in settings.sessions if meeting.session in by_number}
    pages = [each for each in steps if each.step == "page"]
    opened = [each.session for each in pages if each.state == "open"]
    coming = [number for on, number in sorted(met.items()) if on > today]
    guesses = [met.get(today), max(opened, default=None if pages else 0), *coming, 1, *sorted(by_number)]
    return next(by_number[number] for number in guesses if number in by_number)
