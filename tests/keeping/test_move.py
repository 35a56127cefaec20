import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import create_engine, make_url, text

from cadence.errors import StoreError
from cadence.institute import Institute
from cadence.keeping.move import check_move, move
from cadence.model import Priority
from cadence.store import Store, Viewer

CUSTODIAN = Viewer("custodian")
Everything = Callable[[Institute], dict[str, Any]]
Killed = Callable[[Callable[[], object]], Iterator[bool]]

WRITER = """
import sys
from cadence.errors import StoreError
from cadence.model import Priority
from cadence.store import Store, Viewer

with Store.open(sys.argv[1]) as store:
    view = store.view(Viewer("custodian"))
    for number in range(100_000):
        try:
            view.write(Priority(id=f"{sys.argv[2]}-{number}", title="acknowledged"))
        except StoreError as refusal:
            print(refusal)
            break
        print(number, flush=True)
"""


@pytest.fixture
def other(backend: str, request: pytest.FixtureRequest) -> Iterator[str]:
    """Lend the address of an empty database of the other kind."""
    if backend == "postgresql":
        yield "moved.sqlite"
        return
    server, name = make_url(request.getfixturevalue("postgres")), f"t{uuid4().hex}"
    engine = create_engine(server.set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
        yield server.set(database=name).render_as_string(hide_password=False)
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    engine.dispose()


pytestmark = pytest.mark.postgres


def test_rows_history_and_clock_arrive_and_the_settings_keep_their_remarks(
    peopled: Institute, other: str, everything: Everything
) -> None:
    before, settings = everything(peopled), (peopled.root / "institute.toml").read_text("utf-8")
    move(peopled, other)
    moved = Institute.open(peopled.root)
    assert moved.settings.database == other
    assert everything(moved) == before == everything(peopled)
    written = (peopled.root / "institute.toml").read_text("utf-8")
    assert written == settings.replace(peopled.settings.database, other)
    with Store.open(moved.database_url) as store:
        store.view(CUSTODIAN).write(Priority(title="goes on"))


def test_a_look_beforehand_changes_nothing(peopled: Institute, other: str, everything: Everything) -> None:
    before = everything(peopled)
    assert check_move(peopled, other)["person"].rows == 2
    assert everything(peopled) == before
    assert Institute.open(peopled.root).settings == peopled.settings
    assert not (peopled.root / "moved.sqlite").exists()


def test_the_old_place_can_be_read_and_says_that_the_institute_has_moved(
    peopled: Institute, other: str
) -> None:
    move(peopled, other)
    with Store.open(peopled.database_url) as store:
        assert store.view(CUSTODIAN).first(Priority) is None
        with pytest.raises(StoreError, match=r"moved to another database.*(\n.*)*institute\.toml"):
            store.view(CUSTODIAN).write(Priority(title="too late"))


def test_there_and_back_again(peopled: Institute, other: str, everything: Everything) -> None:
    before = everything(peopled)
    move(peopled, other)
    there = Institute.open(peopled.root)
    with Store.open(there.database_url) as store:
        store.view(CUSTODIAN).write(Priority(title="meanwhile"))
    with pytest.raises(StoreError, match="holds something already"):
        move(there, peopled.settings.database)
    move(there, "back.sqlite")
    back = everything(Institute.open(peopled.root))
    assert {name for name in back if back[name] != before[name]} == {"priority", "history", "clock"}


def test_back_at_once_the_old_place_is_taken_as_it_is(
    peopled: Institute, other: str, everything: Everything
) -> None:
    before = everything(peopled)
    move(peopled, other)
    move(Institute.open(peopled.root), peopled.settings.database)
    back = Institute.open(peopled.root)
    assert (back.settings.database, everything(back)) == (peopled.settings.database, before)
    with Store.open(back.database_url) as store:
        store.view(CUSTODIAN).write(Priority(title="goes on"))


def test_a_place_that_holds_something_is_refused(peopled: Institute, other: str) -> None:
    where = other if "://" in other else f"sqlite:///{peopled.root}/{other}"
    with Store.open(where) as store:
        store.view(CUSTODIAN).write(Priority(title="somebody's"))
    for refused in (check_move, move):
        with pytest.raises(StoreError, match="holds something already"):
            refused(peopled, other)
    assert Institute.open(peopled.root).settings == peopled.settings


def test_its_own_place_and_one_that_cannot_be_reached_are_refused(peopled: Institute) -> None:
    with pytest.raises(StoreError, match="in that database already"):
        move(peopled, peopled.settings.database)
    with pytest.raises(StoreError, match="cannot be used"):
        move(peopled, "postgresql://nobody@/none?host=/nowhere")
    with pytest.raises(StoreError, match="cannot be used"):
        move(peopled, "no/such/folder.sqlite")


def test_killed_at_any_point_the_same_again_brings_it_to_its_end(
    peopled: Institute, everything: Everything, killed: Killed
) -> None:
    before, places = everything(peopled), iter(f"p{number}.sqlite" for number in range(20))
    outcomes, place = set(), [next(places)]
    for _ in killed(lambda: move(peopled, place[0])):
        now = Institute.open(peopled.root)
        assert everything(now) == before
        outcomes.add(now.settings.database == peopled.settings.database)
        if now.settings.database == peopled.settings.database:
            move(peopled, place[0])
        assert everything(Institute.open(peopled.root)) == before
        move(Institute.open(peopled.root), peopled.settings.database)
        place[0] = next(places)
    assert outcomes == {True, False}


def test_nothing_that_was_acknowledged_during_a_move_is_left_behind(peopled: Institute, other: str) -> None:
    command = [sys.executable, "-c", WRITER, peopled.database_url]
    writers = [
        subprocess.Popen([*command, name], stdout=subprocess.PIPE, text=True) for name in ("a", "b", "c")
    ]
    for each in writers:  # all of them are at it
        assert each.stdout is not None and each.stdout.readline() == "0\n"
    move(peopled, other)
    said = {name: each.communicate(timeout=60)[0] for name, each in zip("abc", writers, strict=True)}
    told = {f"{name}-{line}" for name, text in said.items() for line in text.splitlines() if line.isdigit()}
    assert all("moved to another database" in text for text in said.values())
    with Store.open(Institute.open(peopled.root).database_url) as store:
        there = {each.id for each in store.view(CUSTODIAN).all(Priority)}
    assert told | {"a-0", "b-0", "c-0"} <= there
