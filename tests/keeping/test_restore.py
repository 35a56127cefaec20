import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from cadence.errors import CadenceError
from cadence.institute import Institute
from cadence.institute.rewrite import set_database
from cadence.keeping.backup import back_up
from cadence.keeping.opening import opened_backup
from cadence.keeping.restore import finish, restore_in_place, restore_new
from cadence.model import Person, Priority
from cadence.store import Store, Viewer

CUSTODIAN = Viewer("custodian")
Everything = Callable[[Institute], dict[str, Any]]
Killed = Callable[[Callable[[], object]], Iterator[bool]]


@pytest.fixture
def backup(peopled: Institute, tmp_path: Path) -> Path:
    back_up(peopled, tmp_path / "a.cadence")
    return tmp_path / "a.cadence"


def restored(backup: Path, target: Path) -> Institute:
    with opened_backup(backup) as archive:
        return restore_new(archive, target)


def put_back(house: Institute, backup: Path) -> None:
    with opened_backup(backup) as archive:
        restore_in_place(house, archive)


def files(root: Path) -> dict[str, bytes]:
    kept = ("institute.toml", "content", "notebooks")
    paths = [path for name in kept for path in [root / name, *(root / name).rglob("*")] if path.is_file()]
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in paths}


def test_what_was_backed_up_comes_back_in_a_new_folder_the_same(
    peopled: Institute, backup: Path, tmp_path: Path, everything: Everything
) -> None:
    house = restored(backup, tmp_path / "new" / "place")
    assert everything(house) == everything(peopled)
    set_database(peopled.root / "institute.toml", "cadence.sqlite")
    assert files(house.root) == files(peopled.root)


def test_a_folder_that_holds_something_is_not_touched(backup: Path, tmp_path: Path) -> None:
    (tmp_path / "taken").mkdir()
    (tmp_path / "taken" / "thesis.doc").write_text("mine")
    with pytest.raises(CadenceError, match="is there already"):
        restored(backup, tmp_path / "taken")
    assert os.listdir(tmp_path / "taken") == ["thesis.doc"]


def test_in_place_rows_and_files_are_as_they_were_and_the_clock_goes_on(
    peopled: Institute, backup: Path, everything: Everything, add: Callable[..., None]
) -> None:
    before, held = everything(peopled), files(peopled.root)
    add(peopled, Priority(title="later"), Priority(title="later still"))
    (peopled.root / "content" / "README.md").write_text("changed")
    (peopled.root / "content" / "new.yaml").write_text("new")
    with Store.open(peopled.database_url) as running:  # a server that stays open
        page = running.view(CUSTODIAN)
        seq = page.seq()
        assert page.changed(seq) == (seq, {})
        put_back(peopled, backup)
        now, changed = page.changed(seq)
        assert now == page.seq() > seq
        assert changed["priority"] == () and page.changed(now) == (now, {})
        assert not running.view(CUSTODIAN).all(Priority)
        running.view(CUSTODIAN).write(Priority(id="goes-on", title="after"))
        running.view(CUSTODIAN).remove(running.view(CUSTODIAN).get(Priority, "goes-on"))
    after = everything(peopled)
    assert files(peopled.root) == held
    assert {name for name in before if before[name] != after[name]} == {"clock", "history"}


def test_what_is_killed_while_it_is_put_in_place_is_the_old_or_can_be_finished(
    peopled: Institute, backup: Path, everything: Everything, add: Callable[..., None], killed: Killed
) -> None:
    new = everything(peopled)
    add(peopled, Priority(title="later"))
    old = everything(peopled)
    outcomes = set()
    for died in killed(lambda: put_back(peopled, backup)):
        begun = (peopled.root / ".restoring" / "plan.json").exists()
        if begun:
            with pytest.raises(CadenceError, match="cadence restore --finish"):
                Institute.open(peopled.root)
            finish(peopled.root)
        now = everything(Institute.open(peopled.root))
        changed = {name for name in now if now[name] != new[name]} - {"clock"}
        assert not changed or (died and now == old)
        outcomes.add((died, begun, not changed))
        if not changed:
            add(peopled, Priority(title="later"))
            old = everything(peopled)
    assert {(True, False, False), (True, True, True), (False, False, True)} <= outcomes


@pytest.mark.parametrize("backend", ["sqlite"])
def test_a_new_folder_is_whole_or_not_there_when_it_is_killed(
    peopled: Institute, backup: Path, tmp_path: Path, everything: Everything, killed: Killed
) -> None:
    target, outcomes = tmp_path / "target", set()
    for died in killed(lambda: restored(backup, target)):
        there = target.exists()
        assert there or died
        if there:
            assert everything(Institute.open(target)) == everything(peopled)
            shutil.rmtree(target)
        outcomes.add(there)
    assert outcomes == {True, False}
    restored(backup, target)
    assert not list(tmp_path.glob(".*"))  # nor is anything left of those that were killed


def test_a_disk_that_fills_up_leaves_what_stood(
    peopled: Institute, backup: Path, everything: Everything, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = everything(peopled)

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(CadenceError, match=r"No space.*Nothing was changed.*Make room"):
            put_back(peopled, backup)
    assert everything(Institute.open(peopled.root)) == before
    assert not (peopled.root / ".restoring").exists()


def test_a_backup_that_needs_more_room_than_there_is_is_refused(
    peopled: Institute, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda path: shutil._ntuple_diskusage(10, 9, 1))  # type: ignore[attr-defined]
    with pytest.raises(CadenceError, match="kB are free"):
        put_back(peopled, backup)


def test_what_was_erased_since_is_erased_again(peopled: Institute, backup: Path, tmp_path: Path) -> None:
    with opened_backup(backup) as archive:
        house = restore_new(archive, tmp_path / "new", ["person:ana"])
    with Store.open(house.database_url) as store:
        people = {each.name for each in store.view(CUSTODIAN).all(Person)}
    assert people == {"Ben Ode", "Someone who has left"}
    assert b"ana.park" not in (house.root / "cadence.sqlite").read_bytes()


def test_nothing_can_be_finished_that_was_not_begun(peopled: Institute) -> None:
    with pytest.raises(CadenceError, match="nothing to finish"):
        finish(peopled.root)
