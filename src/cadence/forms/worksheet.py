"""A form as a page to write on, with what is already filled in."""

from collections.abc import Mapping
from functools import partial, singledispatch
from typing import Any

from cadence.blocks.block import (
    Block,
    Bullets,
    Checklist,
    Grid,
    Heading,
    Lines,
    Paragraph,
    Prose,
    Statement,
    Table,
)
from cadence.forms.answer import answer_rows, answer_words, chosen, marked
from cadence.model.form import (
    ChecklistField,
    ChoiceField,
    DateField,
    Form,
    GridField,
    NumberField,
    Passage,
    TableField,
    TextField,
)

Values = Mapping[str, Any]


def worksheet(form: Form, values: Values | None = None, *, level: int = 2) -> list[Block]:
    """Return the printable form; `values` by field id are shown as plain text where there are any.

    Parameters
    ----------
    form
        The form.
    values
        What was already entered: words, a number or an ISO date; for a choice its option or options;
        for a grid the option by row; for a table its rows, each a list of cells or a mapping by column;
        for a checklist the items that are ticked.
    level
        The level of the form's heading.
    """
    blocks: list[Block] = [Heading(form.title, level), Paragraph(_opening(form))]
    if form.example:
        blocks.append(Paragraph(f"For example: {form.example}"))
    for part in form.parts:
        given = None if isinstance(part, Passage) else (values or {}).get(part.id)
        blocks += _part(part, given)
    return blocks


def _opening(form: Form) -> str:
    minutes = "1 minute" if form.minutes == 1 else f"{form.minutes} minutes"
    alone = " For you alone: nobody else sees this page." if form.private else ""
    return f"{form.purpose} About {minutes}.{alone}"


@singledispatch
def _part(part: object, given: Any) -> list[Block]:
    raise TypeError(f"no worksheet for {type(part).__name__}")


def _room(prompt: str, lines: int, help: str, given: Any) -> list[Block]:
    """Return room to write, or under the prompt what was written."""
    words = answer_words(given)
    if words:
        return [Paragraph(prompt), Statement(words)]
    return [Lines(prompt, lines, help)]


@_part.register
def _text(part: TextField, given: Any) -> list[Block]:
    return _room(part.label, part.lines, part.help, given)


@_part.register
def _number(part: NumberField, given: Any) -> list[Block]:
    prompt = (
        f"{part.label} (in {part.unit})" if part.unit and part.unit not in part.label.lower() else part.label
    )
    return _room(prompt, 1, part.help, given)


@_part.register
def _date(part: DateField, given: Any) -> list[Block]:
    return _room(f"{part.label} (date)", 1, part.help, given)


@_part.register
def _choice(part: ChoiceField, given: Any) -> list[Block]:
    if chosen(given):
        return [Bullets(chosen(given), lead=part.label)]
    how = "Mark all that apply." if part.many else "Mark one."
    return [Checklist(part.label, part.options, f"{part.help} {how}".strip())]


@_part.register
def _grid(part: GridField, given: Any) -> list[Block]:
    answers = marked(given)
    if not answers:
        return [Grid(part.label, part.rows, part.options, part.help)]
    rows = tuple((row, answers.get(row, "")) for row in part.rows)
    return [Table(part.label, ("Statement", "Answer"), rows, widths=(4, 1.4), note=part.help)]


@_part.register
def _table(part: TableField, given: Any) -> list[Block]:
    rows = answer_rows(given, part.columns, part.first)
    table = partial(Table, part.label, part.columns, widths=part.widths, note=part.help)
    return [table(rows=rows, row_header=bool(part.first), blank_rows=max(part.rows - len(rows), 0))]


@_part.register
def _checklist(part: ChecklistField, given: Any) -> list[Block]:
    ticked = set(chosen(given))
    done = tuple(item for item in part.items if item in ticked)
    open_items = tuple(item for item in part.items if item not in ticked)
    blocks: list[Block] = [Bullets(done, lead=f"{part.label}: done")] if done else []
    return blocks + ([Checklist(part.label, open_items, part.help)] if open_items else [])


@_part.register
def _passage(part: Passage, given: Any) -> list[Block]:
    return [Prose(f"**{part.title}.** {part.text}" if part.title else part.text)]
