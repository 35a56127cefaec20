"""Rows of records, of the history and of the clock, read and written inside one transaction.

The clock is the institute's count of changes. Whoever writes takes it first and holds it to the end
of the transaction, so that two writers never read the same revision, and numbers are never seen out
of order. On SQLite `BEGIN IMMEDIATE` has done as much already; on PostgreSQL the clock's row is the lock.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, and_, func, select, update

from cadence.model import Record
from cadence.store.change import Change, Changes, Key, by_kind, key_of
from cadence.store.query import fields, records
from cadence.store.schema import schema, table_of
from cadence.store.viewer import Viewer

_AT_ONCE = 500  # ids in one question


@dataclass(frozen=True)
class Ledger:
    """The rows of an institute, held for writing from the first look to the last word."""

    connection: Connection
    institute: str
    seq: int

    @classmethod
    def take(cls, connection: Connection, institute: str) -> "Ledger":
        """Take the clock; other writers of this institute wait here until the transaction ends."""
        clock = schema().tables["clock"]
        mine = clock.c.institute == institute
        connection.execute(update(clock).where(mine).values(seq=clock.c.seq))
        return cls(connection, institute, connection.scalars(select(clock.c.seq).where(mine)).one())

    def standing(self, sought: Iterable[Key]) -> dict[Key, Record]:
        """Return the records of these types and ids as they stand; what is not there is left out."""
        return standing(self.connection, self.institute, sought)

    def passed(self, sought: Iterable[Key]) -> dict[Key, int]:
        """Return the last revision of these types and ids by the history, where they ever stood."""
        rows = schema().tables["history"].c
        found: dict[Key, int] = {}
        for kind, ids in by_kind(sought).items():
            for some in in_batches(ids):
                query = (
                    select(rows.record, func.max(rows.revision))
                    .where(rows.institute == self.institute, rows.table == kind.table, rows.record.in_(some))
                    .group_by(rows.record)
                )
                found |= {(kind, id): revision for id, revision in self.connection.execute(query)}
        return found

    def changes(self, viewer: Viewer, sought: Iterable[Key]) -> Changes:
        """Lend the records of these types and ids to a viewer to be changed."""
        keys = list(sought)
        standing = self.standing(keys)
        return Changes(viewer, standing, self.passed(each for each in keys if each not in standing))

    def keep(self, viewer: Viewer, changes: Sequence[Change]) -> None:
        """Write changes into the history and into their rows, and move the clock on."""
        if not changes:
            return
        at = datetime.now(UTC)
        history = [self._entry(viewer, at, seq, each) for seq, each in self._numbered(changes)]
        self.connection.execute(schema().tables["history"].insert(), history)
        self._put(changes)
        clock = schema().tables["clock"]
        newest = update(clock).where(clock.c.institute == self.institute).values(seq=self.seq + len(changes))
        self.connection.execute(newest)

    def _numbered(self, changes: Sequence[Change]) -> Iterator[tuple[int, Change]]:
        return enumerate(changes, self.seq + 1)

    def _entry(self, viewer: Viewer, at: datetime, seq: int, change: Change) -> dict[str, Any]:
        return {
            "institute": self.institute,
            "seq": seq,
            "at": at,
            "viewer": str(viewer),
            "table": change.subject.table,
            "record": change.subject.id,
            "revision": change.subject.revision,
            "action": change.action,
            "before": change.before and change.before.model_dump(mode="json"),
            "after": change.after and change.after.model_dump(mode="json"),
            "batch": self.seq + 1,
            "undoes": change.undoes,
        }

    def _put(self, changes: Sequence[Change]) -> None:
        """Bring the rows to where the last change of each record leaves it."""
        rows: dict[type[Record], dict[str, dict[str, Any] | None]] = {}
        for seq, change in self._numbered(changes):
            key, after = key_of(change.subject), change.after
            row = after.model_dump() | {"institute": self.institute, "seq": seq} if after else None
            rows.setdefault(key[0], {})[key[1]] = row
        fresh = {key_of(each.subject) for each in changes if each.before is None}
        for kind, standing in rows.items():
            self._clear(kind, [id for id in standing if (kind, id) not in fresh])
            self._insert(kind, [row for row in standing.values() if row])

    def _clear(self, kind: type[Record], ids: list[str]) -> None:
        table = table_of(kind)
        for some in in_batches(ids):
            here = and_(table.c.institute == self.institute, table.c.id.in_(some))
            self.connection.execute(table.delete().where(here))

    def _insert(self, kind: type[Record], rows: list[dict[str, Any]]) -> None:
        if rows:
            self.connection.execute(table_of(kind).insert(), rows)


def standing(connection: Connection, institute: str, sought: Iterable[Key]) -> dict[Key, Record]:
    """Return the records of these types and ids as they stand; what is not there is left out."""
    found: dict[Key, Record] = {}
    for kind, ids in by_kind(sought).items():
        table = table_of(kind)
        for some in in_batches(ids):
            query = select(*fields(kind)).where(table.c.institute == institute, table.c.id.in_(some))
            found |= {key_of(each): each for each in records(kind, connection.execute(query))}
    return found


def in_batches(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    """Yield ids in portions that fit one question."""
    for start in range(0, len(ids), _AT_ONCE):
        yield ids[start : start + _AT_ONCE]
