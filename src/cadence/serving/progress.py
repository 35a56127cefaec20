"""How far somebody is with what is offered to them: begun, handed in, or not begun."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from cadence.content import Content
from cadence.errors import NotFound
from cadence.forms.kept import holding
from cadence.model import Entry, Note, Observation, Response
from cadence.publish.offered import Offer
from cadence.publish.steps import Steps
from cadence.serving.who import Who
from cadence.store import View


@dataclass(frozen=True)
class Task:
    """Something to fill in: `whose` says for whom, `state` how far it is ('': nothing is written).

    `survey` is the id of a survey, which has a page of its own, and `form` that of any other form.
    """

    title: str
    minutes: int
    whose: str
    state: str
    survey: str = ""
    form: str = ""


class Progress:
    """What one member, and their team, have written in a cycle; `visits`: how many they made, by metric."""

    def __init__(self, view: View, who: Who, cycle: int, steps: Steps) -> None:
        self._steps, self._view, self._cycle, self._team = steps, view, cycle, who.team
        entries = view.all(Entry, cycle=cycle, team=who.team)
        notes = view.all(Note, cycle=cycle, person=who.person, team=who.team)
        self._ours = {each.form for each in entries if written(each.values)}
        self._mine = {each.form for each in notes if written(each.values)}
        seen = view.all(Observation, cycle=cycle, team=who.team)
        self.visits = Counter(each.metric for each in seen if each.observer == who.person)
        given = view.all(Response, cycle=cycle, person=who.person, team=who.team)
        self._answers = {(each.survey, each.wave): each for each in given}

    def tasks(self, offer: Offer, content: Content) -> Iterator[Task]:
        """Yield what may be filled in now of a session, the surveys first."""
        for survey in offer.surveys:
            yield self._survey(survey, content)
        for name in offer.forms:
            try:
                form = content.form(name)
            except NotFound:  # the agenda names a form that somebody took away: `cadence check` tells
                continue
            begun = name in (self._mine if form.private else self._ours)
            begun = begun or bool(holding(self._view, form, self._cycle, team=self._team))
            yield Task(form.title, form.minutes, _whose(form.private), "Begun" if begun else "", form=name)

    def _survey(self, name: str, content: Content) -> Task:
        survey = content.survey(name)
        answer = self._answers.get((name, self._steps.wave(name)))
        whose = "Yours alone to answer; only counts are ever shown"
        state = _answered(answer, len(list(survey.items())))
        return Task(survey.title, survey.minutes, whose, state, name)


def written(values: dict[str, Any]) -> bool:
    """Return whether there is anything in what a form holds."""
    return any(value not in (None, "", [], {}, False) for value in values.values())


def _whose(private: bool) -> str:
    return "For you alone" if private else "Together with your team"


def _answered(answer: Response | None, items: int) -> str:
    if answer is None or not (answer.answers or answer.comments or answer.listed):
        return ""
    if answer.submitted is not None:
        return "Handed in; you can change it until the results are shown"
    return f"{len(answer.answers)} of {items} answered"
