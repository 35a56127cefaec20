"""Copies of a database file as it was before its tables were brought to a newer version."""

import sqlite3
from contextlib import closing
from glob import escape
from pathlib import Path

from sqlalchemy import Connection

from cadence.errors import StoreError
from cadence.whole import whole

_MARK = ".before-"


def keep_a_copy(connection: Connection, version: str) -> Path | None:
    """Copy the file of an SQLite database that is about to be changed, and return where the copy lies.

    The connection holds the lock for writing, so nothing is written meanwhile. The copy appears
    whole or not at all, and for its owner's eyes alone. None where there is no file: PostgreSQL
    keeps what was there until the change is whole.
    """
    file = connection.engine.url.database
    if connection.dialect.name != "sqlite" or file in (None, "", ":memory:"):
        return None
    copy = Path(file).with_name(f"{Path(file).name}{_MARK}{version}")
    try:
        with whole(copy, private=True) as written:
            written.write(_as_committed(file))
    except OSError as error:
        raise StoreError(
            f"The database {file} is older, and no copy of it can be kept first: {error.strerror}.",
            "Make room, or move it to a folder that can be written. Nothing was changed.",
        ) from error
    return copy


def copies_of(address: str) -> list[Path]:
    """Return the copies that were kept of the database file at an address; they hold all that it held."""
    scheme, _, name = address.partition(":///")
    if scheme != "sqlite" or not name:
        return []
    file = Path(name)
    return sorted(file.parent.glob(f"{escape(file.name)}{_MARK}*"))


def _as_committed(file: str) -> bytes:
    """Return the bytes of a database with its write-ahead log worked in, whoever has it open."""
    with closing(sqlite3.connect(f"{Path(file).absolute().as_uri()}?mode=ro", uri=True)) as source:
        with closing(sqlite3.connect(":memory:")) as target:
            source.backup(target)
            return target.serialize()
