"""Connections as they were measured safe: every write transaction takes its lock at its first word.

SQLite: write-ahead log, synchronous=FULL, 30 s of patience, and `BEGIN IMMEDIATE` where something
will be written. The driver's own transactions lost updates without a word, and a deferred BEGIN
failed 'database is locked'. On PostgreSQL the clock's row is the lock; it is waited for as long, and
each statement sees what was committed before it, whatever the server is set to.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from json import JSONEncoder
from typing import Any

from pydantic_core import from_json
from sqlalchemy import URL, Connection, Engine, StaticPool, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from cadence.errors import StoreError

_ENCODER = JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"))

_RESTORE = "Bring back a backup into a new folder: cadence restore FILE --to NEW"
PATIENCE = 30  # seconds to wait for another writer
PRAGMAS = ("journal_mode=WAL", "synchronous=FULL")


def make_engine(address: str) -> Engine:
    """Return an engine for an address, or refuse one that Cadence cannot use."""
    url = _understood(address)
    options: dict[str, Any] = {
        "json_serializer": _ENCODER.encode,
        "json_deserializer": from_json,
        "hide_parameters": True,  # errors would quote what people answered
    }
    if url.get_backend_name() == "postgresql":
        options["isolation_level"] = "READ COMMITTED"
    if url.get_backend_name() == "sqlite" and url.database in (None, "", ":memory:"):
        options |= {"poolclass": StaticPool, "connect_args": {"check_same_thread": False}}
    try:
        engine = create_engine(url, **options)
    except ModuleNotFoundError as missing:
        raise StoreError(
            f"PostgreSQL needs the package '{missing.name}', which is not installed.",
            "Install it: pip install 'cadence[postgres]' (in a checkout: python3 run.py setup test)",
        ) from missing
    if engine.dialect.name == "sqlite":
        event.listen(engine, "do_connect", _be_private)
        event.listen(engine, "connect", _prepare)
        event.listen(engine, "begin", _begin)
    else:
        event.listen(engine, "connect", _be_patient)
    return engine


@contextmanager
def transaction(engine: Engine, *, writes: bool = False) -> Iterator[Connection]:
    """Run one transaction; what the database refuses comes out as a `StoreError`."""
    with plainly(engine.url), engine.connect() as connection:
        with connection.execution_options(writes=writes).begin():
            yield connection


@contextmanager
def plainly(url: URL) -> Iterator[None]:
    """Turn the database's own errors into one that says which database and what to do."""
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        where = (
            url.database
            if url.get_backend_name() == "sqlite"
            else url.set(drivername="postgresql").render_as_string()
        )
        reason = str(getattr(error, "orig", error)).strip().splitlines()[0]
        raise StoreError(f"The database {where} cannot be used: {reason}.", _remedy(reason)) from error


def _remedy(reason: str) -> str:
    for words, remedy in {
        "unable to open": "Check that its folder exists and that you may write there.",
        "readonly": "Give yourself the right to write the file and its folder.",
        "not a database": _RESTORE,
        "malformed": _RESTORE,
        "disk I/O": "Its disk is full, or broken. Free some space; then look at it: cadence doctor",
        "full": "Free some disk space; what was saved before is safe.",
        "has moved": "Its new address stands in institute.toml; start again whatever had the old one open.",
        "no such": "Its tables do not fit this version of Cadence: cadence doctor says more.",
        "lock": "Another program has held it for long. Close that program and try again.",
    }.items():
        if words in reason:
            return remedy
    return "Check its address (under `database` in institute.toml), and that the database is running."


def _understood(address: str) -> URL:
    scheme, slashes, file = address.partition(":///")
    if slashes and scheme == "sqlite":  # the rest is the file's name, question marks and all
        return URL.create("sqlite", database=file)
    try:
        url = make_url(address)
        backend = url.get_backend_name()
    except (ArgumentError, NoSuchModuleError, ValueError) as error:  # a port that is no number
        raise StoreError(f"'{address}' is not a database address.", _ADDRESSES) from error
    if backend != "postgresql" and url.drivername not in ("sqlite", "sqlite+pysqlite"):
        raise StoreError(f"Cadence does not keep an institute in {url.drivername}.", _ADDRESSES)
    return url.set(drivername="postgresql+psycopg") if backend == "postgresql" else url


_ADDRESSES = "Use sqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME."


def _be_private(dialect: object, record: object, given: list[str], named: dict[str, Any]) -> None:
    """Make the file of a new database one that its owner alone may open.

    Its log inherits that. What is wrong with the place, SQLite says in a moment.
    """
    if given[0] != ":memory:":
        with suppress(OSError):
            os.close(os.open(given[0], os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


def _prepare(connection: Any, record: object) -> None:
    connection.isolation_level = None  # the driver keeps its hands off transactions
    cursor = connection.cursor()
    for pragma in (f"busy_timeout={PATIENCE * 1000}", *PRAGMAS):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _be_patient(connection: Any, record: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SET lock_timeout = '{PATIENCE}s'")
    connection.commit()


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
