import json
import os
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import pyrage
import pytest

from cadence.errors import CadenceError
from cadence.institute import Institute
from cadence.keeping import archive
from cadence.keeping.backup import back_up, default_file, shelf_of
from cadence.keeping.opening import opened_backup
from cadence.keeping.restore import restore_new
from cadence.model import Priority
from cadence.store import Store, Viewer
from cadence.store.copying import opened, snapshot, tables

CUSTODIAN = Viewer("custodian")
WRITERS = 20
PASSPHRASE = "correct horse battery"
Killed = Callable[[Callable[[], object]], Iterator[bool]]

# One process imports everything, and each writer is a fork of it. SQLite lets waiting writers in by chance,
# so that on a busy machine one may wait for long: nobody gives up here.
WRITING = """
import os, sys
from cadence.model import Priority
from cadence.store import Store, Viewer, engine

engine.PATIENCE = 10_000

def write(writer):
    with Store.open(sys.argv[1]) as store:
        view = store.view(Viewer("custodian"))
        for number in range(15):
            view.write(*[Priority(id=f"{writer}-{number}-{half}", title="x", order=number) for half in "ab"])
            if number == 2:
                os.write(1, b"under way\\n")

def forked(writer):
    child = os.fork()
    if not child:
        ended = 1
        try:
            write(writer)
            ended = 0
        finally:
            os._exit(ended)
    return child

children = [forked(writer) for writer in range(int(sys.argv[2]))]
sys.exit(any([os.waitpid(child, 0)[1] for child in children]))
"""


def restored(file: Path, target: Path, passphrase: str | None = None) -> Institute:
    with opened_backup(file, passphrase) as found:
        return restore_new(found, target)


@pytest.mark.skipif(sys.platform == "win32", reason="needs fork")
def test_while_twenty_processes_write_a_backup_is_the_institute_as_of_one_moment(
    house: Institute, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cadence.store.engine.PATIENCE", 10_000)
    command = [sys.executable, "-c", WRITING, house.database_url, str(WRITERS)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writing:
        assert writing.stdout is not None and writing.stdout.readline() == "under way\n"
        entry = back_up(house, tmp_path / "a.cadence")
        assert writing.stdout.read() == "under way\n" * (WRITERS - 1)
    assert writing.returncode == 0
    _is_a_prefix(restored(tmp_path / "a.cadence", tmp_path / "new"), entry.seq)


def _is_a_prefix(house: Institute, seq: int) -> None:
    """See that every change up to a moment is there and none after it: pairs whole, nobody's gap."""
    with opened(house.database_url) as engine, snapshot(engine) as connection:
        history = connection.execute(tables(connection)["history"].select()).mappings().all()
    assert sorted(row["seq"] for row in history) == list(range(1, seq + 1))
    with Store.open(house.database_url) as store:
        there = {each.id for each in store.view(CUSTODIAN).all(Priority)}
    assert there == {row["record"] for row in history}
    assert {name[:-1] + half for name in there for half in "ab"} == there
    numbers: dict[str, set[int]] = {}
    for name in there:
        writer, number, _ = name.split("-")
        numbers.setdefault(writer, set()).add(int(number))
    assert all(found == set(range(len(found))) for found in numbers.values())


def test_a_backup_is_for_its_owner_alone_and_its_index_names_nobody(peopled: Institute) -> None:
    file = default_file(peopled, date(2026, 11, 24))
    back_up(peopled, file)
    assert file.name == "house-2026-11-24.cadence"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    index = (peopled.root / "backups" / "index.json").read_text("utf-8")
    assert json.loads(index)["backups"][0]["file"] == file.name
    assert not [word for word in ("ana", "park", "lincoln", "ben") if word in index.lower()]
    assert default_file(peopled, date(2026, 11, 24)).name == "house-2026-11-24-2.cadence"


@pytest.mark.parametrize("backend", ["sqlite"])
def test_a_sealed_backup_opens_with_its_passphrase_and_in_any_age_tool(
    peopled: Institute, tmp_path: Path, everything: Callable[..., Any]
) -> None:
    file = tmp_path / "sealed.cadence"
    assert back_up(peopled, file, passphrase=PASSPHRASE).sealed
    assert file.read_bytes().startswith(b"age-encryption.org/v1\n-> scrypt ")
    (tmp_path / "plain.cadence").write_bytes(pyrage.passphrase.decrypt(file.read_bytes(), PASSPHRASE))
    assert everything(restored(tmp_path / "plain.cadence", tmp_path / "new")) == everything(peopled)
    with pytest.raises(CadenceError, match="not the passphrase"):
        restored(file, tmp_path / "no", "wrong horse battery")
    with pytest.raises(CadenceError, match=r"sealed with a passphrase.*--passphrase-file"):
        restored(file, tmp_path / "no")
    file.write_bytes(file.read_bytes()[:-1])
    with pytest.raises(CadenceError, match="is damaged"):
        restored(file, tmp_path / "no", PASSPHRASE)


@pytest.mark.parametrize("backend", ["sqlite"])
def test_a_passphrase_that_can_be_guessed_is_refused_and_nothing_is_written(
    peopled: Institute, tmp_path: Path
) -> None:
    with pytest.raises(CadenceError, match="12 are the least"):
        back_up(peopled, tmp_path / "a.cadence", passphrase="hunter2")
    assert not list(tmp_path.glob("*.cadence*")) and not list(tmp_path.glob(".cadence-*"))


@pytest.mark.parametrize("backend", ["sqlite"])
def test_a_backup_is_never_written_over_another(peopled: Institute, tmp_path: Path) -> None:
    (tmp_path / "a.cadence").write_bytes(b"the only good one")
    with pytest.raises(CadenceError, match="is there already"):
        back_up(peopled, tmp_path / "a.cadence")
    assert (tmp_path / "a.cadence").read_bytes() == b"the only good one"


@pytest.mark.parametrize("backend", ["sqlite"])
def test_packets_are_left_out_unless_they_are_wanted(peopled: Institute, tmp_path: Path) -> None:
    (peopled.root / "packets" / "p.pdf").write_bytes(b"%PDF")
    back_up(peopled, tmp_path / "without.cadence")
    back_up(peopled, tmp_path / "with.cadence", packets=True)
    for name, there in (("without", False), ("with", True)):
        house = restored(tmp_path / f"{name}.cadence", tmp_path / name)
        assert (house.root / "packets" / "p.pdf").exists() is there


@pytest.mark.parametrize("backend", ["sqlite"])
def test_the_newest_are_kept_and_those_elsewhere_are_not_touched(peopled: Institute, tmp_path: Path) -> None:
    back_up(peopled, tmp_path / "stick.cadence")
    names = [f"{number}.cadence" for number in (3, 1, 2)]
    for name in names:
        back_up(peopled, peopled.root / "backups" / name)
    (peopled.root / "backups" / "by-hand.cadence").write_bytes(b"not in the index")
    assert [path.name for path in shelf_of(peopled).prune(2)] == ["3.cadence"]
    left = {path.name for path, _ in shelf_of(peopled).standing()}
    assert left == {"1.cadence", "2.cadence", "by-hand.cadence", "stick.cadence"}


@pytest.mark.parametrize("backend", ["sqlite"])
def test_killed_at_any_point_a_backup_is_whole_or_not_there(
    peopled: Institute, tmp_path: Path, killed: Killed
) -> None:
    file, outcomes = tmp_path / "k" / "a.cadence", set()
    for died in killed(lambda: back_up(peopled, file)):
        assert died or file.exists()
        if file.exists():
            with opened_backup(file) as found:
                assert found.manifest.tables["person"].rows == 2
            file.unlink()
        outcomes.add(died)
    assert outcomes == {True, False}


@pytest.mark.parametrize("backend", ["sqlite"])
def test_a_full_disk_leaves_the_older_backups_and_no_half_of_a_new_one(
    peopled: Institute, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = peopled.root / "backups"
    back_up(peopled, folder / "old.cadence")

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(CadenceError, match=r"No space left.*the old ones stand"):
        back_up(peopled, folder / "new.cadence")
    assert sorted(os.listdir(folder)) == ["index.json", "old.cadence"]


@pytest.mark.parametrize("backend", ["sqlite"])
def test_a_backup_that_does_not_read_back_is_not_kept(
    peopled: Institute, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive, "sha256", lambda: sha256(b"a bit that fell over"))
    with pytest.raises(CadenceError, match="is damaged"):
        back_up(peopled, tmp_path / "a.cadence")
    assert not (tmp_path / "a.cadence").exists()
