"""Making a backup: everything, as of one moment, whole or not at all, and read back before it counts."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from io import BytesIO
from itertools import chain, count
from pathlib import Path
from typing import BinaryIO

from cadence.errors import CadenceError, writing
from cadence.institute import Institute
from cadence.keeping.archive import Manifest, pack
from cadence.keeping.opening import opened_backup
from cadence.keeping.sealing import sealed
from cadence.keeping.shelf import ENDING, FOLDER, Entry, Shelf
from cadence.store.copying import opened, snapshot
from cadence.whole import AN_HOUR, sweep, whole


def shelf_of(house: Institute) -> Shelf:
    """Return the shelf of an institute's backups."""
    return Shelf(house.root / FOLDER)


def default_file(house: Institute, today: date, what: str = "") -> Path:
    """Return a name for a backup of today that nothing has yet; `what` says what it is for."""
    base = house.root / FOLDER / f"{house.root.name}-{today}{what}"
    more = (f"-{number}" for number in count(2))
    names = (base.with_name(f"{base.name}{ending}{ENDING}") for ending in chain([""], more))
    return next(name for name in names if not name.exists())


def back_up(
    house: Institute,
    file: Path,
    *,
    passphrase: str | None = None,
    packets: bool = False,
    told: Callable[[str], None] = lambda name: None,
) -> Entry:
    """Write an institute into one file while others go on working, read it back, and note it in the index.

    With a passphrase the file is sealed; without, whoever has it can read it. `told` hears what is
    being written.

    Raises
    ------
    CadenceError
        The file is there already, cannot be written, or did not prove readable; nothing is left of it.
    """
    if file.exists():
        raise CadenceError(f"{file} is there already.", "Name another file; a backup is never overwritten.")
    with _written(file), opened(house.database_url) as engine, snapshot(engine) as connection:
        with whole(file, private=True) as out:
            plain = BytesIO() if passphrase is not None else out
            pack(plain, house.root, house.settings.name, connection, packets=packets, told=told)
            if passphrase is not None and isinstance(plain, BytesIO):
                told("the seal, which takes some seconds")
                out.write(sealed(plain.getvalue(), passphrase))
            entry = _entry(_read_back(out, passphrase), file, out, passphrase is not None)
            shelf_of(house).put(file, entry)  # before the file is there: both, or neither
    return entry


def _read_back(out: BinaryIO, passphrase: str | None) -> Manifest:
    out.flush()
    with opened_backup(Path(out.name), passphrase) as archive:
        return archive.manifest


def _entry(manifest: Manifest, file: Path, out: BinaryIO, is_sealed: bool) -> Entry:
    size = Path(out.name).stat().st_size
    return Entry(file=str(file), created=manifest.created, seq=manifest.seq, sealed=is_sealed, bytes=size)


@contextmanager
def _written(file: Path) -> Iterator[None]:
    """Say which file the disk refuses, and clear what an earlier, killed run left beside it."""
    with writing(file, "There is no new backup; the old ones stand."):
        if file.parent.is_dir():
            sweep(file.parent, untouched=AN_HOUR)
        yield
