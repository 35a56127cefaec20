"""Made-up answers to the conditions survey."""

from dataclasses import dataclass
from datetime import UTC, datetime
from random import Random

from cadence.demo.calendar import met
from cadence.demo.story import story
from cadence.model import Item, Person, Response, Survey, Team

TOO_FEW = 11  # this team, of every twelve, has fewer answers than may be shown


@dataclass(frozen=True)
class Climate:
    """How a team stands (0 to 1) on each condition, and the one its people see differently."""

    level: dict[str, float]
    split: str


def responses(team: Team, people: list[Person], survey: Survey, number: int) -> list[Response]:
    """Return one response a person; in one team in three somebody never answers, in one most do not."""
    draw = Random(f"survey {number}")
    level = {c.id: min(0.9, max(0.25, draw.gauss(0.64, 0.17))) for c in survey.conditions}
    climate = Climate(level, draw.choice([c.id for c in survey.conditions]))
    answering = people[:4] if number % 12 == TOO_FEW else people[: len(people) - (number % 3 == 0)]
    said = [draw.sample(lines, len(lines)) for lines in story()["comments"]]
    return [
        _response(draw, team, person, people, survey, climate, [lines[n % len(lines)] for lines in said])
        for n, person in enumerate(answering)
    ]


def _response(
    draw: Random,
    team: Team,
    person: Person,
    people: list[Person],
    survey: Survey,
    climate: Climate,
    said: list[str],
) -> Response:
    asked = zip(survey.open_questions, said, strict=False)
    return Response(
        id=f"{person.id}-{survey.id}-1",
        cycle=1,
        team=team.id,
        person=person.id,
        survey=survey.id,
        answers=_answers(draw, survey, climate),
        comments={question.id: words for question, words in asked if draw.random() < 0.6},
        listed=tuple(p.id for p in people if p.id == person.id or draw.random() < 0.9),
        submitted=datetime(met(1).year, 9, draw.randint(2, 12), 15, draw.randrange(60), tzinfo=UTC),
    )


def _answers(draw: Random, survey: Survey, climate: Climate) -> dict[str, int | None]:
    mood, side = draw.gauss(0, 0.06), draw.choice((-0.35, 0.2))
    answers: dict[str, int | None] = {}
    for condition in survey.conditions:
        level = climate.level[condition.id] + mood + (side if condition.id == climate.split else 0)
        for item in condition.items():
            chance = draw.random()
            if chance >= 0.02:  # else left out
                answers[item.id] = None if chance < 0.05 else _answer(draw, level, item, survey.scale.top)
    return answers


def _answer(draw: Random, level: float, item: Item, top: int) -> int:
    shown = 1 - level if item.reverse else level
    return min(top, max(1, round(1 + (top - 1) * draw.gauss(shown, 0.17))))
