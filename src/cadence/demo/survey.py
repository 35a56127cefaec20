"""Made-up answers to the conditions survey."""

from datetime import UTC, datetime
from random import Random

from cadence.demo.calendar import met
from cadence.demo.story import story
from cadence.model import Item, Person, Response, Survey, Team


def responses(team: Team, people: list[Person], survey: Survey, number: int, wave: int = 1) -> list[Response]:
    """Return one response a person; the last team has too few to be shown, one person never answers."""
    draw = Random(f"survey {number} {wave}")
    strength = {c.id: draw.gauss(0.62 + 0.07 * (wave - 1), 0.13) for c in survey.conditions}
    split = draw.choice([c.id for c in survey.conditions])
    answering = people[:4] if number == 11 else people[: len(people) - (number % 3 == 0)]
    return [_response(draw, team, person, people, survey, strength, split, wave) for person in answering]


def _response(
    draw: Random,
    team: Team,
    person: Person,
    people: list[Person],
    survey: Survey,
    strength: dict[str, float],
    split: str,
    wave: int,
) -> Response:
    mood = draw.gauss(0, 0.08)
    side = draw.choice((-0.3, 0.22))
    answers: dict[str, int | None] = {}
    for condition in survey.conditions:
        level = strength[condition.id] + mood + (side if condition.id == split else 0)
        for item in condition.items():
            chance = draw.random()
            if chance < 0.02:
                continue  # left out
            answers[item.id] = None if chance < 0.05 else _answer(draw, level, item, survey.scale.top)
    listed = [p.id for p in people if draw.random() < 0.9 or p.id == person.id]
    comments = {q.id: draw.choice(story()["comments"]) for q in survey.open_questions if draw.random() < 0.6}
    return Response(
        id=f"{person.id}-{survey.id}-{wave}",
        cycle=1,
        team=team.id,
        person=person.id,
        survey=survey.id,
        wave=wave,
        answers=answers,
        comments=comments,
        listed=tuple(listed),
        submitted=datetime(met(1).year, 9, draw.randint(2, 12), 15, draw.randrange(60), tzinfo=UTC),
    )


def _answer(draw: Random, level: float, item: Item, top: int) -> int:
    shown = 1 - level if item.reverse else level
    return min(top, max(1, round(1 + (top - 1) * draw.gauss(shown, 0.19))))
