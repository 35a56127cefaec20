"""What follows a form that a team filled in: a diagram, a chain, a square, or questions about its words."""

from collections.abc import Callable, Sequence

from cadence.analysis import feedback_check
from cadence.analysis.feedback import PLAIN
from cadence.blocks import Block, Callout
from cadence.charts import driver_diagram, fidelity_impact, five_whys
from cadence.model import Goal, Person, Review
from cadence.model.form import TextField
from cadence.workbook.baseline import drawn
from cadence.workbook.context import Context
from cadence.workbook.tables import rows_of
from cadence.workbook.written import rows, words

SCALE = range(1, 5)


def picture(context: Context, form: str) -> Sequence[Block]:
    """Return what is drawn from a form, or said of it, as the team wrote it; nothing for other forms.

    Pictures are empty while the form is: people without a screen draw on them.
    """
    maker = PICTURES.get(form)
    return maker(context) if maker else []


def _drivers(context: Context) -> Sequence[Block]:
    (aim,) = words(context, "driver-diagram", "aim")
    drivers = rows(context, "driver-diagram", "drivers", 4)
    drawing = driver_diagram(aim, [(a, b, c, d) for a, b, c, d in drivers])
    return [drawn(drawing)]


def _whys(context: Context) -> Sequence[Block]:
    chain = [(because, shown) for _, because, shown in rows(context, "five-whys", "whys", 3)]
    problem, cause, reach = words(context, "five-whys", "problem", "cause", "reach")
    return [drawn(five_whys(problem, chain, cause, reach))]


def _placed(context: Context) -> Sequence[Block]:
    """Return the square with what the form says of actions, and reviews of goals that it does not name."""
    actions = {name: (done, helped) for name, done, helped in rows(context, "fidelity-impact", "actions", 3)}
    told = [
        (name, int(done), int(helped)) for name, (done, helped) in actions.items() if _known(done, helped)
    ]
    reviewed = [each for each in _reviewed(context) if each[0] not in actions]
    return [drawn(fidelity_impact([*told, *reviewed]))]


def _known(*marks: str) -> bool:
    return all(mark.isdigit() and int(mark) in SCALE for mark in marks)


def _reviewed(context: Context) -> list[tuple[str, int, int]]:
    goals = {g.id: g.statement for g in context.view.all(Goal, team=context.team.id, cycle=context.cycle)}
    found = context.view.all(Review, team=context.team.id, cycle=context.cycle)
    told = [(goals[r.goal], r.fidelity or 0, r.impact or 0) for r in found if r.goal in goals]
    return [(name, done, helped) for name, done, helped in told if done in SCALE and helped in SCALE]


def _feedback(context: Context) -> Sequence[Block]:
    """Return what to look at again before the feedback is given."""
    parts = context.content.form("feedback").parts
    labels = {part.id: part.label for part in parts if isinstance(part, TextField)}
    texts = dict(zip(labels, words(context, "feedback", *labels), strict=True))
    found = feedback_check(texts, (person.name for person in context.view.all(Person)))
    if found.empty:
        return []
    points = tuple(
        f"{labels.get(row['field'], '')}: {row['words']}".removeprefix(": ") for row in rows_of(found)
    )
    return [Callout("note", "Before you give it", PLAIN, points)]


PICTURES: dict[str, Callable[[Context], Sequence[Block]]] = {
    "driver-diagram": _drivers,
    "feedback": _feedback,
    "five-whys": _whys,
    "fidelity-impact": _placed,
}
