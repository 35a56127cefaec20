"""Erasing a person or a closed cycle: what it would take, doing it, and what still holds it elsewhere."""

import shutil
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy import Engine

from cadence.content.kept import forget_kept
from cadence.errors import StoreError, writing
from cadence.institute import Institute
from cadence.keeping.archive import FLOOR, INVITES, PACKETS, kept_files
from cadence.keeping.backup import shelf_of
from cadence.keeping.files import files_to_erase
from cadence.store.belonging import Erased
from cadence.store.copies import copies_of
from cadence.store.copying import opened
from cadence.store.engine import transaction
from cadence.store.erasure import Toll, erase, known_erasures
from cadence.store.scrub import pattern
from cadence.store.wiping import overwriting, wipe

_INSTITUTE = "default"


class _OnlyAsked(Exception):
    """Ends a transaction that was run to see what it would do."""


@dataclass(frozen=True)
class Elsewhere:
    """What erasing in the database does not reach: backups, packets, and files that people wrote."""

    backups: tuple[Path, ...]
    packets: tuple[Path, ...]
    files: tuple[Path, ...]


def foreseen(house: Institute, erased: Erased) -> Toll:
    """Return what an erasure would take, by doing it and taking it back."""
    toll = Toll()
    with opened(house.database_url) as engine, suppress(_OnlyAsked), overwriting(engine) as connection:
        files = files_to_erase(connection, _INSTITUTE, house.root, erased)
        toll = replace(erase(connection, _INSTITUTE, erased), files=len(files))
        raise _OnlyAsked
    return toll


def carry_out(house: Institute, erased: Erased, words: Iterable[str]) -> Toll:
    """Erase for good: rows, history, free pages, logs; and remember it for the day a backup is restored.

    `words` are the names and addresses to look for in what Cadence keeps aside from the database.

    Raises
    ------
    StoreError
        The database cannot be written, or another program keeps it from being wiped; the same command
        once more goes on from there.
    """
    with writing(shelf_of(house).folder, "Nothing was erased."):
        shelf_of(house).note_erased(erased.ids)
    with opened(house.database_url) as engine:
        with overwriting(engine) as connection:
            files = files_to_erase(connection, _INSTITUTE, house.root, erased)
            toll = replace(erase(connection, _INSTITUTE, erased), files=len(files))
            _delete(files)  # before the rows stop saying whose they are
        _wipe(engine)
    names = pattern(word for word in words if word)
    forget_kept(lambda text: names is not None and names.search(text) is not None)
    return toll


def _delete(files: Iterable[Path]) -> None:
    for path in files:
        with writing(path, "Nothing was erased from the tables."):
            path.unlink(missing_ok=True)


def _wipe(engine: Engine) -> None:
    """Clear the disk of what the tables hold no more, or say how that can be made up for."""
    try:
        wipe(engine)
    except StoreError as refusal:
        raise StoreError(
            f"It is erased from the tables, and not yet wiped from the disk. {refusal.message}",
            f"{refusal.remedy} Then run the same command again, with the id.",
        ) from refusal


def elsewhere(house: Institute, words: Iterable[str]) -> Elsewhere:
    """Return the files that still hold, or may hold, what was erased."""
    names = pattern(word for word in words if word)
    shelf = (path for path, _ in shelf_of(house).standing())
    backups = (*shelf, *copies_of(house.database_url))
    packets = tuple(path for path in (house.root / PACKETS).rglob("*") if path.is_file())
    readable = [*kept_files(house.root), *house.root.glob(FLOOR)]
    named = [path for path in readable if names and names.search(_text(path))]
    invites = sorted((house.root / INVITES).glob("*"))  # paper cannot be searched
    return Elsewhere(backups, packets, (*named, *invites))


def is_erased(house: Institute, id: str) -> bool:
    """Return whether something was erased under this id (`person:...`, `cycle:...`)."""
    with opened(house.database_url) as engine, transaction(engine) as connection:
        return id in known_erasures(connection, _INSTITUTE)


def delete_packets(house: Institute) -> None:
    """Delete every packet; they are made from the database and can be made again."""
    for each in (house.root / PACKETS).iterdir():
        shutil.rmtree(each) if each.is_dir() else each.unlink()


def _text(path: Path) -> str:
    return path.read_text("utf-8", errors="replace")
