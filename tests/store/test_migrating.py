"""A database of an older version becomes one of this version, and loses nothing on the way."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, text

from cadence.errors import NotAllowed, StoreError
from cadence.model import Card, Person, School, Verification
from cadence.store import Store, Viewer
from cadence.store.copies import copies_of
from cadence.store.engine import make_engine, transaction
from cadence.store.migrate import SCRIPTS

CUSTODIAN = Viewer("custodian")


def first_tables(connection: Connection) -> None:
    """Make the tables as the first version had them."""
    tables_of(connection, "0001")


def tables_of(connection: Connection, version: str) -> None:
    """Make the tables as a version had them."""
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    config.attributes["connection"] = connection
    command.upgrade(config, version)


def first_version(url: str) -> None:
    """Make a database as the first version left it: a school, a person and how they came to be."""
    engine = make_engine(url)
    with transaction(engine, writes=True) as connection:
        first_tables(connection)
        for statement in (
            "INSERT INTO clock VALUES ('default', 2)",
            "INSERT INTO school VALUES ('default', '1', 1, 'Lincoln', '', '', '', '', '', '', 1)",
            "INSERT INTO person VALUES ('default', 'ana', 1, 'Ana Park', 'ana@example.org', 'member', 2)",
            "INSERT INTO history VALUES ('default', 1, '2026-01-02 03:04:05', 'custodian:', 'school', '1', "
            "1, 'create', NULL, '{}')",
            "INSERT INTO history VALUES ('default', 2, '2026-01-02 03:04:06', 'custodian:', 'person', 'ana', "
            "1, 'create', NULL, '{}')",
        ):
            connection.execute(text(statement))
    engine.dispose()


def test_what_the_first_version_kept_is_there_and_can_be_changed(url: str) -> None:
    first_version(url)
    with Store.open(url) as store:
        view = store.view(CUSTODIAN)
        assert view.get(School, "1") == School(id="1", revision=1, name="Lincoln", source="")
        ana = view.get(Person, "ana")
        (ana,) = view.write(ana.model_copy(update={"source": "u-17"}))
        assert (ana.revision, view.seq()) == (2, 3)


def test_a_copy_of_the_older_file_is_kept_first_and_said_where(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    url = f"sqlite:///{tmp_path}/store.sqlite"
    first_version(url)
    Store.open(url).close()
    (copy,) = copies_of(url)
    assert f"As it was, it lies in {copy}" in caplog.text
    assert copy.stat().st_mode & 0o077 == 0
    with closing(sqlite3.connect(copy)) as kept:
        assert kept.execute("SELECT version_num FROM cadence_schema").fetchall() == [("0001",)]
        assert kept.execute("SELECT name FROM person").fetchall() == [("Ana Park",)]


def test_without_a_copy_nothing_is_changed(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/store.sqlite"
    first_version(url)
    (tmp_path / "store.sqlite.before-0001").mkdir()  # where the copy would go
    with pytest.raises(StoreError, match=r"no copy of it can be kept.*Nothing was changed"):
        Store.open(url)
    (tmp_path / "store.sqlite.before-0001").rmdir()
    Store.open(url).close()
    assert len(copies_of(url)) == 1


def test_a_new_database_has_nothing_to_keep(url: str) -> None:
    Store.open(url).close()
    assert copies_of(url) == []


def test_of_older_changes_each_is_taken_to_have_been_made_alone(url: str) -> None:
    first_version(url)
    Store.open(url).close()
    engine = make_engine(url)
    with transaction(engine) as connection:
        rows = connection.execute(text("SELECT seq, batch, undoes FROM history ORDER BY seq")).all()
    engine.dispose()
    assert [tuple(row) for row in rows] == [(1, 1, None), (2, 2, None)]


def test_what_a_peer_has_confirmed_before_is_confirmed_still(url: str) -> None:
    """Of older words nobody knows what they were said of: they stand for the card as it is."""
    engine = make_engine(url)
    with transaction(engine, writes=True) as connection:
        tables_of(connection, "0003")
        for statement in (
            "INSERT INTO clock VALUES ('default', 4)",
            "INSERT INTO card (institute, id, revision, cycle, team, title, "
            '"column", "order", owner, standard, notes, mark, seq) '
            "VALUES ('default', 'c', 1, 1, 'a', 'Try it', 'done', 0, 'ana', 'Seen twice', '', '', 1)",
            *(
                f"INSERT INTO evidence VALUES ('default', '{id}', 1, 'a', 'c', 'text', 'Photos', 'ana', "
                "'2026-10-01', 2)"
                for id in "fe"
            ),
            "INSERT INTO verification VALUES ('default', 'v', 1, 'a', 'c', 'ben', 'confirmed', '', "
            "'2026-10-02 03:04:05', 4)",
        ):
            connection.execute(text(statement))
    engine.dispose()
    with Store.open(url) as store:
        ana = store.view(Viewer("member", person="ana", team="a"))
        word = ana.get(Verification, "v")
        assert (word.standard, word.seen) == ("Seen twice", ("e", "f"))
        (card,) = ana.write(ana.get(Card, "c").model_copy(update={"notes": "Still there"}))
        assert card.column == "done"
        with pytest.raises(NotAllowed, match="not what was confirmed"):
            ana.write(card.model_copy(update={"standard": "Anything"}))
