"""Full disks, and places that cannot be written: nothing is lost, and trying again works."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pytest

from cadence.errors import CadenceError, StoreError
from cadence.exchange.export import Asked, files_of, gather, put
from cadence.institute import Institute
from cadence.keeping.backup import back_up, shelf_of
from cadence.keeping.erasing import carry_out
from cadence.keeping.move import move
from cadence.keeping.opening import opened_backup
from cadence.keeping.restore import finish, restore_in_place, restore_new
from cadence.model import Person, Response
from cadence.store import Store, Viewer
from cadence.store.belonging import Erased

CUSTODIAN = Viewer("custodian")
NOW = datetime(2026, 11, 25, tzinfo=UTC)
SIZE = 8 << 20  # bytes
ONE_DISK = pytest.mark.parametrize("backend", ["sqlite"])
Everything = Callable[[Institute], Any]


def mount(*words: str) -> bool:
    return subprocess.run(["mount", *words], capture_output=True, check=False).returncode == 0


@pytest.fixture
def disk() -> Iterator[Path]:
    """Lend a small disk of its own, where anybody could reach it."""
    folder = Path(mkdtemp(prefix="cadence-disk-"))
    root = sys.platform == "linux" and os.geteuid() == 0 and shutil.which("mount")
    if not root or not mount("-t", "tmpfs", "-o", f"size={SIZE}", "none", str(folder)):
        folder.rmdir()
        pytest.skip("only root can mount a disk to fill")
    folder.chmod(0o755)
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)
    folder.rmdir()


def fill(disk: Path, leave: int) -> Path:
    """Fill a disk but for so many kilobytes, and return the file that does."""
    filler, free = disk / "filler", shutil.disk_usage(disk).free
    filler.write_bytes(bytes(max(free - leave * 1024, 0)))
    return filler


def on(disk: Path, house: Institute) -> Institute:
    """Return an institute put onto a disk."""
    return Institute.open(shutil.copytree(house.root, disk / "house"))


@pytest.fixture
def backup(peopled: Institute, tmp_path: Path) -> Path:
    file = tmp_path / "ref" / "ref.cadence"
    back_up(peopled, file)
    shutil.rmtree(peopled.root / "backups")
    return file


def restored(backup: Path, target: Path) -> Institute:
    with opened_backup(backup) as archive:
        return restore_new(archive, target)


def in_place(house: Institute, backup: Path) -> None:
    """Restore in place; what was stopped half-way is finished."""
    try:
        with opened_backup(backup) as archive:
            restore_in_place(Institute.open(house.root), archive)
    except CadenceError as refusal:
        if "stopped half-way" not in str(refusal):
            raise
        finish(house.root)


def exported(house: Institute, folder: Path) -> None:
    with Store.open(house.database_url) as store:
        parcel = gather(store.view(Viewer("facilitator")), Asked(), institute="R", now=NOW)
    put(folder, files_of(parcel, ["csv", "xlsx"]))


def forgotten(house: Institute) -> None:
    carry_out(house, Erased(people=frozenset({"ana"})), [])


def closed(house: Institute) -> None:
    carry_out(house, Erased(cycles=frozenset({1})), [])


def refused(do: Callable[[], object]) -> str:
    """Return what was said when something was refused, '' where it went well; anything but words fails."""
    try:
        do()
    except CadenceError as refusal:
        assert refusal.remedy
        return str(refusal)
    return ""


LEFT = [0, 60, 200, 900]  # kilobytes: from nothing to just enough for some


@ONE_DISK
@pytest.mark.parametrize("leave", LEFT)
def test_where_the_target_is_full_nothing_half_is_left_and_the_second_try_works(
    peopled: Institute, disk: Path, leave: int, backup: Path, everything: Everything
) -> None:
    before = everything(peopled)
    tries: dict[str, tuple[Callable[[], object], Path]] = {
        "backup": (lambda: back_up(peopled, disk / "a.cadence"), disk / "a.cadence"),
        "restore": (lambda: restored(backup, disk / "new"), disk / "new"),
        "export": (lambda: exported(peopled, disk / "out"), disk / "out"),
    }
    for do, made in tries.values():
        filler = fill(disk, leave)
        said = refused(do)
        assert made.exists() is not bool(said)
        assert not said or "space" in said or "free" in said
        assert everything(peopled) == before
        assert {each.name for each in disk.iterdir()} == {"filler", *([] if said else [made.name])}
        filler.unlink()
        assert not said or not refused(do)
        shutil.rmtree(made, ignore_errors=True)
        made.unlink(missing_ok=True)
    assert {path.is_file() for path, entry in shelf_of(peopled).standing() if entry} <= {True}


@ONE_DISK
@pytest.mark.parametrize("leave", LEFT)
def test_where_the_other_database_has_no_room_the_institute_stays_where_it_is(
    peopled: Institute, disk: Path, leave: int, everything: Everything
) -> None:
    before, filler = everything(peopled), fill(disk, leave)
    said = refused(lambda: move(peopled, str(disk / "moved.sqlite")))
    assert bool(said) is (Institute.open(peopled.root).settings.database == "cadence.sqlite")
    assert everything(Institute.open(peopled.root)) == before
    filler.unlink()
    assert not said or not refused(lambda: move(peopled, str(disk / "moved.sqlite")))
    assert everything(Institute.open(peopled.root)) == before


@ONE_DISK
@pytest.mark.parametrize("leave", LEFT)
@pytest.mark.parametrize("what", ["backup", "move", "restore", "forget", "close"])
def test_on_a_full_disk_of_its_own_an_institute_loses_nothing(
    peopled: Institute,
    disk: Path,
    what: str,
    leave: int,
    backup: Path,
    everything: Everything,
    tmp_path: Path,
) -> None:
    house = on(disk, peopled)
    before, filler = everything(house), fill(disk, leave)
    do: dict[str, Callable[[], object]] = {
        "backup": lambda: back_up(house, tmp_path / "b.cadence"),
        "move": lambda: move(house, str(tmp_path / "moved.sqlite")),
        "restore": lambda: in_place(house, backup),
        "forget": lambda: forgotten(house),
        "close": lambda: closed(house),
    }
    said = refused(do[what])
    filler.unlink()
    if said and what in ("backup", "move", "restore"):
        assert everything(Institute.open(house.root)) == before
        assert not (tmp_path / "b.cadence").exists()
    if said:
        assert not refused(do[what])
    now = everything(Institute.open(house.root))
    assert not list(house.root.glob(".restoring"))
    if what in ("forget", "close"):
        with Store.open(house.database_url) as store:
            view = store.view(CUSTODIAN)
            assert not view.all(Response, person="ana") and view.all(Person, id="ben")
    else:
        assert {**now, "clock": before["clock"]} == before


@ONE_DISK
def test_a_forgotten_person_whose_traces_could_not_be_wiped_is_said_to_be_so(
    peopled: Institute, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(engine: object) -> None:
        raise StoreError("The disk is full.", "Free some disk space.")

    monkeypatch.setattr("cadence.keeping.erasing.wipe", full)
    said = refused(lambda: forgotten(peopled))
    assert "erased from the tables, and not yet wiped" in said and "with the id" in said


@ONE_DISK
def test_places_that_cannot_be_written_are_named_with_what_to_do(
    peopled: Institute, disk: Path, backup: Path, tmp_path: Path, everything: Everything
) -> None:
    house, before = on(disk, peopled), everything(peopled)
    assert mount("-o", "remount,ro", str(disk))
    onto = {
        "Read-only file system.*no new backup": lambda: back_up(peopled, disk / "a.cadence"),
        "Read-only file system.*Nothing of it": lambda: restored(backup, disk / "new"),
        "Read-only file system.*no new export": lambda: exported(peopled, disk / "out"),
        "unable to open": lambda: move(peopled, str(disk / "m.sqlite")),
    }
    of: list[Callable[[], object]] = [
        lambda: back_up(house, tmp_path / "b.cadence"),
        lambda: in_place(house, backup),
        lambda: move(house, str(tmp_path / "m.sqlite")),
        lambda: forgotten(house),
        lambda: closed(house),
        lambda: exported(house, tmp_path / "out"),
    ]
    for words, do in onto.items():
        with pytest.raises(CadenceError, match=words):
            do()
    assert all(map(refused, of))
    assert everything(peopled) == before
    assert mount("-o", "remount,rw", str(disk))
    assert everything(house) == before
    assert not (tmp_path / "b.cadence").exists() and not (tmp_path / "out").exists()


def as_nobody(do: Callable[[], object]) -> str:
    """Return what an ordinary user without any rights is told."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        said = ""
        try:
            os.setgid(65534)
            os.setuid(65534)
            said = refused(do)
        except BaseException as error:
            said = f"not in words: {error!r}"
        finally:
            os.write(writing, said.encode())
            os._exit(0)
    os.close(writing)
    os.waitpid(child, 0)
    with os.fdopen(reading) as heard:
        return heard.read()


@ONE_DISK
def test_an_ordinary_user_is_told_what_they_may_not_write_and_changes_nothing(
    peopled: Institute, disk: Path, backup: Path, everything: Everything
) -> None:
    """Their own institute but for institute.toml, as when an administrator keeps that file."""
    house, before = on(disk, peopled), everything(peopled)
    shutil.copyfile(backup, disk / "ref.cadence")
    for path in [disk, *disk.rglob("*")]:
        os.chown(path, 65534, 65534)
    for path in (house.root, house.root / "institute.toml"):
        os.chown(path, 0, 0)
    house.root.chmod(0o1777)
    closed_off = disk / "closed"
    closed_off.mkdir(mode=0o700)
    for do, words in (
        (lambda: move(house, str(disk / "m.sqlite")), "institute.toml could not be written"),
        (lambda: in_place(house, disk / "ref.cadence"), "Nothing was changed"),
        (lambda: back_up(house, closed_off / "a.cadence"), "Permission denied"),
        (lambda: restored(disk / "ref.cadence", closed_off / "new"), "Permission denied"),
        (lambda: exported(house, closed_off / "out"), "Permission denied"),
    ):
        assert words in as_nobody(do)
    assert not (disk / "m.sqlite").exists() and not list(closed_off.iterdir())
    assert everything(Institute.open(house.root)) == before
    assert as_nobody(lambda: back_up(house, disk / "mine.cadence")) == ""


@pytest.mark.parametrize("backend", [pytest.param("postgresql", marks=pytest.mark.postgres)])
def test_an_institute_on_postgresql_on_a_full_disk_is_as_it_was(
    peopled: Institute, disk: Path, backup: Path, everything: Everything
) -> None:
    house, before = on(disk, peopled), everything(peopled)
    fill(disk, 0)
    assert "could not be written" in refused(lambda: back_up(house, disk / "a.cadence"))
    assert refused(lambda: in_place(house, backup))
    assert refused(lambda: move(house, str(disk / "m.sqlite")))
    assert everything(Institute.open(house.root)) == before
    (disk / "filler").unlink()
    assert not refused(lambda: move(house, str(disk / "m.sqlite")))
    assert everything(Institute.open(house.root)) == before
