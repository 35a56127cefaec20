"""One cell of an export: how a value is written so that no spreadsheet acts on it, and how it is read again.

An empty cell is 'none' where a column may hold none, and no words elsewhere. A text that a spreadsheet
might take for a formula, or that begins with an apostrophe, is written with an apostrophe before it; so
is the empty text in a column that may hold none. Reading takes one apostrophe away. So every text comes
back as it was, and a cell never begins with `= + - @`, a tab or a line end, not even behind blanks or
quotation marks.
"""

import re
from collections.abc import Callable
from datetime import date, datetime
from math import isfinite
from typing import Literal, TypeAlias

from cadence.exchange.tables.damage import AS_TEXT, SCIENTIFIC

Kind = Literal["text", "whole number", "number", "yes or no", "date", "moment"]
Value: TypeAlias = str | int | float | bool | date | datetime | None

GUARD = "'"
# Full-width signs are taken for plain ones by some spreadsheets; blanks and quotes are skipped by some.
_SKIPPED = r"[\s\x00-\x20\"'`\u200b-\u200f\u2028-\u202e\ufeff]*"
_ACTIVE = re.compile(_SKIPPED + r"[=+\-@\t\r\n'\uff1d\uff0b\uff0d\uff20]")


class Unreadable(Exception):
    """A cell that does not hold what its column holds: what is wrong, and what to do."""

    def __init__(self, message: str, remedy: str) -> None:
        self.message, self.remedy = message, remedy
        super().__init__(message)


def guarded(text: str, may_be_none: bool = False) -> str:
    """Return a text as it is written into a cell of CSV or XLSX."""
    if _ACTIVE.match(text) or (may_be_none and not text):
        return GUARD + text
    return text


def written(value: Value, may_be_none: bool = False) -> Value:
    """Return a value as it is written: texts guarded, moments as ISO text, all else as it is."""
    if isinstance(value, str):
        return guarded(value, may_be_none)
    return value.isoformat() if isinstance(value, datetime) else value


def as_text(cell: Value) -> str:
    """Return a written value as the text of a CSV cell."""
    match cell:
        case None:
            return ""
        case bool():
            return str(cell).upper()
        case float():
            return repr(cell)
        case date():
            return cell.isoformat()
        case _:
            return str(cell)


def read(cell: Value, kind: Kind, may_be_none: bool = False) -> Value:
    """Return the value in a cell, or raise `Unreadable`."""
    if cell in ("", None):
        if kind == "text" and not may_be_none:
            return ""
        if may_be_none:
            return None
        raise Unreadable("the cell is empty", f"Write a {kind} into it.")
    return _READ[kind](cell)


def shortened(id: str) -> Unreadable | None:
    """Return what a spreadsheet did to an id that it took for a number, or None where it looks whole."""
    if not SCIENTIFIC.fullmatch(id):
        return None
    return Unreadable(f"'{id}' is an id that a spreadsheet shortened; its last digits are gone", AS_TEXT)


def _text(cell: Value) -> str:
    if not isinstance(cell, str):
        message = f"'{as_text(cell)}' is a {_named(cell)} where text belongs; leading zeros may be gone"
        raise Unreadable(message, AS_TEXT)
    return cell.removeprefix(GUARD)


def _whole(cell: Value) -> int:
    number = _number(cell, "a whole number such as 3")
    if isinstance(cell, str) and re.fullmatch(r"[+-]?[0-9]+", cell):
        return int(cell)  # a float would lose the last digits of a long one
    if not number.is_integer():
        raise _not(cell, "a whole number such as 3")
    return int(number)


def _number(cell: Value, wanted: str = "a number such as 0.5") -> float:
    try:
        number = float("nan") if isinstance(cell, bool | date | None) or "_" in str(cell) else float(cell)
    except (ValueError, OverflowError):
        raise _not(cell, wanted) from None
    if not isfinite(number):
        raise _not(cell, wanted)
    return number


def _yes_or_no(cell: Value) -> bool:
    if isinstance(cell, bool):
        return cell
    if as_text(cell).upper() not in ("TRUE", "FALSE"):
        raise _not(cell, "TRUE or FALSE")
    return as_text(cell).upper() == "TRUE"


def _date(cell: Value) -> date:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    try:
        return date.fromisoformat(as_text(cell))
    except ValueError:
        raise _not(cell, "a date such as 2026-11-24") from None


def _moment(cell: Value) -> datetime:
    try:
        moment = cell if isinstance(cell, datetime) else datetime.fromisoformat(as_text(cell))
    except ValueError:
        raise _not(cell, _A_MOMENT) from None
    if moment.tzinfo is None:
        raise _not(cell, _A_MOMENT)
    return moment


_A_MOMENT = "a moment with its time zone such as 2026-11-24T09:30:00+00:00"


def _not(cell: Value, wanted: str) -> Unreadable:
    return Unreadable(f"'{as_text(cell)[:60]}' is not {wanted}", f"Write {wanted}, as the export does.")


def _named(cell: Value) -> str:
    return "date" if isinstance(cell, date) else "truth value" if isinstance(cell, bool) else "number"


_READ: dict[Kind, Callable[[Value], Value]] = {
    "text": _text,
    "whole number": _whole,
    "number": _number,
    "yes or no": _yes_or_no,
    "date": _date,
    "moment": _moment,
}
