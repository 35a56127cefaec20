"""Bringing a backup back: into a new folder, or in place of what stands; whole, or nothing has happened.

A new folder is built under another name and takes its own at the end. In place, the backup is first laid
into the institute's folder with a plan beside it: from then on nobody opens the institute, and whoever
runs the command again brings it to its end, however often it is stopped. The database changes in one
transaction, for which those who write meanwhile wait.
"""

import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from pydantic import BaseModel, ConfigDict
from sqlalchemy import Connection, Engine, func, insert, select, update

from cadence.errors import CadenceError, NotFound, StoreError, writing
from cadence.institute import Institute
from cadence.institute.check import FILE
from cadence.institute.institute import RESTORING, address_of
from cadence.institute.rewrite import rehearse, set_database
from cadence.keeping.archive import kept_files
from cadence.keeping.opening import Archive, Unreadable, opened_backup
from cadence.model.record import new_id
from cadence.store.belonging import Erased
from cadence.store.copying import empty, fill, opened
from cadence.store.engine import make_engine, transaction
from cadence.store.erasure import erase, known_erasures
from cadence.store.schema import schema
from cadence.store.telling import how_large
from cadence.store.wiping import overwriting, wipe
from cadence.whole import whole, write_whole

DATABASE = "cadence.sqlite"
_BACKUP = "backup.zip"
_INSTITUTE = "default"
_TABLES = 2 << 20  # bytes that tables and their log take with hardly anything in them


class Plan(BaseModel):
    """What is being brought back: under which id, into which database, and what is erased again in it."""

    model_config = ConfigDict(frozen=True)

    id: str
    database: str
    erased: tuple[str, ...]


def restore_new(archive: Archive, target: Path, erased: Iterable[str] = ()) -> Institute:
    """Make an institute in a new folder from a backup; its database is a file there, wherever it was before.

    Raises
    ------
    CadenceError
        The folder is there already and not empty, or cannot be written; nothing is left behind.
    """
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise CadenceError(f"{target} is there already.", "Name a new folder, or an empty one.")
    with writing(target, "Nothing of it is there."):
        _build(archive, target, erased)
    return Institute.open(target)


def _build(archive: Archive, target: Path, erased: Iterable[str]) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    _refuse_without_room(archive, target.parent)
    build = target.with_name(f".{target.name}.restoring")
    shutil.rmtree(build, ignore_errors=True)  # what a killed run left
    try:
        build.mkdir(mode=0o700)
        _put_files(archive, build, DATABASE)
        _make_rows(address_of(DATABASE, build), archive, Plan(id=new_id(), database="", erased=tuple(erased)))
        build.rename(target)
    finally:
        shutil.rmtree(build, ignore_errors=True)


def restore_in_place(house: Institute, archive: Archive, erased: Iterable[str] = ()) -> None:
    """Put a backup in place of an institute; its database stays where it is.

    The caller has made a backup of what stands. What was erased in what stands is erased again.
    """
    _refuse_without_room(archive, house.root)
    with opened(house.database_url) as engine, engine.connect() as connection:
        again = {*erased, *known_erasures(connection, _INSTITUTE)}
    plan = Plan(id=new_id(), database=house.settings.database, erased=tuple(sorted(again)))
    shutil.rmtree((house.root / RESTORING).parent, ignore_errors=True)
    with writing(house.root, "Nothing was changed."):
        rehearse(house.root / FILE)
        _begin(archive, house.root, plan)
    finish(house.root)


def _begin(archive: Archive, root: Path, plan: Plan) -> None:
    """Lay the backup and the plan into the institute's folder; from the plan on, the restore goes on."""
    stage = (root / RESTORING).parent
    try:
        stage.mkdir(mode=0o700)
        _lay(archive, stage / _BACKUP)
        write_whole(root / RESTORING, plan.model_dump_json().encode())
    except BaseException:
        shutil.rmtree(stage, ignore_errors=True)
        raise


def finish(root: Path) -> None:
    """Bring what was begun to its end; doing it once more changes nothing."""
    if not (root / RESTORING).exists():
        raise NotFound(f"No restore was stopped half-way in {root}.", "There is nothing to finish.")
    plan = Plan.model_validate_json((root / RESTORING).read_bytes())
    stage = (root / RESTORING).parent
    with _half_way(root), opened_backup(stage / _BACKUP) as archive:
        _put_rows(address_of(plan.database, root), archive, plan)
        _put_files(archive, root, plan.database)
    (root / RESTORING).unlink()
    shutil.rmtree(stage)


@contextmanager
def _half_way(root: Path) -> Iterator[None]:
    """Say, whatever is refused, that the restore waits to be finished."""
    left = "The restore is not at its end, and nobody can open the institute until it is."
    onward = f"Then: cadence restore --finish -i {root}"
    try:
        with writing(root, left, f"See to room and permissions. {onward}"):
            yield
    except StoreError as refusal:
        raise StoreError(f"{refusal.message} {left}", f"{refusal.remedy} {onward}") from refusal


def _lay(archive: Archive, path: Path) -> None:
    """Copy the backup, unsealed, to where it can be read without asking for the passphrase again."""
    source = archive.zip.fp
    assert source is not None
    source.seek(0)
    with whole(path, private=True) as out:
        shutil.copyfileobj(source, out)


@contextmanager
def _database(address: str) -> Iterator[Engine]:
    """Lend a database to load a backup into; rows that do not fit are refused in words."""
    engine = make_engine(address)
    try:
        yield engine
    except (ValueError, KeyError, TypeError) as error:
        raise Unreadable(f"The backup's rows do not fit its tables ({error}).", "Use another.") from error
    finally:
        engine.dispose()


def _make_rows(address: str, archive: Archive, plan: Plan) -> None:
    """Load a backup into a database that has nothing yet."""
    with _database(address) as engine:
        with transaction(engine, writes=True) as connection:
            _load(connection, archive, plan)
            _note(connection, plan, _seq(connection))
        _wipe(engine, plan)


def _put_rows(address: str, archive: Archive, plan: Plan) -> None:
    """Replace the rows of a database in one transaction, unless that has been done."""
    with _database(address) as engine:
        with overwriting(engine) as connection:
            if not _is_done(connection, plan):
                was = _seq(connection)
                empty(connection)
                _load(connection, archive, plan)
                _note(connection, plan, _outrun(connection, was))
        _wipe(engine, plan)


def _load(connection: Connection, archive: Archive, plan: Plan) -> None:
    fill(connection, archive.manifest.tables_at, archive.tables())
    erased = Erased.parse([*plan.erased, *known_erasures(connection, _INSTITUTE)])
    if erased.ids:
        erase(connection, _INSTITUTE, erased)


def _note(connection: Connection, plan: Plan, seq: int) -> None:
    """Write down that this backup was brought back, and at which number of the clock."""
    row = {"institute": _INSTITUTE, "id": plan.id, "at": datetime.now(UTC), "seq": seq}
    connection.execute(insert(schema().tables["restoration"]), row)


def _wipe(engine: Engine, plan: Plan) -> None:
    if plan.erased:
        wipe(engine)


def _is_done(connection: Connection, plan: Plan) -> bool:
    restoration = schema().tables["restoration"]
    return connection.scalar(select(restoration.c.id).where(restoration.c.id == plan.id)) is not None


def _seq(connection: Connection) -> int:
    return connection.scalar(select(func.max(schema().tables["clock"].c.seq))) or 0


def _outrun(connection: Connection, was: int) -> int:
    """Move the clock on past where it stood, so that every page notices the change; return where it is."""
    seq = max(was, _seq(connection)) + 1
    connection.execute(update(schema().tables["clock"]).values(seq=seq))
    return seq


def _put_files(archive: Archive, root: Path, database: str) -> None:
    """Write the backup's files into a folder, and remove those of their places that it does not have.

    institute.toml comes last and names the database that the folder has now.
    """
    for name in archive.manifest.files:
        if name != FILE:
            write_whole(root / name, archive.file(name))
    held = {root / name for name in archive.manifest.files}
    for path in list(kept_files(root)):
        if path not in held:
            path.unlink()
    write_whole(root / FILE, archive.file(FILE))
    set_database(root / FILE, database)


def _refuse_without_room(archive: Archive, folder: Path) -> None:
    free, needed = shutil.disk_usage(folder).free, 2 * archive.room + _TABLES
    if needed > free:
        raise CadenceError(
            f"The backup needs {how_large(needed)}, and {how_large(free)} are free.",
            "Make room first; nothing was changed.",
        )
