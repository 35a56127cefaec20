"""What stands in a form as one value a path, and a form with one of them changed.

A path is a field's id, and below it a row, an item or a row and a column: the smallest thing that two people
can both change. How a form is kept is what `cadence.forms.worksheet` prints.
"""

import re
from collections.abc import Mapping
from datetime import date
from functools import singledispatch
from typing import Any

from cadence.forms.answer import answer_words, chosen, marked
from cadence.forms.refused import Refused, words
from cadence.forms.token import token
from cadence.model.form import (
    ChecklistField,
    ChoiceField,
    DateField,
    GridField,
    NumberField,
    TableField,
    TextField,
)

Flat = dict[str, Any]
MOST_ROWS = 200
_ROW = re.compile(r"[\w-]{1,64}")
_UNKNOWN = Refused("This form has no such field any more.", "Load the page anew: its content was changed.")


@singledispatch
def flat(part: object, kept: Any) -> Flat:
    """Return the values of a field by their paths, from how it is kept."""
    return {}


@singledispatch
def put(part: object, kept: Any, below: str, now: Any) -> Any:
    """Return how a field is kept once the value `below` it is `now` (None: nothing).

    Raises
    ------
    Refused
        The value is none that the field can hold.
    """
    raise _UNKNOWN


def _leaf(below: str) -> None:
    if below:
        raise _UNKNOWN


@flat.register(TextField)
@flat.register(DateField)
def _(part: TextField | DateField, kept: Any) -> Flat:
    if kept in (None, ""):
        return {}
    return {
        part.id: kept if isinstance(kept, str) else answer_words(kept)
    }  # a space at the end is still typed


@put.register
def _(part: TextField, kept: Any, below: str, now: Any) -> Any:
    _leaf(below)
    return words(now)


@put.register
def _(part: DateField, kept: Any, below: str, now: Any) -> Any:
    _leaf(below)
    return day(now)


@flat.register
def _(part: NumberField, kept: Any) -> Flat:
    return {part.id: kept} if kept not in (None, "") else {}


@put.register
def _(part: NumberField, kept: Any, below: str, now: Any) -> Any:
    _leaf(below)
    return number(now, part.low, part.high)


@flat.register
def _(part: ChoiceField, kept: Any) -> Flat:
    options = chosen(kept)
    return {part.id: list(options) if part.many else options[0]} if options else {}


@put.register
def _(part: ChoiceField, kept: Any, below: str, now: Any) -> Any:
    _leaf(below)
    if part.many:
        asked = now or []
        if not isinstance(asked, list) or any(each not in part.options for each in asked):
            raise _UNKNOWN
        return [option for option in part.options if option in asked]
    return one_of(part.options, now)


@flat.register
def _(part: GridField, kept: Any) -> Flat:
    answers = marked(kept)
    return {f"{part.id}/{token(row)}": answers[row] for row in part.rows if row in answers}


@put.register
def _(part: GridField, kept: Any, below: str, now: Any) -> Any:
    row = next((each for each in part.rows if token(each) == below), None)
    if row is None:
        raise _UNKNOWN
    option = one_of(part.options, now)
    others = {each: answer for each, answer in marked(kept).items() if each != row}
    return others | ({row: option} if option else {})


@flat.register
def _(part: ChecklistField, kept: Any) -> Flat:
    ticked = set(chosen(kept))
    return {f"{part.id}/{token(item)}": True for item in part.items if item in ticked}


@put.register
def _(part: ChecklistField, kept: Any, below: str, now: Any) -> Any:
    item = next((each for each in part.items if token(each) == below), None)
    if item is None or now not in (True, False, None):
        raise _UNKNOWN
    ticked = {*chosen(kept), item} if now else set(chosen(kept)) - {item}
    return [each for each in part.items if each in ticked]


@flat.register
def _(part: TableField, kept: Any) -> Flat:
    values: Flat = {}
    for row in rows_of(part, kept):
        at = f"{part.id}/{row['id']}"
        cells = {f"{at}/{token(c)}": row[c] for c in _columns(part) if row.get(c) not in (None, "")}
        own = row.get(part.columns[0]) not in part.first
        values |= ({at: {"order": row["order"]}} if own else {}) | cells
    return values


@put.register
def _(part: TableField, kept: Any, below: str, now: Any) -> Any:
    name, _, column = below.partition("/")
    if not _ROW.fullmatch(name):
        raise _UNKNOWN
    rows = rows_of(part, kept)
    if not column and now is None:
        return [row for row in rows if row["id"] != name]
    row = next((each for each in rows if each["id"] == name), None) or _new(part, rows, name)
    changed = row | (_cell(part, column, now) if column else {"order": _order(now)})
    return sorted(
        [*(each for each in rows if each["id"] != name), changed], key=lambda r: (r["order"], r["id"])
    )


def rows_of(part: TableField, kept: Any) -> list[dict[str, Any]]:
    """Return the rows that were filled, each with an id and its order, whatever way they are kept."""
    given = kept if isinstance(kept, list | tuple) else []
    return [_row(part, number, row) for number, row in enumerate(given)]


def _row(part: TableField, number: int, row: Any) -> dict[str, Any]:
    if not isinstance(row, Mapping):
        cells = row if isinstance(row, list | tuple) else [row]
        row = dict(zip(part.columns, cells, strict=False))
    head = answer_words(row.get(part.columns[0]))
    name = token(head) if head in part.first else token(f"{number} {head}")
    return {"id": name, "order": number} | {k: v for k, v in row.items() if v is not None}


def _columns(part: TableField) -> tuple[str, ...]:
    """Return the columns that are written in: where rows are named, the first one is not."""
    return part.columns[1:] if part.first else part.columns


def _new(part: TableField, rows: list[dict[str, Any]], name: str) -> dict[str, Any]:
    if len(rows) >= MOST_ROWS:
        raise Refused(f"This table has {MOST_ROWS} rows, which is the most.", "Take out what is not needed.")
    head = next((each for each in part.first if token(each) == name), None)
    if head is not None:
        return {"id": name, "order": part.first.index(head), part.columns[0]: head}
    return {"id": name, "order": max((row["order"] for row in rows), default=-1) + 1}


def _cell(part: TableField, column: str, now: Any) -> dict[str, str]:
    title = next((each for each in _columns(part) if token(each) == column), None)
    if title is None:
        raise _UNKNOWN
    return {title: words(now)}


def _order(now: Any) -> float:
    order = now.get("order") if isinstance(now, dict) else None
    if not isinstance(order, int | float) or isinstance(order, bool) or not abs(order) < 1e9:
        raise _UNKNOWN
    return order


def one_of(options: tuple[str, ...], now: Any) -> str:
    """Return the option that was chosen, '' for none."""
    if now in (None, ""):
        return ""
    if now not in options:
        raise Refused(
            "This is not one of the options.", "Load the page anew: they may have changed meanwhile."
        )
    return str(now)


def day(now: Any) -> str:
    """Return a day as ISO words, '' for none."""
    if now in (None, ""):
        return ""
    try:
        return date.fromisoformat(str(now)).isoformat()
    except ValueError:
        raise Refused("This is not a day.", "Write it like 2026-10-12.") from None


def number(now: Any, low: float | None = None, high: float | None = None) -> float | int | None:
    """Return a number within its bounds, None for none."""
    if now in (None, ""):
        return None
    if isinstance(now, bool) or not isinstance(now, int | float) or not abs(now) < 1e15:
        raise Refused("This is not a number.", "Write digits, such as 12 or 0.5.")
    if (low is not None and now < low) or (high is not None and now > high):
        raise Refused(f"{now:g} is out of range.", f"It goes {_range(low, high)}.")
    return now


def _range(low: float | None, high: float | None) -> str:
    if low is None or high is None:
        return f"up to {high:g}" if low is None else f"from {low:g}"
    return f"from {low:g} to {high:g}"
