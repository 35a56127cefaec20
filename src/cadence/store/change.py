"""The one write path: entitled, from the expected revision, into the history, all in one transaction."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import Connection, Table, and_, select, update

from cadence.errors import NotAllowed, NotFound, StaleRevision
from cadence.model import Record
from cadence.store.entitlement import KEPT, readable, within, writable
from cadence.store.query import fields, records, settled
from cadence.store.schema import schema, table_of
from cadence.store.viewer import Viewer

R = TypeVar("R", bound=Record)


@dataclass
class Clock:
    """The institute's count of changes; whoever holds it is the only one who writes."""

    connection: Connection
    institute: str
    seq: int

    def tick(self) -> int:
        """Return the number of the next change."""
        self.seq += 1
        table = schema().tables["clock"]
        self.connection.execute(update(table).where(table.c.institute == self.institute).values(seq=self.seq))
        return self.seq


def turn_clock(connection: Connection, institute: str) -> Clock:
    """Take the clock: other writers of this institute wait here until the transaction ends."""
    table = schema().tables["clock"]
    mine = table.c.institute == institute
    connection.execute(update(table).where(mine).values(seq=table.c.seq))
    return Clock(connection, institute, connection.scalars(select(table.c.seq).where(mine)).one())


def change(connection: Connection, clock: Clock, viewer: Viewer, at: datetime, record: R) -> R:
    """Create or change one record and return it as it now stands."""
    current = _current(connection, clock, record)
    _check(viewer, record, current)
    after = settled(record, record.revision + 1)
    if current is not None and after == settled(current, after.revision):
        return current
    seq = _log(connection, clock, viewer, at, current, after)
    table = table_of(type(record))
    row = after.model_dump() | {"institute": clock.institute, "seq": seq}
    if current is None:
        connection.execute(table.insert().values(row))
    else:
        connection.execute(table.update().where(_is(table, clock, record)).values(row))
    return after


def remove(connection: Connection, clock: Clock, viewer: Viewer, at: datetime, record: Record) -> None:
    """Remove one record."""
    current = _current(connection, clock, record)
    _check(viewer, record, current)
    if current is None:
        raise _gone(record)
    _log(connection, clock, viewer, at, current, None)
    table = table_of(type(record))
    connection.execute(table.delete().where(_is(table, clock, record)))


def _check(viewer: Viewer, record: R, current: R | None) -> None:
    """Refuse what the viewer may not write, and what was made from a revision that has passed."""
    reach = writable(viewer, type(record))
    if not within(record, reach) or (current is not None and type(record) in KEPT):
        raise NotAllowed(f"A {viewer.role} may not write this {record.table}.")
    if current is not None and not within(current, readable(viewer, type(record))):
        raise _gone(record) if record.revision else NotAllowed(f"The id '{record.id}' cannot be used here.")
    if current is None and record.revision:
        raise _gone(record)
    if current is not None and current.revision != record.revision:
        raise StaleRevision(f"Somebody else changed this {record.table} first.", current)
    if current is not None and not within(current, reach):
        raise NotAllowed(f"A {viewer.role} may not write this {record.table}.")


def _gone(record: Record) -> NotFound:
    return NotFound(
        f"The {record.table} '{record.id}' is no longer here.", "Look again before you change it."
    )


def _current(connection: Connection, clock: Clock, record: R) -> R | None:
    kind = type(record)
    rows = connection.execute(select(*fields(kind)).where(_is(table_of(kind), clock, record))).all()
    return next(iter(records(kind, rows)), None)


def _is(table: Table, clock: Clock, record: Record) -> Any:
    return and_(table.c.institute == clock.institute, table.c.id == record.id)


def _log(
    connection: Connection,
    clock: Clock,
    viewer: Viewer,
    at: datetime,
    before: Record | None,
    after: Record | None,
) -> int:
    """Append a change to the history and return its number."""
    subject = after or before
    assert subject is not None
    seq = clock.tick()
    connection.execute(
        schema()
        .tables["history"]
        .insert()
        .values(
            institute=clock.institute,
            seq=seq,
            at=at,
            viewer=str(viewer),
            table=subject.table,
            record=subject.id,
            revision=subject.revision,
            action="remove" if after is None else "change" if before else "create",
            before=before and before.model_dump(mode="json"),
            after=after and after.model_dump(mode="json"),
        )
    )
    return seq
