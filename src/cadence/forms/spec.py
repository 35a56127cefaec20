"""A form of the content as what a page draws it from."""

from functools import singledispatch
from typing import Any

from cadence.blocks import Prose, html
from cadence.forms.token import token
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

Spec = dict[str, Any]
_LISTED = 8  # more options than these are easier to find in a list


def form_spec(form: Form) -> Spec:
    """Return what a page draws a form from: its parts, and what is said above them."""
    return {
        "kind": "form",
        "id": form.id,
        "title": form.title,
        "purpose": form.purpose,
        "minutes": form.minutes,
        "example": form.example,
        "private": form.private,
        "notice": "For you alone: nobody else sees what you write here." if form.private else "",
        "submit": None,
        "parts": [part_spec(part) for part in form.parts],
    }


@singledispatch
def part_spec(part: object) -> Spec:
    """Return what a page draws a part of a form from."""
    raise TypeError(f"no field for {type(part).__name__}")


def _field(part: Any) -> Spec:
    return {
        "kind": part.kind,
        "id": part.id,
        "label": part.label,
        "help": part.help,
        "required": part.required,
    }


@part_spec.register
def _text(part: TextField) -> Spec:
    return _field(part) | {"lines": part.lines}


@part_spec.register
def _number(part: NumberField) -> Spec:
    return _field(part) | {"low": part.low, "high": part.high, "unit": part.unit, "whole": False}


@part_spec.register
def _date(part: DateField) -> Spec:
    return _field(part)


@part_spec.register
def _choice(part: ChoiceField) -> Spec:
    many = part.many or len(part.options) <= _LISTED
    shown = {"many": part.many, "show": "radio" if many else "list"}
    return _field(part) | shown | {"options": options(part.options)}


@part_spec.register
def _grid(part: GridField) -> Spec:
    rows = [{"id": token(row), "label": row} for row in part.rows]
    return _field(part) | {"options": options(part.options), "rows": rows}


@part_spec.register
def _table(part: TableField) -> Spec:
    columns = part.columns[1:] if part.first else part.columns
    return _field(part) | {
        "columns": [{"id": token(each), "label": each, "input": {"kind": "text"}} for each in columns],
        "fixed": [{"id": token(each), "label": each} for each in part.first],
        "add": not part.first or part.rows > len(part.first),
        "least": 0 if part.first else 1,
    }


@part_spec.register
def _checklist(part: ChecklistField) -> Spec:
    return _field(part) | {"items": [{"value": token(each), "label": each} for each in part.items]}


@part_spec.register
def _passage(part: Passage) -> Spec:
    return {"kind": "passage", "title": part.title, "html": html([Prose(part.text)])}


def options(words: tuple[str, ...]) -> list[Spec]:
    """Return options whose value is what they say."""
    return [{"value": each, "label": each} for each in words]
