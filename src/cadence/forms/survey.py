"""A survey: one person's confidential answers, theirs to change until the results are shown."""

from typing import Any

from cadence.errors import NotAllowed
from cadence.forms.flat import Flat
from cadence.forms.paper import PLANNED, Closed, Paper
from cadence.forms.paper_survey import promise as told
from cadence.forms.place import Place
from cadence.forms.refused import Refused, words
from cadence.model import Membership, Person, Record, Response, Survey
from cadence.publish import NAMELESS, is_nameless, promise

ROSTER, ITEMS, CANNOT_SAY = "roster", "items", "cannot-say"
_MOST_LISTED = 60


class SurveyPaper(Paper[Response]):
    """The survey of a wave, as the person who answers it sees it."""

    together = False

    def __init__(self, place: Place, survey: Survey) -> None:
        super().__init__(place)
        self.admit()
        self.survey = survey
        self.wave = place.steps.wave(survey.id)
        self.points = {str(n): n for n in range(1, survey.scale.top + 1)}

    def admit(self) -> None:
        """Refuse whoever does not answer it."""
        if self.place.view.viewer.role != "member" or not self.place.person:
            raise NotAllowed("A survey is answered by the members of a team.", "Sign in as one of them.")

    def spec(self) -> dict[str, Any]:
        """Return what a page draws it from: who belongs, every statement, what else there is to say."""
        survey = self.survey
        return {
            "kind": "survey",
            "id": survey.id,
            "title": survey.title,
            "purpose": survey.instructions,
            "minutes": survey.minutes,
            "example": "",
            "private": True,
            "notice": self.told(),
            "submit": {
                "label": "Hand in",
                "done": "Handed in. You can change it until the results are shown.",
            },
            "parts": [*self.roster(), self.statements(), *map(open_question, survey.open_questions)],
        }

    def told(self) -> str:
        """Return what those who answer are told of who sees what."""
        settings = self.place.settings
        return told(self.survey, respondents=settings.thresholds.respondents, low_trust=settings.low_trust)

    def roster(self) -> list[dict[str, Any]]:
        """Return the question who belongs to the team, where the survey asks it."""
        if not self.survey.roster_question:
            return []
        return [
            {
                "kind": "people",
                "id": ROSTER,
                "label": self.survey.roster_question,
                "help": "Add whoever is missing, by their full name.",
                "required": False,
                "add": True,
                "people": [{"value": each.id, "label": each.name} for each in self._members()],
            }
        ]

    def _members(self) -> list[Person]:
        view = self.place.view
        seats = {
            m.person for m in view.all(Membership, team=self.place.team) if not m.left or m.left > self._today
        }
        return sorted((p for p in view.all(Person) if p.id in seats), key=lambda p: p.name.casefold())

    @property
    def _today(self) -> Any:
        return self.place.now.astimezone().date()

    def statements(self) -> dict[str, Any]:
        """Return the statements, in the order in which they are printed."""
        scale = self.survey.scale
        labels = [*zip(self.points, scale.points, strict=True), (CANNOT_SAY, scale.cannot_say)]
        return {
            "kind": "grid",
            "id": ITEMS,
            "label": "How far do you agree?",
            "help": "",
            "required": False,
            "options": [{"value": value, "label": label} for value, label in labels],
            "rows": [{"id": item.id, "label": item.text} for item in self.survey.items()],
        }

    def state(self) -> Closed:
        """Return whether the survey is open for the team."""
        state = self.place.steps.state(0, self.survey.id)
        if state == "revealed":
            return state, "The results are shown, so no answer changes any more."
        if is_nameless(self.place.custodian, self.place.cycle, self.place.team, self.survey.id, self.wave):
            return "closed", f"What your team answered {NAMELESS}."
        return ("open", "") if state == "open" else ("closed", PLANNED)

    def kept(self) -> Response:
        """Return the person's answers."""
        place = self.place
        here: dict[str, Any] = {
            "cycle": place.cycle,
            "team": place.team,
            "person": place.person,
            "survey": self.survey.id,
            "wave": self.wave,
        }
        fresh = place.record_id("response", self.survey.id, self.wave, place.person)
        return place.view.first(Response, **here) or Response(id=fresh, **here)

    def flat(self, kept: Response) -> Flat:
        """Return the answers by item, the words by question, and who was listed."""
        items = {item.id for item in self.survey.items()}
        given = {
            f"{ITEMS}/{item}": CANNOT_SAY if value is None else str(value)
            for item, value in kept.answers.items()
            if item in items
        }
        said = {name: text for name, text in kept.comments.items() if text}
        return given | said | ({ROSTER: list(kept.listed)} if kept.listed else {})

    def put(self, kept: Response, path: str, now: Any) -> Response:
        """Return the answers with one changed."""
        if path == ROSTER and self.survey.roster_question:
            return kept.model_copy(update={"listed": self._listed(now)})
        if path in {question.id for question in self.survey.open_questions}:
            return kept.model_copy(update={"comments": kept.comments | {path: words(now)}})
        name, _, item = path.partition("/")
        if name != ITEMS or item not in {each.id for each in self.survey.items()}:
            raise Refused("The survey has no such question any more.", "Load the page anew.")
        others = {each: value for each, value in kept.answers.items() if each != item}
        return kept.model_copy(update={"answers": others | self._answer(item, now)})

    def _answer(self, item: str, now: Any) -> dict[str, int | None]:
        if now in (None, ""):
            return {}
        if now == CANNOT_SAY:
            return {item: None}
        if str(now) not in self.points or isinstance(now, bool):
            raise Refused("This is not a point of the scale.", "Choose one of the answers.")
        return {item: self.points[str(now)]}

    def _listed(self, now: Any) -> tuple[str, ...]:
        """Return the ids of who was listed; somebody who is in no list cannot be counted by anybody else."""
        named = now or []
        if (
            not isinstance(named, list)
            or len(named) > _MOST_LISTED
            or not all(isinstance(n, str) for n in named)
        ):
            raise Refused("This is not a list of people.", "Load the page anew.")
        people = self.place.view.all(Person)
        known = {p.id: p.id for p in people} | {p.name.casefold(): p.id for p in people}
        found = [known.get(each) or known.get(each.strip().casefold()) for each in named]
        for name, each in zip(named, found, strict=True):
            if each is None:
                raise Refused(
                    f"Nobody in the institute is called '{name}'.",
                    "Write the full name, or ask your facilitator to add them.",
                )
        return tuple(dict.fromkeys(each for each in found if each))

    def records(self, kept: Response) -> dict[str, Record]:
        """Return the one record."""
        return {kept.id: kept}

    def submitted(self, kept: Response) -> str | None:
        """Return when the answers were handed in."""
        return kept.submitted.isoformat() if kept.submitted else None

    def submit(self, kept: Response) -> Response:
        """Return the answers handed in; the first time counts."""
        if not kept.answers:
            raise Refused("No statement is answered yet.", "Answer what you can; leave out what you cannot.")
        return kept if kept.submitted else kept.model_copy(update={"submitted": self.place.now})

    def prepare(self) -> None:
        """Put on record what those who answer were told."""
        place = self.place
        promise(place.custodian, place.settings, place.cycle, self.wave, place.now)


def open_question(question: Any) -> dict[str, Any]:
    """Return what is drawn for an open question."""
    return {
        "kind": "text",
        "id": question.id,
        "label": question.text,
        "help": "Name nobody. Results show it without your name, among those of others.",
        "required": False,
        "lines": question.lines,
    }
