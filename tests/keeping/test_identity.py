"""Whatever was in it, an institute comes back from a backup and arrives from a move as it was."""

import json
import shutil
import tempfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cadence.institute import Institute
from cadence.keeping.backup import back_up
from cadence.keeping.move import move
from cadence.keeping.opening import opened_backup
from cadence.keeping.restore import restore_new
from cadence.model import Commitment, Entry, Outcome, Person, Priority, Publication, Record, School, Team
from cadence.store import Store, Viewer
from cadence.store.copying import empty, opened, sole, tables
from cadence.store.migrate import migrate

CUSTODIAN = Viewer("custodian")
Everything = Callable[[Institute], dict[str, Any]]

ids = st.sampled_from(["a", "B", "ä", "a b", "Z", "'", "\u00df"])  # databases sort these in ways of their own
texts = st.text(max_size=30)
values = st.floats(allow_nan=False, allow_infinity=False)
plain = st.none() | st.booleans() | st.integers(-(2**53), 2**53) | values
nested = st.recursive(plain | texts, lambda each: st.lists(each) | st.dictionaries(texts, each), max_leaves=5)
days = st.dates(date(1900, 1, 1), date(2200, 1, 1))
moments = st.datetimes(datetime(1970, 1, 2), datetime(2200, 1, 1), timezones=st.just(UTC))
first = st.just(1)
changes = st.lists(
    st.one_of(
        st.builds(Priority, id=ids, title=texts, order=st.integers(-(2**62), 2**62)),
        st.builds(Entry, id=ids, cycle=first, team=ids, form=texts, values=st.dictionaries(texts, nested)),
        st.builds(Outcome, id=ids, school=ids, year=texts, indicator=texts, value=st.none() | values),
        st.builds(
            Commitment, id=ids, cycle=first, team=ids, session=first, text=texts, due=st.none() | days
        ),
        st.builds(
            Publication, id=ids, cycle=first, team=st.none() | ids, kind=texts, published=moments,
            body=st.dictionaries(texts, nested, max_size=3),
        ),
    ),
    max_size=8,
    unique_by=lambda each: (each.table, each.id),
)  # fmt: skip


def fill(house: Institute, made: list[Record]) -> None:
    with Store.open(house.database_url) as store:
        view = store.view(CUSTODIAN)
        written = view.write(*made)
        for each in written[::3]:
            if not isinstance(each, Publication):
                view.remove(each)


def clear(house: Institute) -> None:
    with opened(house.database_url) as engine, sole(engine) as connection:
        for table in tables(connection).values():
            connection.execute(table.delete())


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(made=changes)
def test_what_comes_back_is_what_went(house: Institute, everything: Everything, made: list[Record]) -> None:
    clear(house)
    fill(house, made)
    with tempfile.TemporaryDirectory() as folder:
        back_up(house, Path(folder, "a.cadence"))
        with opened_backup(Path(folder, "a.cadence")) as archive:
            assert everything(restore_new(archive, Path(folder, "new"))) == everything(house)


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(made=changes)
@pytest.mark.parametrize("backend", [pytest.param("postgresql", marks=pytest.mark.postgres)])
def test_there_and_back_is_where_it_was(house: Institute, everything: Everything, made: list[Record]) -> None:
    clear(house)
    fill(house, made)
    before = everything(house)
    with tempfile.TemporaryDirectory() as folder:
        move(house, f"sqlite:///{folder}/there.sqlite")
        there = Institute.open(house.root)
        assert everything(there) == before
        move(there, house.settings.database)
    assert everything(Institute.open(house.root)) == before


@pytest.mark.parametrize("backend", ["sqlite"])
def test_a_backup_of_the_first_version_is_brought_up_to_date(house: Institute, tmp_path: Path) -> None:
    with opened(house.database_url) as engine, sole(engine) as connection:
        empty(connection)
        migrate(connection, "0001")
        connection.exec_driver_sql("INSERT INTO clock VALUES ('default', 1)")
        connection.exec_driver_sql(
            "INSERT INTO person (institute, id, revision, name, email, role, seq) "
            "VALUES ('default', 'ben', 1, 'Ben Ode', '', 'member', 1)"
        )
    file = tmp_path / "old.cadence"
    _pack_as_it_is(house, file)
    with ZipFile(file) as packed:
        manifest = json.loads(packed.read("manifest.json"))
    assert manifest["tables_at"] == "0001" and "source" not in manifest["tables"]["person"]["columns"]
    with opened_backup(file) as archive:
        new = restore_new(archive, tmp_path / "new")
    with Store.open(new.database_url) as store:
        assert store.view(CUSTODIAN).all(Person) == [Person(id="ben", revision=1, name="Ben Ode")]
        store.view(CUSTODIAN).write(School(name="goes on"), Team(name="goes on"))


def _pack_as_it_is(house: Institute, file: Path) -> None:
    from cadence.keeping.archive import pack
    from cadence.store.copying import snapshot
    from cadence.store.engine import make_engine

    engine = make_engine(house.database_url)
    with snapshot(engine) as connection, file.open("wb") as out:
        pack(out, house.root, "Old", connection, packets=False, told=lambda name: None)
    engine.dispose()
    shutil.rmtree(house.root)
