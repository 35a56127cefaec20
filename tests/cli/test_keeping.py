"""Backup, restore, move, forget and close as they are typed."""

import shutil
import warnings
from getpass import GetPassWarning
from pathlib import Path

import pyrage
import pytest
from click.testing import Result
from typer.testing import CliRunner

from cadence import cli
from cadence.errors import CadenceError
from cadence.institute import Institute
from cadence.model import Person, Priority, Response
from cadence.store import Store, Viewer

CUSTODIAN = Viewer("custodian")


def cadence(*words: object, answer: str = "") -> Result:
    return CliRunner().invoke(cli.app, [str(word) for word in words], input=answer)


@pytest.fixture
def mine(tmp_path: Path, demo: Institute) -> Institute:
    return Institute.open(shutil.copytree(demo.root, tmp_path / "mine"))


def people(house: Institute) -> dict[str, Person]:
    with Store.open(house.database_url) as store:
        return {each.name: each for each in store.view(CUSTODIAN).all(Person)}


def test_a_backup_says_plainly_who_can_read_it(mine: Institute, tmp_path: Path) -> None:
    result = cadence("backup", "-i", mine.root)
    assert result.exit_code == 0
    assert "read back to the last byte" in result.output
    assert "NOT sealed: whoever has the file can read every confidential answer" in result.output
    assert list((mine.root / "backups").glob("mine-*.cadence"))


def test_a_passphrase_is_asked_for_twice(
    mine: Institute, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mark = b"age-encryption.org/quick "  # the real one takes seconds, which is what it is for
    monkeypatch.setattr(pyrage.passphrase, "encrypt", lambda data, word: mark + word.encode() + data)
    monkeypatch.setattr(pyrage.passphrase, "decrypt", lambda data, word: data[len(mark + word.encode()) :])
    told = "correct horse battery\nsomething else\ncorrect horse battery\ncorrect horse battery\n"
    result = cadence("backup", tmp_path / "s.cadence", "--encrypt", "-i", mine.root, answer=told)
    assert result.exit_code == 0, result.output
    assert "It is sealed" in result.output and "horse" not in result.output
    (tmp_path / "word").write_text("correct horse battery\n")
    words = ("restore", tmp_path / "s.cadence", "--to", tmp_path / "new")
    assert cadence(*words, "--passphrase-file", tmp_path / "word").exit_code == 0
    assert people(Institute.open(tmp_path / "new")) == people(mine)


def test_restoring_in_place_asks_and_saves_what_stood(mine: Institute, tmp_path: Path) -> None:
    cadence("backup", tmp_path / "a.cadence", "-i", mine.root)
    with Store.open(mine.database_url) as store:
        store.view(CUSTODIAN).write(Priority(id="later", title="later"))
    words = ("restore", tmp_path / "a.cadence", "-i", mine.root)
    refused = cadence(*words, answer="n\n")
    assert refused.exit_code == 1 and "What was entered since then" in refused.output
    done = cadence(*words, answer="y\n")
    assert done.exit_code == 0, done.output
    with Store.open(mine.database_url) as store:
        assert store.view(CUSTODIAN).first(Priority, id="later") is None
    (before,) = (mine.root / "backups").glob("*-before-restore.cadence")
    cadence("restore", before, "--to", tmp_path / "before")
    with Store.open(Institute.open(tmp_path / "before").database_url) as store:
        assert store.view(CUSTODIAN).first(Priority, id="later") is not None


def test_restoring_without_a_file_or_with_nothing_to_finish_is_refused(mine: Institute) -> None:
    for words in (("restore",), ("restore", "--finish")):
        result = cadence(*words, "-i", mine.root)
        assert isinstance(result.exception, CadenceError)


def test_moving_says_what_it_would_do_and_does_it(mine: Institute) -> None:
    checked = cadence("move", "other.sqlite", "--check", "-i", mine.root)
    assert "Nothing was changed" in checked.output
    assert not (mine.root / "other.sqlite").exists()
    moved = cadence("move", "other.sqlite", "--yes", "-i", mine.root)
    assert moved.exit_code == 0 and "every table was compared" in moved.output
    assert Institute.open(mine.root).settings.database == "other.sqlite"


def test_forgetting_tells_what_goes_asks_and_names_what_it_cannot_reach(mine: Institute) -> None:
    name, person = next(iter(people(mine).items()))
    cadence("backup", "-i", mine.root)
    checked = cadence("forget", name, "--check", "-i", mine.root)
    assert "Goes:  " in checked.output and "1 person" in checked.output
    assert name in people(mine)
    done = cadence("forget", name.upper(), "-i", mine.root, answer="y\n")
    assert done.exit_code == 0, done.output
    assert f"id {person.id}" in done.output and "backups/mine-" in done.output
    assert name not in people(mine) and "Someone who has left" in people(mine)
    again = cadence("forget", person.id, "--yes", "-i", mine.root)  # a wipe that could not be ended before
    assert again.exit_code == 0 and "Goes:  nothing" in again.output


def test_packets_go_with_the_person_where_that_is_wanted(mine: Institute) -> None:
    (mine.root / "packets" / "old").mkdir(parents=True, exist_ok=True)
    (mine.root / "packets" / "old" / "p.pdf").write_bytes(b"%PDF")
    first, second, *_ = people(mine)
    assert "run this" not in cadence("forget", first, "--yes", "-i", mine.root).output
    assert (mine.root / "packets" / "old").exists()
    cadence("forget", second, "--yes", "--packets", "-i", mine.root)
    assert not (mine.root / "packets" / "old").exists()


def test_closing_early_asks_for_the_name_of_the_institute(mine: Institute) -> None:
    settings = mine.root / "institute.toml"
    settings.write_text(
        settings.read_text("utf-8").replace("retention_months = 24", "retention_months = 1200")
    )
    early = cadence("close", 1, "--yes", "-i", mine.root)
    assert isinstance(early.exception, CadenceError) and "to be kept until" in str(early.exception)
    wrong = cadence("close", 1, "--now", "--yes", "-i", mine.root, answer="yes\n")
    assert isinstance(wrong.exception, CadenceError)
    done = cadence("close", 1, "--now", "--yes", "-i", mine.root, answer=f"{mine.settings.name}\n")
    assert done.exit_code == 0, done.output
    with Store.open(mine.database_url) as store:
        assert store.view(CUSTODIAN).all(Response) == []


def test_looking_at_what_closing_would_take_asks_nothing(mine: Institute) -> None:
    looked = cadence("close", 1, "--now", "--check", "-i", mine.root)
    assert looked.exit_code == 0 and "Nothing was changed" in looked.output


def test_a_passphrase_is_not_asked_for_where_it_would_be_shown(
    mine: Institute, monkeypatch: pytest.MonkeyPatch
) -> None:
    def echoes(*_: object, **__: object) -> str:
        warnings.warn("Can not control echo on the terminal.", GetPassWarning, stacklevel=1)
        return "typed for all to see"

    monkeypatch.setattr("typer.prompt", echoes)
    refused = cadence("backup", "--encrypt", "-i", mine.root)
    assert isinstance(refused.exception, CadenceError) and "--passphrase-file" in str(refused.exception)
    assert not (mine.root / "backups").exists()
