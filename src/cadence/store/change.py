"""The one write path: entitled, from the expected revision, into the history, in one transaction.

What is decided here is decided on records alone; `cadence.store.ledger` reads and writes the rows.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypeVar

from cadence.errors import NotAllowed, NotFound, StaleRevision
from cadence.model import Record
from cadence.store.entitlement import kept, lift, may_make, readable, veil, within, writable
from cadence.store.query import settled
from cadence.store.viewer import Viewer

R = TypeVar("R", bound=Record)
Key = tuple[type[Record], str]


@dataclass(frozen=True)
class Change:
    """A record before and after; None is a record that is not there.

    `undoes` is the number of the change that this one takes back.
    """

    before: Record | None
    after: Record | None
    undoes: int | None = None

    @property
    def subject(self) -> Record:
        """Return the record as it was last seen."""
        subject = self.after or self.before
        assert subject is not None
        return subject

    @property
    def action(self) -> str:
        """Return `create`, `change` or `remove`."""
        if self.after is None:
            return "remove"
        return "change" if self.before else "create"


@dataclass
class Changes:
    """A viewer's changes to the records as they stand, in the order they were asked for.

    `passed` is the last revision of what stood once and is gone. A record made anew under its id
    goes on from there: whoever still holds the old one must not be able to overwrite the new.
    """

    viewer: Viewer
    standing: dict[Key, Record]
    passed: dict[Key, int] = field(default_factory=dict)
    made: list[Change] = field(default_factory=list)

    def write(self, record: R, undoes: int | None = None) -> R:
        """Create or change a record and return it as it will stand."""
        current, key = self._current(record), key_of(record)
        _refuse(self.viewer, record, current)
        last = current.revision if current else self.passed.get(key, 0)
        after = settled(lift(self.viewer, record, current), last + 1)
        if current is not None and after == settled(current, after.revision):
            return veil(self.viewer, current)
        _refuse_to_alter(current)
        self.made.append(Change(current, after, undoes))
        self.standing[key] = after
        return veil(self.viewer, after)

    def remove(self, record: Record, undoes: int | None = None) -> None:
        """Remove a record."""
        current = self._current(record)
        _refuse(self.viewer, record, current)
        if current is None:
            raise _gone(record)
        _refuse_to_alter(current)
        _refuse_to_make(self.viewer, current)
        self.made.append(Change(current, None, undoes))
        del self.standing[key_of(record)]
        self.passed[key_of(record)] = current.revision

    def _current(self, record: R) -> R | None:
        current = self.standing.get(key_of(record))
        return current if isinstance(current, type(record)) else None


def key_of(record: Record) -> Key:
    """Return what tells a record from all others."""
    return (type(record), record.id)


def by_kind(keys: Iterable[Key]) -> dict[type[Record], list[str]]:
    """Return the ids of keys by their type."""
    ids: dict[type[Record], list[str]] = {}
    for kind, id in keys:
        ids.setdefault(kind, []).append(id)
    return ids


def _refuse(viewer: Viewer, record: R, current: R | None) -> None:
    """Refuse what the viewer may not write, and what was made from a revision that has passed."""
    reach = writable(viewer, type(record))
    if not within(record, reach):
        raise NotAllowed(f"A {viewer.role} may not write this {record.table}.")
    if current is None:
        if record.revision:
            raise _gone(record)
        _refuse_to_make(viewer, record)
        return
    if not within(current, readable(viewer, type(record))):
        raise _gone(record) if record.revision else NotAllowed(f"The id '{record.id}' cannot be used here.")
    if current.revision != record.revision:
        raise StaleRevision(f"Somebody else changed this {record.table} first.", veil(viewer, current))
    if not within(current, reach):
        raise NotAllowed(f"A {viewer.role} may not write this {record.table}.")


def _refuse_to_alter(current: Record | None) -> None:
    if current is not None and kept(current):
        raise NotAllowed(f"A {current.table} is never changed once it is shown.")


def _refuse_to_make(viewer: Viewer, record: Record) -> None:
    if not may_make(viewer, type(record)):
        raise NotAllowed(f"A {viewer.role} may answer this {record.table}, and neither make nor remove it.")


def _gone(record: Record) -> NotFound:
    return NotFound(
        f"The {record.table} '{record.id}' is no longer here.", "Look again before you change it."
    )
