"""How the rows are: readable, linked to what is there, and as the history left them."""

from collections.abc import Iterator, Sequence
from typing import Any

from pydantic import ValidationError
from sqlalchemy import Connection, func, select, update

from cadence.errors import StoreError
from cadence.model import RECORDS, Person, Record
from cadence.store.change import Key, key_of
from cadence.store.finding import Finding
from cadence.store.history import SECRET
from cadence.store.links import KINDS, links
from cadence.store.query import fields, records
from cadence.store.schema import schema, table_of
from cadence.store.telling import how_many

_FEW = 5


class Rows:
    """The rows of an institute, read once, to be examined."""

    def __init__(self, connection: Connection, institute: str) -> None:
        self.connection = connection
        self.institute = institute
        self.unreadable: list[Key] = []
        self.standing: dict[Key, Record] = {}
        for kind in RECORDS:
            self.standing |= {key_of(each): each for each in self._read(kind)}

    def examine(self, *, repair: bool) -> Iterator[Finding]:
        """Yield what was found, and mend the clock where that is wanted."""
        yield self._readable()
        yield from self._links()
        yield self._clock(repair)
        yield self._history()

    def _read(self, kind: type[Record]) -> list[Any]:
        query = select(*fields(kind)).where(table_of(kind).c.institute == self.institute)
        try:
            return records(kind, self.connection.execute(query))
        except StoreError:
            return [each for id in self._ids(kind) for each in self._read_one(kind, id)]

    def _read_one(self, kind: type[Record], id: str) -> list[Any]:
        table = table_of(kind)
        query = select(*fields(kind)).where(table.c.institute == self.institute, table.c.id == id)
        try:
            return records(kind, self.connection.execute(query))
        except StoreError:
            self.unreadable.append((kind, id))
            return []

    def _ids(self, kind: type[Record]) -> Sequence[str]:
        table = table_of(kind)
        return self.connection.scalars(select(table.c.id).where(table.c.institute == self.institute)).all()

    def _readable(self) -> Finding:
        if not self.unreadable:
            return Finding("rows", "well", f"each of {len(self.standing)} can be read")
        words = f"{len(self.unreadable)} cannot be read: {named(self.unreadable)}."
        return Finding("rows", "ill", words, "Bring back a backup from before: cadence restore FILE")

    def _links(self) -> Iterator[Finding]:
        lost: list[Key] = []
        strangers: list[Key] = []
        for key, record in self.standing.items():
            if any(self._is_missing(kind, getattr(record, name)) for name, kind in _bound(key[0])):
                lost.append(key)
            if any(self._is_missing(Person, getattr(record, name)) for name in key[0].people):
                strangers.append(key)
        if lost:
            words = f"{len(lost)} belong to something that is gone: {named(lost)}."
            yield Finding(
                "links",
                "remark",
                words,
                "See what went: cadence history, and bring it back: cadence undo",
            )
        if strangers:
            words = f"{len(strangers)} name somebody who is in no roster: {named(strangers)}."
            yield Finding("links", "remark", words, "Take them in: cadence import roster FILE")
        if not lost and not strangers:
            yield Finding("links", "well", "whatever a record belongs to is there")

    def _is_missing(self, kind: type[Record], id: str | None) -> bool:
        return bool(id) and (kind, id) not in self.standing and (kind, id) not in self.unreadable

    def _clock(self, repair: bool) -> Finding:
        clock, here = schema().tables["clock"], schema().tables["clock"].c.institute == self.institute
        ticked = self.connection.scalar(select(clock.c.seq).where(here)) or 0
        tables = [schema().tables["history"], *map(table_of, RECORDS)]
        newest = max(self._newest(table) for table in tables)
        if ticked >= newest:
            return Finding("clock", "well", f"the last change is number {ticked}")
        if repair:
            self.connection.execute(update(clock).where(here).values(seq=newest))
        words = f"It stands at {ticked}, but there is a change {newest}: new changes could not be saved."
        return Finding("clock", "ill", words, "Set it right: cadence doctor --repair", mended=repair)

    def _newest(self, table: Any) -> int:
        query = select(func.max(table.c.seq)).where(table.c.institute == self.institute)
        return self.connection.scalar(query) or 0

    def _history(self) -> Finding:
        left = dict(self._left())
        ids = {*left, *self.standing} - {*self.unreadable}
        astray = [key for key in ids if self.standing.get(key) != left.get(key)]
        if not astray:
            return Finding("history", "well", "every record is as its last change left it")
        words = f"{len(astray)} are not as the history left them: {named(astray)}."
        return Finding(
            "history", "ill", words,
            "Something else wrote to the database. Bring back a backup: cadence restore FILE",
        )  # fmt: skip

    def _left(self) -> Iterator[tuple[Key, Record | None]]:
        """Yield each record as its last change left it; None where that removed it."""
        rows = schema().tables["history"].c
        query = select(rows.table, rows.record, rows.after).where(rows.institute == self.institute)
        last = {(table, id): after for table, id, after in self.connection.execute(query.order_by(rows.seq))}
        for (table, id), after in last.items():
            kind = KINDS[table]
            try:
                yield (kind, id), kind.model_validate(after) if after is not None else None
            except ValidationError:  # a field that an older version had: nothing to compare with
                yield (kind, id), self.standing.get((kind, id))


def _bound(kind: type[Record]) -> Iterator[tuple[str, type[Record]]]:
    """Yield the links that have to lead somewhere; what is confidential may be nobody's who is here."""
    nobodys = kind.audience == "confidential"
    yield from ((name, to) for name, to in links(kind).items() if not (nobodys and to is Person))


def named(keys: Sequence[Key]) -> str:
    """Return the first few of records by type and id; of what is confidential how many alone."""
    counts: dict[str, list[str]] = {}
    for kind, id in sorted(keys, key=lambda key: (key[0].table, key[1])):
        counts.setdefault(kind.table, []).append(id)
    said = []
    for table, ids in counts.items():
        some = (
            "" if table in (*SECRET, "note") else f" ({', '.join(ids[:_FEW])}{', ...' if ids[_FEW:] else ''})"
        )
        said.append(how_many(len(ids), table) + some)
    return "; ".join(said)
