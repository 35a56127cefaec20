"""Made-up visions with their clauses, shared words and private consents."""

from random import Random
from typing import Any

from cadence.demo.calendar import met
from cadence.demo.story import story
from cadence.model import Clause, Consent, Metric, Person, Priority, Survey, Team, Term, Vision
from cadence.model.record import Record


def priorities() -> list[Priority]:
    """Return the district's priorities."""
    titles = story()["priorities"]
    return [Priority(id=f"priority-{n}", title=title, order=n) for n, title in enumerate(titles, 1)]


def terms() -> list[Term]:
    """Return the words that all teams agreed on."""
    agreed = story()["terms"].items()
    return [Term(id=f"term-{n}", term=term, meaning=meaning) for n, (term, meaning) in enumerate(agreed, 1)]


def records(team: Team, people: list[Person], metric: Metric, survey: Survey, number: int) -> list[Record]:
    """Return two versions of a vision, its clauses and everybody's private consent.

    One team in four has a clause without a look-for, so that the clause map has something to flag.
    """
    draw = Random(f"vision {number}")
    picked = draw.sample(story()["clauses"], 4 if number % 4 else 3)
    first = Vision(id=f"{team.id}-v1", cycle=1, team=team.id, version=1, text=_sentence(picked[:2]))
    second = Vision(
        id=f"{team.id}-v2", cycle=1, team=team.id, version=2, text=_sentence(picked), agreed=met(2)
    )
    clauses = [_clause(draw, second, n, words, metric, survey) for n, words in enumerate(picked)]
    if number % 4 == 1:
        clauses[2] = clauses[2].model_copy(update={"indicators": ()})
    return [first, second, *clauses, *(_consent(draw, second, person) for person in people)]


def _sentence(picked: list[dict[str, Any]]) -> str:
    parts = [words["text"][0].lower() + words["text"][1:] for words in picked]
    return f"On any day, in any room, {', '.join(parts[:-1])}, and {parts[-1]}."


def _clause(
    draw: Random, vision: Vision, order: int, words: dict[str, Any], metric: Metric, survey: Survey
) -> Clause:
    looks = [i.id for i in metric.indicators if i.element in words["elements"]]
    return Clause(
        id=f"{vision.id}-c{order + 1}",
        team=vision.team,
        vision=vision.id,
        order=order,
        text=words["text"],
        elements=tuple(words["elements"]),
        indicators=tuple(draw.sample(looks, min(len(looks), 2))),
        priorities=(f"priority-{draw.randint(1, 4)}",) if draw.random() < 0.8 else (),
        need=draw.choice(survey.conditions).id,
    )


def _consent(draw: Random, vision: Vision, person: Person) -> Consent:
    fingers = draw.choice((3, 4, 4, 5))
    return Consent(
        id=f"{person.id}-v2", team=vision.team, vision=vision.id, person=person.id, fingers=fingers
    )
