"""The tables of an export, made from the model: one for each record type, one for each field that holds many.

A field that holds many values (the levels of a visit, the indicators of a clause, what was written into a
form) is a table of its own, with the id of its record in the first column: `observation_levels`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin

from pydantic import AwareDatetime
from pydantic.fields import FieldInfo

from cadence.exchange.export.cell import Kind
from cadence.exchange.export.leaves import LEAVES
from cadence.model import RECORDS, Record, Response

# Notes are one person's own; consents and ratings are confidential and nothing of them is published; keys
# open the door here and nowhere else.
LEAVING = tuple(kind for kind in RECORDS if kind.audience in ("institute", "team") or kind is Response)
STAYING = tuple(kind for kind in RECORDS if kind not in LEAVING)
_STAY = ("revision",)  # the store's own count; a new institute counts anew
_UNDEALT = ("comments", "listed")  # of a response: they leave inside the publication alone

_KINDS: dict[Any, Kind] = {
    str: "text",
    int: "whole number",
    float: "number",
    bool: "yes or no",
    date: "date",
    AwareDatetime: "moment",
}
_ONE = ("school", "team", "person", "priority", "vision", "clause", "goal", "card")
# One word, one meaning: a field of such a name holds ids of that table, whatever type it is a field of.
_IDS = {**dict(zip(_ONE, _ONE, strict=True)), "priorities": "priority", "listed": "person"}


@dataclass(frozen=True)
class Column:
    """A column: what its cells hold, whether they may hold none, and what that means.

    `kind` is None where another column, `kind`, says it row by row. `refers` is the table whose record
    an id in it names, '' where it is no such id.
    """

    name: str
    meaning: str
    kind: Kind | None = "text"
    may_be_none: bool = False
    allowed: tuple[str, ...] = ()
    refers: str = ""


@dataclass(frozen=True)
class Table:
    """A table of records of one type, or (with `field`) of the many values of one field of theirs."""

    of: type[Record]
    columns: tuple[Column, ...]
    meaning: str
    field: str = ""

    @property
    def name(self) -> str:
        """Return what the table is called: its file, its sheet."""
        return f"{self.of.table}_{self.field}" if self.field else self.of.table

    @property
    def headings(self) -> tuple[str, ...]:
        """Return the names of its columns."""
        return tuple(column.name for column in self.columns)


@cache
def tables() -> tuple[Table, ...]:
    """Return every table of an export, each type's own before those of its fields."""
    return tuple(table for kind in LEAVING for table in _tables(kind))


@cache
def fields_of(kind: type[Record]) -> dict[str, FieldInfo]:
    """Return the fields of a type that leave with it."""
    stay = _STAY + _UNDEALT if kind is Response else _STAY
    return {name: field for name, field in kind.model_fields.items() if name not in stay}


def _tables(kind: type[Record]) -> Iterator[Table]:
    fields, long = fields_of(kind), many(kind)
    plain = [_column(kind, name, field) for name, field in fields.items() if name not in long]
    yield Table(kind, tuple(plain), " ".join((kind.__doc__ or "").split()))
    for name in long:
        yield Table(kind, _long(kind, name, fields[name]), fields[name].description or "", name)


def many(kind: type[Record]) -> dict[str, type]:
    """Return the fields of a type that hold many values, each with the container that it is."""
    origins = {name: get_origin(field.annotation) for name, field in fields_of(kind).items()}
    return {name: origin for name, origin in origins.items() if origin in (tuple, dict)}


def _bare(annotation: Any) -> tuple[Any, bool]:
    """Return an annotation without its None, and whether it had one."""
    if get_origin(annotation) in (Union, UnionType):
        inner = [each for each in get_args(annotation) if each is not NoneType]
        return inner[0], len(inner) < len(get_args(annotation))
    return annotation, False


def _column(kind: type[Record], name: str, field: FieldInfo) -> Column:
    bare, may_be_none = _bare(field.annotation)
    allowed = get_args(bare) if get_origin(bare) is Literal else ()
    meaning = field.description or ""
    return Column(name, meaning, _KINDS.get(bare, "text"), may_be_none, allowed, refers_to(kind, name))


def refers_to(kind: type[Record], name: str) -> str:
    """Return the table of the records that a field names by id, '' where it holds no such id."""
    return "person" if name in kind.people else _IDS.get(name, "")


def _long(kind: type[Record], name: str, field: FieldInfo) -> tuple[Column, ...]:
    record = Column(kind.table, f"The id of the {kind.table}.", refers=kind.table)
    if get_origin(field.annotation) is tuple:
        (inner, *_) = get_args(field.annotation)
        allowed = get_args(inner) if get_origin(inner) is Literal else ()
        place = Column("place", "Its place among them, from 1.", "whole number")
        return record, place, Column("value", "One of them.", "text", False, allowed, refers_to(kind, name))
    held, may_be_none = _bare(get_args(field.annotation)[1])
    if held is not Any:
        key = Column("key", "Which one.")
        return record, key, Column("value", "What it is.", _KINDS[held], may_be_none)
    path = Column("path", "Where it stands: names and places (#1, #2 ...) from the outside in, joined by /.")
    kinds = Column("kind", "What the value is.", allowed=LEAVES)
    return record, path, kinds, Column("value", "What stands there.", None, may_be_none=True)
