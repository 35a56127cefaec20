"""A database as lines of text, out of one kind of database and into any other.

A table is a line of JSON for each row, in the order of its key, so that the same rows give the same
bytes on SQLite and on PostgreSQL and two databases can be compared by their digests. Tables are taken as
they stand in the database and not from the model: what an older version wrote is copied as it is, and
brought up to date where it arrives.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from itertools import islice
from json import JSONEncoder
from typing import Any

from pydantic_core import from_json
from sqlalchemy import (
    JSON,
    Connection,
    Date,
    DateTime,
    Engine,
    Float,
    MetaData,
    Table,
    Text,
    collate,
    event,
    select,
    text,
)
from sqlalchemy.types import TypeEngine

from cadence.store.engine import make_engine, plainly, transaction
from cadence.store.migrate import bring_up_to_date, migrate
from cadence.store.schema import VERSION_TABLE, Moment

_AT_ONCE = 1000  # rows
_JSON = JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"))

Lines = tuple[Sequence[str], Iterable[bytes]]
"""The names of columns, and rows of their values."""


@dataclass(frozen=True)
class Extent:
    """How many rows a table has, and the SHA-256 of its lines."""

    rows: int
    sha256: str


@contextmanager
def opened(address: str) -> Iterator[Engine]:
    """Lend an institute's database, its tables brought up to date."""
    engine = make_engine(address)
    try:
        bring_up_to_date(engine, "default")
        yield engine
    finally:
        engine.dispose()


@contextmanager
def snapshot(engine: Engine) -> Iterator[Connection]:
    """Lend a connection that sees the database as it is now, whatever others write meanwhile."""
    with plainly(engine.url), engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            connection.execution_options(isolation_level="REPEATABLE READ")
        with connection.begin():
            yield connection


@contextmanager
def sole(engine: Engine) -> Iterator[Connection]:
    """Lend a transaction during which nobody else can write to the institute; they wait until it ends."""
    with transaction(engine, writes=True) as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text("LOCK TABLE clock IN SHARE ROW EXCLUSIVE MODE"))
        yield connection


def tables(connection: Connection) -> dict[str, Table]:
    """Return the tables as they stand in the database, by name."""
    metadata = MetaData()
    event.listen(metadata, "column_reflect", _as_kept)
    metadata.reflect(connection)
    return {name: metadata.tables[name] for name in sorted(metadata.tables) if name != VERSION_TABLE}


def _as_kept(inspector: object, table: Table, column: Any) -> None:
    if isinstance(column["type"], DateTime):
        column["type"] = Moment()
    elif isinstance(column["type"], JSON):
        column["type"] = JSON(none_as_null=True)


def lines(connection: Connection, table: Table) -> Iterator[bytes]:
    """Yield each row as a line of JSON: the values in the order of the columns' names."""
    order = [collate(key, "C") if _is_postgres_text(connection, key) else key for key in table.primary_key]
    columns = columns_of(table)
    query = select(*(table.c[name] for name in columns)).order_by(*order)
    for row in connection.execute(query, execution_options={"yield_per": _AT_ONCE}):
        yield _JSON.encode([_plain(value) for value in row]).encode() + b"\n"


def columns_of(table: Table) -> list[str]:
    """Return the names of a table's columns in the order in which lines hold them."""
    return sorted(table.c.keys())


def extent(written: Iterable[bytes]) -> Extent:
    """Return how many lines there are, and their digest."""
    digest, rows = sha256(), 0
    for line in written:
        digest.update(line)
        rows += 1
    return Extent(rows, digest.hexdigest())


def extents(connection: Connection) -> dict[str, Extent]:
    """Return the extent of every table."""
    return {name: extent(lines(connection, table)) for name, table in tables(connection).items()}


def empty(connection: Connection) -> None:
    """Drop every table of Cadence."""
    metadata = MetaData()
    metadata.reflect(connection)
    metadata.drop_all(connection)


def fill(connection: Connection, version: str, written: Mapping[str, Lines]) -> None:
    """Make the tables of a version, put lines (with the names of their columns) into them, and migrate.

    The database holds no tables yet. Raises ValueError, KeyError or TypeError where lines do not fit.
    """
    migrate(connection, version)
    made = tables(connection)
    for name, (columns, rows) in written.items():
        _insert(connection, made[name], columns, rows)
    migrate(connection)


def _insert(connection: Connection, table: Table, columns: Sequence[str], written: Iterable[bytes]) -> None:
    readers = [_reader(table.c[name].type) for name in columns]
    rows = (
        {name: read(value) for name, read, value in zip(columns, readers, from_json(line), strict=True)}
        for line in written
    )
    while some := list(islice(rows, _AT_ONCE)):
        connection.execute(table.insert(), some)


def _is_postgres_text(connection: Connection, column: Any) -> bool:
    return connection.dialect.name == "postgresql" and isinstance(column.type, Text)


def _plain(value: object) -> object:
    match value:
        case date():  # and datetime
            return value.isoformat()
        case float():
            return value + 0.0  # SQLite knows no -0.0
        case _:
            return value


def _reader(kind: TypeEngine[Any]) -> Callable[[Any], Any]:
    """Return what turns a value of a line into one of a column."""
    match kind:
        case Moment():
            return _unless_empty(datetime.fromisoformat)
        case Date():
            return _unless_empty(date.fromisoformat)
        case Float():
            return _unless_empty(float)
        case _:
            return lambda value: value


def _unless_empty(read: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda value: None if value is None else read(value)
