"""Disks that fill up or cannot be written, files that are damaged, databases that others hold."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import text

from cadence.errors import CadenceError, StoreError
from cadence.model import School
from cadence.store import Store, Viewer
from cadence.store.engine import make_engine, transaction
from cadence.store.health import examine

CUSTODIAN = Viewer("custodian")


def mount(*words: str) -> bool:
    done = subprocess.run(["mount", *words], capture_output=True, check=False)
    return done.returncode == 0


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """Lend a disk of one megabyte of its own."""
    folder = tmp_path / "disk"
    folder.mkdir()
    root = sys.platform == "linux" and os.geteuid() == 0 and shutil.which("mount")
    if not root or not mount("-t", "tmpfs", "-o", "size=1m", "none", str(folder)):
        pytest.skip("only root can mount a disk to fill")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def fill(store: Store) -> tuple[set[str], StoreError]:
    """Write until it is refused; return what was acknowledged, and the refusal."""
    view, acknowledged = store.view(CUSTODIAN), set[str]()
    with pytest.raises(StoreError) as refusal:
        for n in range(10_000):
            view.write(School(id=str(n), name="x" * 2000))
            acknowledged.add(str(n))
    return acknowledged, refusal.value


def there(store: Store) -> set[str]:
    return {school.id for school in store.view(CUSTODIAN).all(School)}


def test_a_full_disk_loses_nothing_and_work_goes_on_once_there_is_room(disk: Path) -> None:
    url = f"sqlite:///{disk}/store.sqlite"
    with Store.open(url) as store:
        acknowledged, refusal = fill(store)
        assert "full" in refusal.message
        assert "Free some disk space" in refusal.remedy
        assert there(store) == acknowledged != set()
        assert mount("-o", "remount,size=8m", str(disk))
        store.view(CUSTODIAN).write(School(id="more", name="x"))
    assert mount("-o", "remount,size=8m", str(disk))
    with Store.open(url) as store:
        assert there(store) == acknowledged | {"more"}
    assert not [each for each in examine(url) if each.state == "ill"]


@pytest.mark.skipif(sys.platform == "win32", reason="needs limits of POSIX")
def test_a_file_that_may_not_grow_loses_nothing(tmp_path: Path) -> None:
    script = """
import resource, sys
from cadence.errors import StoreError
from cadence.model import School
from cadence.store import Store, Viewer
with Store.open(sys.argv[1]) as store:
    resource.setrlimit(resource.RLIMIT_FSIZE, (600_000, 600_000))
    try:
        for n in range(10_000):
            store.view(Viewer("custodian")).write(School(id=str(n), name="x" * 2000))
            print(n, flush=True)
    except StoreError as refusal:
        print(refusal, file=sys.stderr)
"""
    url = f"sqlite:///{tmp_path}/store.sqlite"
    done = subprocess.run([sys.executable, "-c", script, url], capture_output=True, text=True, timeout=60)
    assert "cannot be used" in done.stderr
    assert "Traceback" not in done.stderr
    with Store.open(url) as store:
        assert there(store) == set(done.stdout.split()) != set()


@pytest.fixture
def filled(tmp_path: Path) -> Path:
    """Lend the file of a database with 200 schools, nothing left in its log."""
    file = tmp_path / "store.sqlite"
    with Store.open(f"sqlite:///{file}") as store:
        store.view(CUSTODIAN).write(*(School(id=f"{n:03}", name="x" * 500) for n in range(200)))
    return file


def test_on_a_disk_that_cannot_be_written_the_refusal_says_what_to_do(disk: Path, filled: Path) -> None:
    assert mount("-o", "remount,size=8m", str(disk))
    shutil.copyfile(filled, disk / "store.sqlite")
    url = f"sqlite:///{disk}/store.sqlite"
    assert mount("-o", "remount,ro", str(disk))
    with pytest.raises(StoreError, match=r"(readonly|unable to open).*(right to write|may write there)"):
        with Store.open(url) as store:
            store.view(CUSTODIAN).write(School(id="new", name="x"))
    assert "rights" in [each.about for each in examine(url) if each.state == "ill"]
    assert mount("-o", "remount,rw", str(disk))
    with Store.open(url) as store:
        assert len(there(store)) == 200


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "header": lambda data: b"\xff" * 100 + data[100:],
    "a page in the middle": lambda data: data[:98304] + b"\xa5" * 8192 + data[106496:],
    "every page but the first": lambda data: data[:4096] + bytes(len(data) - 4096),
    "the end is cut off": lambda data: data[: len(data) // 3],
    "cut inside a page": lambda data: data[: len(data) // 2 + 1000],
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_file_is_said_to_be_one_and_what_to_do(filled: Path, damage: str) -> None:
    filled.write_bytes(DAMAGES[damage](filled.read_bytes()))
    url = f"sqlite:///{filled}"
    ill = [each for each in examine(url) if each.state == "ill"]
    assert any("restore" in each.remedy.lower() for each in ill), ill
    with refusing_in_words(), Store.open(url) as store:
        there(store)
        store.view(CUSTODIAN).history()
        store.view(CUSTODIAN).write(School(id="new", name="x"))


@contextmanager
def refusing_in_words() -> Iterator[None]:
    """Let pass what is refused in words; anything else that is raised is a failure."""
    try:
        yield
    except CadenceError as refusal:
        assert refusal.remedy


@pytest.mark.parametrize("place", ["start", "middle", "end", "cut"])
def test_a_damaged_log_costs_no_more_than_what_is_in_it_and_leaves_nothing_by_half(
    filled: Path, tmp_path: Path, place: str
) -> None:
    log, crashed = filled.with_name("store.sqlite-wal"), tmp_path / "crashed"
    crashed.mkdir()
    with Store.open(f"sqlite:///{filled}") as store:
        for n in range(10):
            store.view(CUSTODIAN).write(*(School(id=f"new{n}{half}", name="x") for half in "ab"))
        for file in (filled, log):  # as a machine that loses its power leaves them
            shutil.copyfile(file, crashed / file.name)
    copy = crashed / log.name
    data = bytearray(copy.read_bytes())
    at = {"start": 0, "middle": len(data) // 2, "end": len(data) - 64, "cut": len(data) // 2}[place]
    data[at:] = b"" if place == "cut" else bytes(b ^ 0xFF for b in data[at : at + 64]) + data[at + 64 :]
    copy.write_bytes(data)
    url = f"sqlite:///{crashed / filled.name}"
    with Store.open(url) as store:
        ids = there(store)
    assert {id for id in ids if not id.startswith("new")} == {f"{n:03}" for n in range(200)}
    kept = sorted({id[:-1] for id in ids if id.startswith("new")})
    assert ids >= {f"{name}{half}" for name in kept for half in "ab"}
    assert kept == [f"new{n}" for n in range(len(kept))]
    assert not [each for each in examine(url) if each.state == "ill"]


def test_a_database_that_is_held_for_long_is_said_to_be(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cadence.store.engine.PATIENCE", 1)
    with Store.open(url) as store:
        engine = make_engine(url)
        with transaction(engine, writes=True) as connection:
            connection.execute(text("UPDATE clock SET seq = seq"))
            with pytest.raises(StoreError, match="Another program has held it for long"):
                store.view(CUSTODIAN).write(School(id="1", name="x"))
        engine.dispose()
        store.view(CUSTODIAN).write(School(id="1", name="x"))


def test_a_server_that_sees_old_snapshots_by_default_loses_no_update(url: str, backend: str) -> None:
    if backend == "sqlite":
        pytest.skip("SQLite has no such setting")
    engine = make_engine(url)
    with transaction(engine, writes=True) as connection:
        name = connection.scalar(text("SELECT current_database()"))
        connection.execute(
            text(f"ALTER DATABASE \"{name}\" SET default_transaction_isolation = 'repeatable read'")
        )
    engine.dispose()
    with Store.open(url) as store:
        (first,) = store.view(CUSTODIAN).write(School(id="1", name="x"))
        store.view(CUSTODIAN).write(first.model_copy(update={"name": "y"}))
        with store._engine.connect() as connection:
            assert connection.scalar(text("SHOW transaction_isolation")) == "read committed"
