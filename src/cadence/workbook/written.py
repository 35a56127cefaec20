"""What a team wrote into a form, read by the order of its columns however a school has named them."""

from collections.abc import Mapping
from typing import Any

from cadence.forms.answer import answer_rows, answer_words
from cadence.model import Entry
from cadence.model.form import TableField
from cadence.workbook.context import Context

Values = Mapping[str, Any]


def written(context: Context, form: str) -> Values:
    """Return a form's values by field, none while nothing is written."""
    found = context.view.first(Entry, team=context.team.id, cycle=context.cycle, form=form)
    return found.values if found else {}


def words(context: Context, form: str, *fields: str) -> tuple[str, ...]:
    """Return what stands in fields of a form, '' where nothing does."""
    values = written(context, form)
    return tuple(answer_words(values.get(field)) for field in fields)


def rows(context: Context, form: str, field: str, columns: int) -> list[tuple[str, ...]]:
    """Return the rows of a table in a form, each with so many cells."""
    parts = context.content.form(form).parts
    part = next((p for p in parts if isinstance(p, TableField) and p.id == field), None)
    if part is None:
        return []
    blank = ("",) * columns
    return [(*row, *blank)[:columns] for row in answer_rows(written(context, form).get(field), part.columns)]
