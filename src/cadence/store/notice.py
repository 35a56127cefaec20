"""What changed since: asked often, answered in microseconds where nothing did.

A number that is handed to a viewer is that of a change which the viewer may read. It cannot be made to
tell nothing at all: the gap between two numbers is how many changes came between them, and says
that something was saved that is not theirs to read; not what, whose, or when within the gap.
"""

from collections.abc import Callable

from sqlalchemy import Connection, Engine, func, select

from cadence.store.engine import plainly, transaction
from cadence.store.entitlement import EVERYTHING, NOTHING, Reach, readable
from cadence.store.history import lies_within
from cadence.store.links import KINDS
from cadence.store.schema import schema
from cadence.store.viewer import Viewer

Changed = dict[str, tuple[str, ...]]
"""The ids of records by their table; a table without ids may be other than it was in any of its records."""

_AT_ONCE = 200


class Notice:
    """Tells one viewer of changes; it remembers up to where it has looked."""

    def __init__(self, engine: Engine, institute: str, viewer: Viewer) -> None:
        self._engine = engine
        self._institute = institute
        self._reaches = _reaches(viewer)
        self._clock = clock_reader(engine, institute)
        self._known: int | None = None  # the newest change when that was asked for last
        self._looked: tuple[int, int] | None = None  # nothing to read from this number up to this clock

    def changed(self, since: int) -> tuple[int, Changed]:
        """Return the number of the newest change the viewer may read, and what changed after `since`."""
        clock = self._clock()
        looked = self._looked  # once: another thread may look meanwhile
        if since >= clock or looked == (since, clock):
            return since, {}
        start = looked[1] if looked and looked[0] == since else since
        with transaction(self._engine) as connection:
            newest, found = self._after(connection, since, start)
        self._looked = (newest, clock)
        return newest, found

    def newest(self) -> int:
        """Return the number of the newest change that the viewer may read, 0 where there is none.

        All is looked through the first time, and then what has come since.
        """
        if self._known is None:
            with transaction(self._engine) as connection:
                self._known = max(self._newest(connection), self._restored(connection))
        else:
            self._known, _ = self.changed(self._known)
        return self._known

    def _newest(self, connection: Connection) -> int:
        rows = schema().tables["history"].c
        query = select(rows.seq, rows.table, rows.before, rows.after).where(rows.institute == self._institute)
        below: int | None = None
        while True:
            later = query if below is None else query.where(rows.seq < below)
            some = connection.execute(later.order_by(rows.seq.desc()).limit(_AT_ONCE)).all()
            if not some:
                return 0
            for seq, table, before, after in some:
                if self._may_read(table, before, after):
                    return int(seq)
            below = some[-1].seq

    def _restored(self, connection: Connection) -> int:
        """Return the number at which a backup was last brought back, 0 if none was."""
        rows = schema().tables["restoration"].c
        query = select(func.max(rows.seq)).where(rows.institute == self._institute)
        return connection.scalar(query) or 0

    def _after(self, connection: Connection, since: int, start: int) -> tuple[int, Changed]:
        """Look at what comes after `start`; between `since` and there is nothing for this viewer."""
        restored = self._restored(connection)
        if restored > since:  # what went and what came back with it stands in no history
            return max(restored, self._newest(connection)), dict.fromkeys(self._reaches, ())
        rows = schema().tables["history"].c
        query = select(rows.seq, rows.table, rows.record, rows.before, rows.after).where(
            rows.institute == self._institute, rows.seq > start, rows.table.in_(self._reaches)
        )
        newest, found = since, dict[str, set[str]]()
        for seq, table, record, before, after in connection.execute(query.order_by(rows.seq)):
            if self._may_read(table, before, after):
                newest = seq
                found.setdefault(table, set()).add(record)
        return newest, {table: tuple(sorted(ids)) for table, ids in found.items()}

    def _may_read(
        self, table: str, before: dict[str, object] | None, after: dict[str, object] | None
    ) -> bool:
        """Return whether a change concerns the viewer: what came, what changed, and what went from them."""
        reach = self._reaches.get(table, NOTHING)
        return reach == EVERYTHING or any(lies_within(state, reach) for state in (before, after))


def clock_reader(engine: Engine, institute: str) -> Callable[[], int]:
    """Return a function that reads the clock by the driver itself: no transaction, no parsing."""
    clock = schema().tables["clock"]
    query = select(clock.c.seq).where(clock.c.institute == institute)
    words = str(query.compile(dialect=engine.dialect, compile_kwargs={"literal_binds": True}))

    def read() -> int:
        with plainly(engine.url):
            connection = engine.raw_connection()
            try:
                cursor = connection.cursor()
                cursor.execute(words)
                row = cursor.fetchone()
                cursor.close()
            finally:
                connection.close()
        return int(row[0]) if row else 0

    return read


def _reaches(viewer: Viewer) -> dict[str, Reach]:
    """Return what the viewer may read of each table, without those of which they may read nothing."""
    reaches = {table: readable(viewer, kind) for table, kind in KINDS.items()}
    return {table: reach for table, reach in reaches.items() if reach != NOTHING}
