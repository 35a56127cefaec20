"""How the file of an SQLite database is: there, private, with room to grow, and whole."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Engine

from cadence.store.engine import transaction
from cadence.store.finding import Finding
from cadence.store.telling import how_large

ROOM = 100 * 2**20  # bytes that should be free
_RESTORE = "Stop all that uses it, and bring back a backup: cadence restore FILE --to NEW"
_INDEXES = ("row ", "wrong # of entries in index", "non-unique entry in index")


def examine_file(file: Path, *, repair: bool) -> Iterator[Finding]:
    """Yield what can be told of the file without opening it."""
    if not file.is_file():
        yield Finding("file", "ill", f"There is no file {file}.", "Name it in institute.toml.")
        return
    size = file.stat().st_size
    yield Finding("file", "well", f"{file}, {how_large(size)}")
    yield _rights(file)
    yield from _privacy(file, repair)
    yield _room(file.parent, size)


def examine_pages(engine: Engine, *, repair: bool) -> Iterator[Finding]:
    """Yield whether the database's pages and indexes hold together, and how it writes."""
    with transaction(engine) as connection:
        mode = str(connection.exec_driver_sql("PRAGMA journal_mode").scalar())
        complaints = [str(row[0]) for row in connection.exec_driver_sql("PRAGMA integrity_check(20)")]
    if mode in ("wal", "memory"):
        yield Finding("journal", "well", "changes go through the write-ahead log")
    else:
        yield Finding(
            "journal", "ill", f"The journal is '{mode}' and not 'wal': readers wait for writers.",
            "Keep the file on a disk of this computer, not on a network share.",
        )  # fmt: skip
    if complaints == ["ok"]:
        yield Finding("pages", "well", "every page and index holds together")
    else:
        yield _broken(engine, complaints, repair)


def _broken(engine: Engine, complaints: list[str], repair: bool) -> Finding:
    words = f"{complaints[0]}{f' and {len(complaints) - 1} more' if complaints[1:] else ''}."
    if not all(each.startswith(_INDEXES) for each in complaints):
        return Finding("pages", "ill", f"The file is damaged: {words}", _RESTORE)
    if repair:
        with transaction(engine, writes=True) as connection:
            connection.exec_driver_sql("REINDEX")
    words = f"An index does not fit its rows: {words}"
    return Finding("pages", "ill", words, "Build it anew: cadence doctor --repair", mended=repair)


def _rights(file: Path) -> Finding:
    missing = [str(each) for each in (file, file.parent) if not os.access(each, os.R_OK | os.W_OK)]
    if missing:
        return Finding(
            "rights",
            "ill",
            f"You may not write {' and '.join(missing)}.",
            "Ask its owner for that right.",
        )
    return Finding("rights", "well", "you may read and write it")


def _privacy(file: Path, repair: bool) -> Iterator[Finding]:
    if os.name != "posix":
        return
    if not file.stat().st_mode & 0o077:
        yield Finding("privacy", "well", "nobody else on this computer can open it")
        return
    if repair:
        for each in (file, *(file.with_name(file.name + end) for end in ("-wal", "-shm"))):
            if each.exists():
                each.chmod(0o600)
    words = "Others who use this computer can open it, with all that people answered."
    yield Finding("privacy", "remark", words, "Close it to them: cadence doctor --repair", mended=repair)


def _room(folder: Path, size: int) -> Finding:
    free = shutil.disk_usage(folder).free
    words = f"{how_large(free)} are free on its disk"
    if free < max(ROOM, 2 * size):
        return Finding("room", "remark", f"Only {words}.", "Make room before the next session.")
    return Finding("room", "well", words)
