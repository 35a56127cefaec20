"""What follows a form that a team filled in: a diagram, a chain, a square, or questions about its words."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from cadence.analysis import feedback_check
from cadence.analysis.feedback import PLAIN
from cadence.blocks import Block, Callout
from cadence.charts import driver_diagram, fidelity_impact, five_whys
from cadence.forms.answer import answer_rows, answer_words
from cadence.model import Entry, Form, Goal, Person, Review
from cadence.model.form import TableField, TextField
from cadence.workbook.baseline import drawn
from cadence.workbook.context import Context
from cadence.workbook.tables import rows_of

Values = Mapping[str, Any]
SCALE = range(1, 5)


def picture(context: Context, form: str) -> Sequence[Block]:
    """Return what is drawn from a form, or said of it, as the team wrote it; nothing for other forms.

    Pictures are empty while the form is: people without a screen draw on them.
    """
    maker = PICTURES.get(form)
    if maker is None:
        return []
    here = {"team": context.team.id, "cycle": context.cycle, "form": form}
    written = context.view.first(Entry, **here)
    return maker(context, context.content.form(form), written.values if written else {})


def _rows(form: Form, values: Values, field: str, columns: int) -> list[tuple[str, ...]]:
    """Return the rows of a table in a form by the order of its columns, however a school has named them."""
    part = next((p for p in form.parts if isinstance(p, TableField) and p.id == field), None)
    if part is None:
        return []
    blank = ("",) * columns
    return [(*row, *blank)[:columns] for row in answer_rows(values.get(field), part.columns)]


def _drivers(context: Context, form: Form, values: Values) -> Sequence[Block]:
    rows = _rows(form, values, "drivers", 4)
    drawing = driver_diagram(answer_words(values.get("aim")), [(a, b, c, d) for a, b, c, d in rows])
    return [drawn(drawing)]


def _whys(context: Context, form: Form, values: Values) -> Sequence[Block]:
    chain = [(because, shown) for _, because, shown in _rows(form, values, "whys", 3)]
    problem, cause, reach = (answer_words(values.get(name)) for name in ("problem", "cause", "reach"))
    return [drawn(five_whys(problem, chain, cause, reach))]


def _placed(context: Context, form: Form, values: Values) -> Sequence[Block]:
    """Return the square with what the form says of actions, and reviews of goals that it does not name."""
    actions = {name: (done, helped) for name, done, helped in _rows(form, values, "actions", 3)}
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


def _feedback(context: Context, form: Form, values: Values) -> Sequence[Block]:
    """Return what to look at again before the feedback is given."""
    parts = {name: answer_words(given) for name, given in values.items() if isinstance(given, str)}
    labels = {part.id: part.label for part in form.parts if isinstance(part, TextField)}
    found = feedback_check(
        {name: text for name, text in parts.items() if name in labels},
        (person.name for person in context.view.all(Person)),
    )
    if found.empty:
        return []
    points = tuple(
        f"{labels.get(row['field'], '')}: {row['words']}".removeprefix(": ") for row in rows_of(found)
    )
    return [Callout("note", "Before you give it", PLAIN, points)]


PICTURES: dict[str, Callable[[Context, Form, Values], Sequence[Block]]] = {
    "driver-diagram": _drivers,
    "feedback": _feedback,
    "five-whys": _whys,
    "fidelity-impact": _placed,
}
