"""Opening a database: new, old, newer, broken, somebody else's."""

import os
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from cadence.errors import StoreError
from cadence.model import Priority, School
from cadence.store import Store, Viewer
from cadence.store.engine import make_engine, transaction

CUSTODIAN = Viewer("custodian")


def run(url: str, *statements: str) -> None:
    engine = make_engine(url)
    with transaction(engine, writes=True) as connection:
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()


def test_what_was_written_is_there_when_it_is_opened_again(url: str) -> None:
    with Store.open(url) as store:
        store.view(CUSTODIAN).write(School(id="1", name="Lincoln"))
    with Store.open(url) as store:
        assert store.view(CUSTODIAN).get(School, "1").name == "Lincoln"
        assert store.summary()["school"] == 1


def test_a_newer_schema_is_refused_and_says_what_to_install(url: str) -> None:
    Store.open(url).close()
    run(url, "UPDATE cadence_schema SET version_num = '9999'")
    with pytest.raises(StoreError, match=r"newer version of Cadence .*9999.*pip install --upgrade"):
        Store.open(url)


def test_somebody_elses_database_is_left_alone(url: str) -> None:
    run(url, "CREATE TABLE school (name TEXT)")
    with pytest.raises(StoreError, match=r"not Cadence's: school.*database of its own"):
        Store.open(url)


def test_a_migration_that_fails_leaves_the_database_as_it_was(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from alembic import command

    upgrade = command.upgrade

    def breaks_off(*args: object) -> None:
        upgrade(*args)  # type: ignore[arg-type]
        raise RuntimeError("the power went")

    monkeypatch.setattr(command, "upgrade", breaks_off)
    with pytest.raises(RuntimeError):
        Store.open(url)
    monkeypatch.undo()
    with Store.open(url) as store:
        assert not any(store.summary().values())


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "store.sqlite"
    file.write_text("Dear diary, " * 1000)
    with pytest.raises(StoreError, match=r"store\.sqlite cannot be used.*cadence restore FILE --to NEW"):
        Store.open(f"sqlite:///{file}")
    assert file.read_text().startswith("Dear diary")


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"gone.store\.sqlite cannot be used.*folder exists"):
        Store.open(f"sqlite:///{tmp_path}/gone/store.sqlite")


@pytest.mark.parametrize("address", ["mysql://host/name", "store.sqlite", "oracle:///x", "nonsense://x", "",
     "postgresql://ana@host:door/x", "sqlite+nonsense:///x", "sqlite+pysqlcipher:///x"])  # fmt: skip
def test_an_address_that_cadence_cannot_use_is_refused(address: str) -> None:
    with pytest.raises(StoreError, match=r"Use sqlite:///FILE or postgresql://"):
        Store.open(address)


def test_a_server_that_does_not_answer_is_named_without_its_password() -> None:
    with pytest.raises(StoreError, match="cannot be used") as refusal:
        Store.open("postgresql://ana:secret@127.0.0.1:1/institute")
    assert "secret" not in str(refusal.value)


@pytest.mark.parametrize("name", ["what now?.sqlite", "50%.sqlite", "a#b.sqlite", "über uns.sqlite"])
def test_any_file_name_will_do(tmp_path: Path, name: str) -> None:
    Store.open(f"sqlite:///{tmp_path}/{name}").close()
    assert (tmp_path / name).is_file()


def test_sqlite_is_set_as_it_was_measured_safe(tmp_path: Path) -> None:
    engine = make_engine(f"sqlite:///{tmp_path}/store.sqlite")
    with transaction(engine) as connection:
        modes = [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in SAFE]
    engine.dispose()
    assert modes == list(SAFE.values())


SAFE = {"journal_mode": "wal", "synchronous": 2, "busy_timeout": 30000}


def test_readers_do_not_wait_for_a_writer(url: str) -> None:
    with Store.open(url) as store:
        store.view(CUSTODIAN).write(School(id="1", name="Lincoln"))
        engine = make_engine(url)
        with transaction(engine, writes=True) as connection:
            connection.execute(text("UPDATE clock SET seq = seq"))
            assert store.view(CUSTODIAN).get(School, "1").name == "Lincoln"
        engine.dispose()


def test_a_store_in_memory_is_good_for_trying_things() -> None:
    with Store.open("sqlite://") as store:
        store.view(CUSTODIAN).write(School(id="1", name="Lincoln"))
        assert [school.id for school in store.view(CUSTODIAN).all(School)] == ["1"]


@pytest.mark.skipif(os.name != "posix", reason="asks for the rights of POSIX")
def test_a_new_file_and_its_log_are_for_their_owner_alone(tmp_path: Path) -> None:
    file = tmp_path / "new.sqlite"
    with Store.open(f"sqlite:///{file}") as store:
        store.view(Viewer("custodian")).write(Priority(title="kept"))
        modes = {path.name: path.stat().st_mode & 0o777 for path in tmp_path.iterdir()}
    assert modes.keys() >= {"new.sqlite", "new.sqlite-wal"}
    assert set(modes.values()) == {0o600}


def test_an_error_of_the_database_quotes_no_values(url: str) -> None:
    wrong = text("SELECT nothing FROM nowhere WHERE said = :said")
    engine = make_engine(url)
    with pytest.raises(DBAPIError) as failed, engine.connect() as connection:
        connection.execute(wrong, {"said": "only Ana thinks"})
    engine.dispose()
    assert "only Ana thinks" not in str(failed.value)
