"""Serving from a database alone: one server for an institute, wherever it runs."""

from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256

from sqlalchemy import Connection, Engine, text

from cadence.errors import StoreError
from cadence.store.engine import plainly


@contextmanager
def alone(engine: Engine, institute: str) -> Iterator[None]:
    """Hold the mark that a server uses this institute's database; it goes with the connection.

    On PostgreSQL it is a lock in the database, which machines share; a file's server is known by the mark
    in its folder.

    Raises
    ------
    StoreError
        Another server holds it.
    """
    if engine.dialect.name != "postgresql":
        yield
        return
    with plainly(engine.url), engine.connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT")  # no transaction stays open for it
        if not _taken(connection, _key(institute)):
            raise StoreError(
                "This institute is served already, from another folder or another machine.",
                "End the server there first: what is remembered of a room is in one server alone.",
            )
        try:
            yield
        finally:
            connection.invalidate()  # the lock ends with the connection


def _taken(connection: Connection, key: int) -> bool:
    """Take the lock; a server that was just ended has a few seconds to let go of it."""
    for _ in range(10):
        if connection.scalar(text("SELECT pg_try_advisory_lock(:key)"), {"key": key}):
            return True
        connection.execute(text("SELECT pg_sleep(0.3)"))
    return False


def _key(institute: str) -> int:
    digest = sha256(f"cadence serve {institute}".encode()).digest()
    return int.from_bytes(digest[:8], "big", signed=True)
