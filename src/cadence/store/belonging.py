"""What belongs to whom: which records go with a person, which go with a closed cycle."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from cadence.model import Person, Record

Payload = dict[str, Any]
"""A record as the history keeps it: its fields as plain JSON."""


@dataclass(frozen=True)
class Erased:
    """Who and what is to be erased: ids of persons, numbers of cycles."""

    people: frozenset[str] = frozenset()
    cycles: frozenset[int] = frozenset()

    @classmethod
    def parse(cls, ids: Iterable[str]) -> "Erased":
        """Return what ids such as `person:3f...` and `cycle:1` stand for."""
        pairs = [each.partition(":")[::2] for each in ids]
        people = frozenset(rest for what, rest in pairs if what == "person")
        return cls(people, frozenset(int(rest) for what, rest in pairs if what == "cycle" and rest.isdigit()))

    @property
    def ids(self) -> list[str]:
        """Return the ids under which the erasure is remembered."""
        return [
            *(f"person:{each}" for each in sorted(self.people)),
            *(f"cycle:{n}" for n in sorted(self.cycles)),
        ]


class Belonging:
    """Says of any record, past or present, whether it goes and whether its history does."""

    def __init__(self, erased: Erased, seen: Iterable[tuple[type[Record], Payload]]) -> None:
        self._erased = erased
        self._cycles = {
            (kind.table, each["id"]): each["cycle"] for kind, each in seen if "cycle" in kind.model_fields
        }

    def goes(self, kind: type[Record], record: Payload) -> bool:
        """Return whether a record is a person's own, or a closed cycle's and nobody else's to see."""
        return self._of_a_person(kind, record) or (_is_private(kind) and self.closed(kind, record))

    def closed(self, kind: type[Record], record: Payload) -> bool:
        """Return whether a record belongs to a closed cycle, by itself or by what it serves."""
        by_parent = self._cycles.get((kind.parent, record.get(kind.parent)))
        return record.get("cycle", by_parent) in self._erased.cycles

    def _of_a_person(self, kind: type[Record], record: Payload) -> bool:
        if kind is Person:
            return record["id"] in self._erased.people
        return _is_of_one_person(kind) and record["person"] in self._erased.people


def _is_of_one_person(kind: type[Record]) -> bool:
    field = kind.model_fields.get("person")
    return field is not None and field.is_required()


def _is_private(kind: type[Record]) -> bool:
    return kind.audience in ("own", "confidential")
