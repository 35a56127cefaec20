"""A question in the room on a member's page: answered alone, revealed by one of the team, put once more."""

from typing import Any

from cadence.blocks import html
from cadence.errors import NotAllowed
from cadence.forms.asked import form_of, notice, result
from cadence.forms.clusters import groups_of
from cadence.forms.flat import Flat, flat, put
from cadence.forms.paper import Closed, Paper
from cadence.forms.place import Place
from cadence.forms.refused import Refused
from cadence.forms.spec import form_spec
from cadence.model import Membership, Person, Question, Record, Voice
from cadence.model.form import Passage
from cadence.publish.rounds import again, begun, count, fresh, reveal, standing

_DONE = "Handed in. You can change it until it is shown."


class QuestionPaper(Paper[Voice]):
    """What one member answers in the round that stands."""

    together = False

    def __init__(self, place: Place, question: Question) -> None:
        super().__init__(place)
        if not place.team or place.view.viewer.role not in ("member", "facilitator"):
            raise NotAllowed("This question is put to the members of a team.", "Sign in as one of them.")
        self.question = question
        self.parts = {part.id: part for part in form_of(question).parts if not isinstance(part, Passage)}
        found = standing(place.custodian, place.cycle, place.team, question.id)
        self.round = found or fresh(place.settings, place.cycle, place.team, question)

    @property
    def _answers(self) -> bool:
        return self.place.view.viewer.role == "member" and bool(self.place.person)

    def spec(self) -> dict[str, Any]:
        """Return what a page draws it from: the fields, or what was said."""
        spec = form_spec(form_of(self.question)) | {"kind": "question", "id": self.question.id}
        if self.round.state == "revealed":
            return spec | {"purpose": self._lead, "minutes": 0, "parts": [self._said()]}
        spec |= {"private": self.round.private, "notice": notice(self.question, self.round)}
        if not self._answers:
            return spec | {"parts": []}
        return spec | {"submit": {"label": "Hand in", "done": _DONE}}

    @property
    def _lead(self) -> str:
        """The question, where ideas stand in their groups instead of in what was said."""
        return self.question.text if self.question.kind == "brainstorm" else ""

    def _said(self) -> dict[str, Any]:
        named = [each["person"] for each in self.round.shown.get("named", ())]
        known = self.place.view.names((Person.table, each) for each in named)
        names = {id: name for (_, id), name in known.items()}
        blocks = result(self.question, self.round, names, groups_of(self.place.view, self.round))
        return {"kind": "passage", "title": "", "html": html(blocks)}

    def state(self) -> Closed:
        """Return whether answers are taken."""
        if self.round.state == "revealed":
            return "revealed", "This is what was said."
        if not self._answers:
            return "closed", "The members of the team answer, each on a page of their own."
        return "open", ""

    def more(self) -> dict[str, Any]:
        """Return how far the round is, which changes while people write."""
        round, place = self.round, self.place
        asked = {
            "kind": self.question.kind,
            "state": round.state,
            "round": round.number,
            "given": round.given,
            "people": self._people(),
            "needed": round.threshold,
        }
        return {"asked": asked, "team": place.team}

    def _people(self) -> int:
        today = self.place.now.date()
        seats = self.place.view.all(Membership, team=self.place.team)
        return sum(
            (s.joined is None or s.joined <= today) and (s.left is None or s.left > today) for s in seats
        )

    def kept(self) -> Voice:
        """Return what this person has answered in this round."""
        place, number = self.place, self.round.number
        id = place.record_id("voice", self.question.id, number, place.person)
        of: dict[str, Any] = {"team": place.team, "cycle": place.cycle, "person": place.person}
        found = place.view.first(Voice, id=id) if self._answers else None
        return found or Voice(id=id, question=self.question.id, number=number, **of)

    def flat(self, kept: Voice) -> Flat:
        """Return the answers by field."""
        if self.round.state == "revealed":
            return {}
        values: Flat = {}
        for name, part in self.parts.items():
            values |= flat(part, kept.values.get(name))
        return values

    def put(self, kept: Voice, path: str, now: Any) -> Voice:
        """Return the voice with one answer changed."""
        if path not in self.parts:
            raise Refused("This question has no such field any more.", "Load the page anew.")
        if path == "dots" and isinstance(now, list) and len(now) > self.question.dots:
            raise Refused(f"You have {self.question.dots} dots.", "Take one away first.")
        value = put(self.parts[path], kept.values.get(path), "", now)
        return kept.model_copy(update={"values": kept.values | {path: value}})

    def records(self, kept: Voice) -> dict[str, Record]:
        """Return the one record."""
        return {kept.id: kept}

    def submitted(self, kept: Voice) -> str | None:
        """Return when it was handed in."""
        return kept.submitted.isoformat() if kept.submitted else None

    def submit(self, kept: Voice) -> Voice:
        """Return it handed in, if what it takes is there."""
        for name, part in self.parts.items():
            if part.required and kept.values.get(name) in (None, "", []):
                raise Refused("Something is still missing.", f"{part.label}: please answer.")
        return kept.model_copy(update={"submitted": kept.submitted or self.place.now})

    def prepare(self) -> None:
        """Put on record what people are told before the first of them answers."""
        place = self.place
        self.round = begun(place.custodian, place.settings, place.cycle, place.team, self.question)

    def after(self, kept: Voice) -> None:
        """Put down how many have handed in."""
        if kept.submitted:
            count(self.place.custodian, self.round)

    def turn(self, to: str) -> None:
        """Show what was said, or put the question once more."""
        place = self.place
        match to:
            case "reveal":
                reveal(place.custodian, self.question, self.round, place.person, place.now)
            case "again":
                again(place.custodian, place.settings, self.question, self.round)
            case _:
                super().turn(to)
