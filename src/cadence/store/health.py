"""Examining a database from the outside in; what is safe to mend is mended on demand.

Safe are: closing the file to others, building indexes anew, and setting the clock past the last change.
Nothing that people entered is ever altered. The tables are not migrated by looking at them.
"""

from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Connection, Engine, func, inspect, select

from cadence.errors import StoreError
from cadence.store.engine import make_engine, transaction
from cadence.store.file_health import examine_file, examine_pages
from cadence.store.finding import Finding
from cadence.store.migrate import is_known, version_of
from cadence.store.row_health import Rows
from cadence.store.schema import HEAD, schema


def examine(address: str, institute: str = "default", *, repair: bool = False) -> list[Finding]:
    """Return what was found at an SQLAlchemy address, as far as could be looked."""
    findings: list[Finding] = []
    try:
        engine = make_engine(address)
        try:
            for finding in _examine(engine, institute, repair):
                findings.append(finding)
        finally:
            engine.dispose()
    except StoreError as refusal:
        findings.append(Finding("database", "ill", refusal.message, refusal.remedy))
    return findings


def clock_of(address: str) -> int | None:
    """Return the count of changes at an address, as it stands; None where it cannot be read."""
    try:
        engine = make_engine(address)
        try:
            if engine.dialect.name == "sqlite" and not Path(engine.url.database or "").is_file():
                return None  # looking must not make one
            with transaction(engine) as connection:
                return connection.scalar(select(func.max(schema().tables["clock"].c.seq))) or 0
        finally:
            engine.dispose()
    except StoreError:
        return None


def _examine(engine: Engine, institute: str, repair: bool) -> Iterator[Finding]:
    sqlite, name = engine.dialect.name == "sqlite", engine.url.database
    if sqlite and name and name != ":memory:":
        yield from examine_file(Path(name), repair=repair)
        if not Path(name).is_file():  # looking must not make one
            return
    if sqlite:
        yield from examine_pages(engine, repair=repair)
    with transaction(engine, writes=repair) as connection:
        version = version_of(connection)
        if not sqlite:
            yield Finding("database", "well", f"{engine.url.render_as_string()} answers")
        lacking = _lacking(connection) if version == HEAD else []
        yield _incomplete(lacking) if lacking else _version(version)
        if version == HEAD and not lacking:
            yield from Rows(connection, institute).examine(repair=repair)


def _lacking(connection: Connection) -> list[str]:
    """Return the columns that the tables should have and have not, as `table.column`."""
    there = inspect(connection)
    names = {table: {each["name"] for each in there.get_columns(table)} for table in there.get_table_names()}
    return [
        f"{table.name}.{column.name}"
        for table in schema().tables.values()
        for column in table.columns
        if column.name not in names.get(table.name, ())
    ]


def _incomplete(lacking: list[str]) -> Finding:
    words = f"They say that they are of version {HEAD}, and lack {', '.join(lacking)}."
    return Finding(
        "tables", "ill", words, "Bring back a backup into a new folder: cadence restore FILE --to NEW"
    )


def _version(version: str | None) -> Finding:
    if version == HEAD:
        return Finding("tables", "well", f"of version {HEAD}, as this version of Cadence wants them")
    if version is None:
        return Finding("tables", "remark", "There are none yet.", "The next command makes them.")
    if is_known(version):
        words = f"They are of version {version}, older than {HEAD}."
        return Finding("tables", "remark", words, "The next command brings them up to date and keeps a copy.")
    words = f"They are of version {version}; this version of Cadence knows up to {HEAD}."
    return Finding("tables", "ill", words, "Install a newer one: pip install --upgrade cadence")
