"""Made-up visions with their clauses, shared words and reservations."""

from random import Random

from cadence.demo.calendar import met
from cadence.model import Clause, Consent, Metric, Person, Priority, Survey, Team, Term, Vision
from cadence.model.record import Record
from cadence.model.vision import Element

PRIORITIES = (
    "Every student reads on grade level by grade 3",
    "Algebra-ready by the end of grade 8",
    "Every student is known well by one adult",
    "Strong first teaching in every room",
)
CLAUSES: tuple[tuple[str, tuple[Element, ...]], ...] = (
    ("Students can say what they are learning and how they will know they have it", ("student",)),
    ("students talk to each other about ideas more than they listen to us", ("student", "teacher")),
    ("tasks ask for thinking that takes more than one try", ("content", "student")),
    ("teachers look at what students made today before they plan tomorrow", ("teacher", "content")),
    ("every task matches the depth of the standard it is for", ("content",)),
    ("students choose among strategies and explain the choice", ("student",)),
    ("teachers ask, wait, and ask again before they tell", ("teacher",)),
)
TERMS = (
    (
        "Productive struggle",
        "Working on something just out of reach, with help that does not take the thinking away.",
    ),
    (
        "Learning target",
        "What a student should be able to do by the end of this lesson, in words a student uses.",
    ),
    ("Exit slip", "Two minutes of writing at the end that decides how tomorrow starts."),
)


def priorities() -> list[Priority]:
    """Return the district's priorities."""
    return [Priority(id=f"priority-{n}", title=title, order=n) for n, title in enumerate(PRIORITIES, 1)]


def terms() -> list[Term]:
    """Return the words that all teams agreed on."""
    return [Term(id=f"term-{n}", term=term, meaning=meaning) for n, (term, meaning) in enumerate(TERMS, 1)]


def records(team: Team, people: list[Person], metric: Metric, survey: Survey, number: int) -> list[Record]:
    """Return two versions of a vision, its clauses and everybody's private consent.

    One team in four has a clause without a look-for, so that the clause map has something to flag.
    """
    draw = Random(f"vision {number}")
    picked = draw.sample(CLAUSES, 4 if number % 4 else 3)
    first = Vision(id=f"{team.id}-v1", cycle=1, team=team.id, version=1, text=_sentence(picked[:2]))
    second = Vision(
        id=f"{team.id}-v2", cycle=1, team=team.id, version=2, text=_sentence(picked), agreed=met(2)
    )
    clauses = [
        _clause(draw, second, n, text, elements, metric, survey, orphan=number % 4 == 1 and n == 2)
        for n, (text, elements) in enumerate(picked)
    ]
    consents = [
        Consent(
            id=f"{p.id}-v2", team=team.id, vision=second.id, person=p.id, fingers=draw.choice((3, 4, 4, 5))
        )
        for p in people
    ]
    return [first, second, *clauses, *consents]


def _sentence(picked: list[tuple[str, tuple[Element, ...]]]) -> str:
    parts = [text[0].lower() + text[1:] for text, _ in picked]
    return f"On any day, in any room, {', '.join(parts[:-1])}, and {parts[-1]}."


def _clause(
    draw: Random,
    vision: Vision,
    order: int,
    text: str,
    elements: tuple[Element, ...],
    metric: Metric,
    survey: Survey,
    orphan: bool,
) -> Clause:
    looks = [i.id for i in metric.indicators if i.element in elements]
    return Clause(
        id=f"{vision.id}-c{order + 1}",
        team=vision.team,
        vision=vision.id,
        order=order,
        text=text[0].upper() + text[1:],
        elements=elements,
        indicators=() if orphan else tuple(draw.sample(looks, min(len(looks), 2))),
        priorities=(f"priority-{draw.randint(1, 4)}",) if draw.random() < 0.8 else (),
        need=draw.choice(survey.conditions).id,
    )
