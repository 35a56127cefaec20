"""What a page was made from: what people wait for, what can wait, and what is typed into forms."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from cadence.institute import Institute
from cadence.model import Card, Entry, Note, Publication, Record, Response, Step
from cadence.serving.pages.mark import Mark, Watch
from cadence.store import Store, Viewer

TEAM, OTHER = "alcott-elementary", "king-early-childhood-center"
WHEN = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture
def house(demo: Institute, tmp_path: Path) -> Institute:
    shutil.copytree(demo.root, tmp_path / "house")
    return Institute.open(tmp_path / "house")


@pytest.fixture
def store(house: Institute) -> Iterator[Store]:
    with Store.open(house.database_url) as opened:
        yield opened


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        self.now += 2.0  # so that files are looked at every time
        return self.now


def kept(store: Store, record: Record) -> None:
    person = getattr(record, "person", "")
    role = "member" if record.audience in ("own", "confidential") else "custodian"
    store.view(Viewer(role, person=person, team=TEAM)).write(record)


def changed(store: Store, house: Institute, record: Record, team: str = TEAM) -> tuple[int, int, bool]:
    """Return by how much a record that is written moves each part of a team's mark."""
    watch = Watch(store, house.root, Clock())
    before = watch.mark(team)
    kept(store, record)
    after = watch.mark(team)
    return after.now - before.now, after.soon - before.soon, after.files != before.files


def test_nothing_saved_is_the_same_mark(store: Store, house: Institute) -> None:
    watch = Watch(store, house.root, Clock())
    assert watch.mark(TEAM) == watch.mark(TEAM) == Mark(0, 0, watch.mark(TEAM).files)


@pytest.mark.parametrize(
    "record",
    [
        Step(id="s", cycle=9, session=1, team=TEAM, step="page", state="open"),
        Publication(id="p", cycle=9, team=TEAM, kind="baseline", published=WHEN, body={}),
        Publication(id="p", cycle=9, team=None, kind="baseline", published=WHEN, body={}),
    ],
    ids=["a step", "a result", "a result of the institute"],
)
def test_what_is_opened_or_revealed_counts_at_once(store: Store, house: Institute, record: Record) -> None:
    assert changed(store, house, record) == (1, 0, False)


def test_what_a_team_keeps_counts_before_long(store: Store, house: Institute) -> None:
    card = Card(id="c", cycle=9, team=TEAM, title="Visit", column="doing")
    assert changed(store, house, card) == (0, 1, False)


@pytest.mark.parametrize(
    "record",
    [
        Entry(id="e", team=TEAM, form="charter", values={"a": 1}, cycle=9),
        Note(id="n", team=TEAM, person="ana", form="charter", values={"a": 1}, cycle=9),
        Response(id="r", team=TEAM, person="ana", cycle=9, survey="conditions", wave=1),
        Step(id="s", cycle=9, session=1, team=OTHER, step="page", state="open"),
    ],
    ids=["a form", "a private form", "answers", "another team's step"],
)
def test_what_is_typed_or_is_anothers_makes_no_page_anew(
    store: Store, house: Institute, record: Record
) -> None:
    assert changed(store, house, record) == (0, 0, False)


def test_what_is_typed_where_a_page_draws_from_it_counts_before_long(store: Store, house: Institute) -> None:
    whys = Entry(id="e", team=TEAM, form="five-whys", values={"problem": "Few talk"}, cycle=9)
    assert changed(store, house, whys) == (0, 1, False)


@pytest.mark.parametrize(
    "name", ["notebooks/01-conditions.ipynb", "content/forms/charter.yaml", "institute.toml"]
)
def test_a_file_that_is_written_changes_the_mark(store: Store, house: Institute, name: str) -> None:
    watch = Watch(store, house.root, Clock())
    before = watch.mark(TEAM)
    path = house.root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes((path.read_bytes() if path.exists() else b"") + b"\n")
    assert watch.mark(TEAM).files != before.files


def test_files_are_looked_at_once_a_second_whoever_asks(house: Institute, store: Store) -> None:
    watch = Watch(store, house.root, lambda: 0.0)
    before = watch.mark(TEAM)
    (house.root / "content" / "new.yaml").write_text("x")
    assert watch.mark(TEAM) == watch.mark(OTHER) == before
