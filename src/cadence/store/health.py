"""Examining a database from the outside in; what is safe to mend is mended on demand.

Safe are: closing the file to others, building indexes anew, and setting the clock past the last change.
Nothing that people entered is ever altered. The tables are not migrated by looking at them.
"""

from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Engine

from cadence.errors import StoreError
from cadence.store.engine import make_engine, transaction
from cadence.store.file_health import examine_file, examine_pages
from cadence.store.finding import Finding
from cadence.store.migrate import is_known, version_of
from cadence.store.row_health import Rows
from cadence.store.schema import HEAD


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
        yield _version(version)
        if version == HEAD:
            yield from Rows(connection, institute).examine(repair=repair)


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
