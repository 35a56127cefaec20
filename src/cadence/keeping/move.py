"""Moving an institute from one database to another: all of it, and nothing that was saved is left behind.

Nobody can write while the rows are copied and compared. Then the old database is retired, so that whoever
had it open is refused rather than saved where nobody looks any more, and institute.toml names the new one.
Stopped at any point, the same command goes on from there.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect

from cadence.errors import StoreError, writing
from cadence.institute import Institute
from cadence.institute.check import FILE
from cadence.institute.institute import address_of
from cadence.institute.rewrite import rehearse, set_database
from cadence.store.copying import (
    Extent,
    columns_of,
    empty,
    extents,
    fill,
    lines,
    opened,
    snapshot,
    sole,
    tables,
)
from cadence.store.engine import make_engine, transaction
from cadence.store.migrate import version_of
from cadence.store.retiring import is_retired, reinstate, retire

Extents = dict[str, Extent]
_HALF = "The other database has all rows, and until this file names it nobody can save anything."


def check_move(house: Institute, address: str) -> Extents:
    """Return what would be moved, and refuse a place that would not do, without changing anything.

    Raises
    ------
    StoreError
        The other database cannot be reached or holds something already.
    """
    with opened(house.database_url) as source, snapshot(source) as there:
        standing = extents(there)
    with _other(house, address) as target:
        if not _is_file_to_be(target):
            with transaction(target) as here:
                _refuse_occupied(here, standing)
    return standing


def move(house: Institute, address: str) -> Extents:
    """Move an institute's database to another address; the old one keeps its rows and is written no more.

    Raises
    ------
    StoreError
        The other database cannot be reached, holds something already, or did not take every row as it
        was; the institute stays where it is.
    """
    file = house.root / FILE
    with writing(file, "Nothing was moved."):
        rehearse(file)
    with opened(house.database_url) as source, _other(house, address) as target, sole(source) as there:
        standing = extents(there)
        with transaction(target, writes=True) as here:
            _copy(there, here, standing)
        if not is_retired(there):
            retire(there)
    with writing(file, _HALF, "See to it, and run the same command again."):
        set_database(file, address)
    return standing


@contextmanager
def _other(house: Institute, address: str) -> Iterator[Engine]:
    """Lend the database at the address, which must be another one than the institute's."""
    whole = address_of(address, house.root)
    engine, present = make_engine(whole), make_engine(house.database_url)
    try:
        if engine.url == present.url:
            raise StoreError("The institute is in that database already.", "There is nothing to move.")
        yield engine
    finally:
        engine.dispose()
        present.dispose()


def _is_file_to_be(engine: Engine) -> bool:
    file = engine.url.database if engine.dialect.name == "sqlite" else None
    return file is not None and not Path(file).exists() and Path(file).parent.is_dir()


def _copy(there: Connection, here: Connection, standing: Extents) -> None:
    if _refuse_occupied(here, standing):
        empty(here)
        rows = {name: (columns_of(table), lines(there, table)) for name, table in tables(there).items()}
        fill(here, version_of(there) or "", rows)
    reinstate(here)
    if extents(here) != standing:
        raise StoreError(
            "The other database did not take every row as it was. The institute stays where it is.",
            "See to it that the other database keeps text as UTF-8.",
        )


def _refuse_occupied(here: Connection, standing: Extents) -> bool:
    """Return whether a database is empty; one that holds just this is taken as it is."""
    if not inspect(here).get_table_names():
        return True
    found = extents(here) if version_of(here) else {}
    if found == standing:
        return False
    if found and not sum(each.rows for name, each in found.items() if name != "clock"):
        return True
    raise StoreError(
        "The other database holds something already, and nothing is ever written over.",
        "Name an empty one, or a new file.",
    )
