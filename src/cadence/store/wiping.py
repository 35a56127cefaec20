"""Wiping from the disk what was erased from the tables: free pages, the write-ahead log, dead rows."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from cadence.errors import StoreError
from cadence.store.copying import sole
from cadence.store.engine import plainly


@contextmanager
def overwriting(engine: Engine) -> Iterator[Connection]:
    """Lend a transaction alone with the database, in which what is deleted is overwritten (SQLite)."""
    with sole(engine) as connection:
        if engine.dialect.name == "sqlite":
            connection.exec_driver_sql("PRAGMA secure_delete=ON")
        yield connection


def wipe(engine: Engine) -> None:
    """Write the database's files anew, so that they hold nothing but what the tables hold.

    Raises
    ------
    StoreError
        Another program reads or writes and would not let go: the tables are clean, the disk is not yet.
    """
    with plainly(engine.url), engine.connect() as connection:
        alone = connection.execution_options(isolation_level="AUTOCOMMIT")
        if engine.dialect.name == "sqlite":
            _wipe_sqlite(alone)
        else:
            _wipe_postgres(alone)


def _wipe_sqlite(connection: Connection) -> None:
    driver = connection.connection.driver_connection
    assert driver is not None
    driver.execute("VACUUM")
    busy, *_ = driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    if busy:
        raise StoreError(
            "Another program holds the database open, so that its log still holds what was erased.",
            "Close notebooks and servers that use it.",
        )


def _wipe_postgres(connection: Connection) -> None:
    connection.exec_driver_sql("VACUUM (FULL, ANALYZE)")
    with suppress(DBAPIError):  # the server's own tables of samples belong to its administrator
        connection.exec_driver_sql("VACUUM FULL pg_statistic")
    with suppress(DBAPIError):
        connection.exec_driver_sql("CHECKPOINT")
