"""Which records a record speaks of."""

from collections.abc import Iterator
from functools import cache

from cadence.model import RECORDS, Person, Record

KINDS: dict[str, type[Record]] = {kind.table: kind for kind in RECORDS}
_SERVED = {kind.parent for kind in RECORDS if kind.parent} | {Person.table}


@cache
def links(kind: type[Record]) -> dict[str, type[Record]]:
    """Return the fields that hold the id of another record, and that record's type.

    A field is a link when it has the name of a type that records can serve, or of a person. The
    fields of `Record.people` name persons too, but may hold somebody who is in no roster.
    """
    return {name: KINDS[name] for name in kind.model_fields if name in _SERVED and name != kind.table}


def people(kind: type[Record]) -> tuple[str, ...]:
    """Return the fields that may hold a person's id."""
    return tuple(name for name in ("person", *kind.people) if name in kind.model_fields)


def leading_to(kind: type[Record]) -> Iterator[tuple[type[Record], str]]:
    """Yield every type and field that can hold the id of a record of this type."""
    for other in RECORDS:
        for name in (*links(other), *(other.people if kind is Person else ())):
            if links(other).get(name, Person) is kind:
                yield other, name
