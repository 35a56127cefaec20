"""The desk: what becomes of what people type, whoever types at the same time."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cadence.content import Content
from cadence.errors import NotAllowed
from cadence.forms.desk import Desk, same
from cadence.forms.flat import flat, put
from cadence.forms.place import Place
from cadence.forms.refused import Refused
from cadence.institute import Institute
from cadence.model import Entry, Membership, Observation, Person, Response, Step, Team
from cadence.model.form import ChecklistField, ChoiceField, GridField, NumberField, TableField, TextField
from cadence.publish.steps import Steps
from cadence.store import Store, Viewer

NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)
PEOPLE = ("ana", "ben")
VISIT = "0" * 31 + "1"


@pytest.fixture
def room(store: Store, backend: str) -> Store:
    """Lend a store with a team of two whose first three sessions are open."""
    store.view(Viewer("custodian")).write(
        Team(id="oak", name="Oak"),
        *(Person(id=each, name=each.title()) for each in PEOPLE),
        *(Membership(team="oak", person=each) for each in PEOPLE),
        *(Step(cycle=1, team="oak", session=n, step="page", state="open") for n in (1, 2, 3)),
    )
    return store


def desk(store: Store, bare: Institute, person: str = "ana") -> Desk:
    view = store.view(Viewer("member", person=person, team="oak"))
    custodian, content = store.view(Viewer("custodian")), Content.load(None)
    steps = Steps.read(view, 1, "oak")
    return Desk(Place(view, custodian, content, steps, bare.settings, 1, "oak", person, NOW))


def save(at: Desk, kind: str, name: str, record: str = "", key: str = "", **changes: Any) -> dict[str, Any]:
    sent = {path: {"was": was, "now": now} for path, (was, now) in changes.items()}
    return at.save({"key": key, "kind": kind, "id": name, "record": record, "changes": sent})


def test_a_request_that_comes_again_after_all_else_changes_nothing(room: Store, bare: Institute) -> None:
    ana = desk(room, bare)
    save(ana, "form", "charter", purpose=(None, "A"))
    first = {"key": "one", "purpose": ("A", "B")}
    assert save(ana, "form", "charter", **first)["saved"] == ["purpose"]
    save(ana, "form", "charter", purpose=("B", "A"))
    again = save(desk(room, bare), "form", "charter", **first)  # by a server that remembers nothing
    assert (again["saved"], again["differs"]) == (["purpose"], {})
    assert ana.form("form", "charter")["values"]["purpose"] == "A"


def test_what_a_request_could_not_change_may_be_taken_when_it_comes_again(
    room: Store, bare: Institute
) -> None:
    ana, ben = desk(room, bare), desk(room, bare, "ben")
    save(ben, "form", "charter", norms=(None, "Ben"))
    both = {"key": "two", "purpose": (None, "A"), "norms": (None, "Ana")}
    assert set(save(ana, "form", "charter", **both)["differs"]) == {"norms"}
    save(ben, "form", "charter", norms=("Ben", None))
    assert save(ana, "form", "charter", **both)["saved"] == ["purpose", "norms"]
    assert save(ana, "form", "charter", **both)["saved"] == ["purpose", "norms"]


def test_receipts_are_dropped_in_time(room: Store, bare: Institute) -> None:
    one = {"key": "one", "purpose": (None, "Reading")}
    save(desk(room, bare), "form", "charter", **one)
    room.drop_receipts(NOW)
    save(desk(room, bare), "form", "charter", purpose=("Reading", None))
    save(desk(room, bare), "form", "charter", **one)
    assert desk(room, bare).form("form", "charter")["values"].get("purpose") is None
    room.drop_receipts(NOW + timedelta(days=1))
    assert save(desk(room, bare), "form", "charter", **one)["saved"] == ["purpose"]
    assert desk(room, bare).form("form", "charter")["values"]["purpose"] == "Reading"


def statements(at: Desk) -> list[str]:
    """Return the ids of a survey's statements."""
    parts = at.form("survey", "conditions")["form"]["parts"]
    return [row["id"] for part in parts if part["kind"] == "grid" for row in part["rows"]]


def levels(at: Desk) -> list[str]:
    """Return the paths of a visit's levels."""
    parts = at.form("visit", "walkthrough", VISIT)["form"]["parts"]
    return [part["id"] for part in parts if part["id"].startswith("levels/")]


STEP = st.tuples(st.sampled_from(PEOPLE), st.sampled_from(("purpose", "coach")), st.sampled_from("xyz"))


@given(steps=st.lists(STEP, max_size=12), blind=st.lists(st.booleans(), min_size=12, max_size=12))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_was_acknowledged_stands_until_somebody_changes_it_who_has_seen_it(
    room: Store, bare: Institute, steps: list[tuple[str, str, str]], blind: list[bool]
) -> None:
    desks = {person: desk(room, bare, person) for person in PEOPLE}
    stands = dict(desks["ana"].form("form", "charter")["values"])
    seen = {person: dict(stands) for person in PEOPLE}
    for (person, path, now), stays_blind in zip(steps, blind, strict=False):
        if not stays_blind:
            seen[person] = dict(stands)
        reply = save(desks[person], "form", "charter", **{path: (seen[person].get(path), now)})
        if path in reply["saved"]:
            assert same(stands.get(path), seen[person].get(path)) or stands.get(path) == now
            stands[path] = now
        else:
            assert reply["differs"][path]["theirs"] == stands[path]
        seen[person][path] = stands[path]
        assert desks["ben"].form("form", "charter")["values"] == stands


@given(steps=st.lists(STEP, min_size=1, max_size=6))
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_sent_again_changes_nothing(
    room: Store, bare: Institute, steps: list[tuple[str, str, str]]
) -> None:
    at = desk(room, bare)
    for _, path, now in steps:
        was = at.form("form", "charter")["values"].get(path)
        for _ in range(2):
            assert save(at, "form", "charter", **{path: (was, now)})["saved"] == [path]
        assert at.form("form", "charter")["values"][path] == now


def test_one_refused_value_keeps_none_of_the_others_back(room: Store, bare: Institute) -> None:
    at = desk(room, bare)
    reply = save(at, "form", "charter", purpose=(None, "For students"), coach=(None, "x" * 30_000))
    assert reply["saved"] == ["purpose"]
    assert "20,000 is the most" in reply["refused"]["coach"]["what"]


def test_a_form_of_a_session_that_is_closed_takes_nothing(room: Store, bare: Institute) -> None:
    at = desk(room, bare)
    assert at.form("form", "goals")["form"]["state"] == "closed"
    with pytest.raises(Exception, match="closed"):
        save(at, "form", "goals", lagging=(None, "x"))
    assert room.view(Viewer("custodian")).all(Entry) == []


def test_a_private_form_is_ones_own(room: Store, bare: Institute) -> None:
    save(desk(room, bare, "ana"), "form", "vision-draft", student=(None, "They explain"))
    assert desk(room, bare, "ana").form("form", "vision-draft")["values"] == {"student": "They explain"}
    assert desk(room, bare, "ben").form("form", "vision-draft")["values"] == {}


def test_a_survey_can_be_resumed_changed_and_handed_in_once(room: Store, bare: Institute) -> None:
    at = desk(room, bare)
    items = statements(at)
    save(at, "survey", "conditions", roster=(None, ["ana", "Ben"]), **{f"items/{items[0]}": (None, "4")})
    reply = at.save({"kind": "survey", "id": "conditions", "submit": True, "changes": {}})
    save(at, "survey", "conditions", **{f"items/{items[0]}": ("4", "cannot-say")})
    (response,) = room.view(Viewer("custodian")).all(Response)
    assert (response.listed, response.answers) == (("ana", "ben"), {items[0]: None})
    assert reply["submitted"] == response.submitted.isoformat()  # type: ignore[union-attr]


def test_nobody_reads_the_answers_of_another(room: Store, bare: Institute) -> None:
    item = f"items/{statements(desk(room, bare))[0]}"
    since = desk(room, bare, "ben").form("survey", "conditions")["seq"]
    save(desk(room, bare, "ana"), "survey", "conditions", **{item: (None, "1")})
    assert desk(room, bare, "ben").form("survey", "conditions")["values"] == {}
    assert desk(room, bare, "ben").since(since)["forms"] == []
    facilitator = room.view(Viewer("facilitator", person="fay"))
    custodian, content = room.view(Viewer("custodian")), Content.load(None)
    leads = Place(facilitator, custodian, content, Steps(), bare.settings, 1, "oak", "fay", NOW)
    with pytest.raises(NotAllowed):
        Desk(leads).form("survey", "conditions")


def test_a_level_that_was_not_observed_is_none_and_one_that_was_not_marked_is_missing(
    room: Store, bare: Institute
) -> None:
    at = desk(room, bare)
    first, second = levels(at)[:2]
    seen = {first: (None, "not-observed"), second: (None, 3)}
    save(at, "visit", "walkthrough", VISIT, on=(None, "2026-11-24"), **seen)
    (visit,) = room.view(Viewer("custodian")).all(Observation)
    assert (visit.on, visit.observer) == (date(2026, 11, 24), "ana")
    assert visit.levels == {first.removeprefix("levels/"): None, second.removeprefix("levels/"): 3}


@pytest.mark.parametrize("value", [True, 9, "3", [3], {"a": 1}, 1e400])
def test_a_level_that_is_none_is_refused(room: Store, bare: Institute, value: Any) -> None:
    at = desk(room, bare)
    path = levels(at)[0]
    assert path in save(at, "visit", "walkthrough", VISIT, **{path: (None, value)})["refused"]
    assert room.view(Viewer("custodian")).all(Observation) == []


def fields() -> Iterator[tuple[Any, dict[str, Any]]]:
    """Yield a field of each kind, with changes that it takes, by path below it."""
    yield TextField(id="t", label="T"), {"": "two\nlines "}
    yield NumberField(id="n", label="N", low=0, high=9), {"": 4}
    yield ChoiceField(id="c", label="C", options=("a", "b")), {"": "b"}
    yield ChoiceField(id="m", label="M", options=("a", "b"), many=True), {"": ["a"]}


@pytest.mark.parametrize(("part", "changes"), list(fields()), ids=lambda each: getattr(each, "id", ""))
def test_what_is_put_into_a_field_is_what_stands_there(part: Any, changes: dict[str, Any]) -> None:
    for below, now in changes.items():
        assert flat(part, put(part, None, below, now)) == {part.id + below: now}


def test_rows_items_and_cells_are_changed_one_by_one() -> None:
    grid = GridField(id="g", label="G", rows=("r", "s"), options=("a", "b"))
    checklist = ChecklistField(id="k", label="K", items=("i", "j"))
    table = TableField(id="x", label="X", columns=("A", "B"))
    for part, kept in ((grid, {"r": "a"}), (checklist, ["i"]), (table, [["one", "two"]])):
        before = flat(part, kept)
        path, value = next((p, v) for p, v in before.items() if v not in ({"order": 0},))
        assert flat(part, put(part, kept, path.partition("/")[2], value)) == before
    with pytest.raises(Refused):
        put(grid, None, "no-row", "a")
    with pytest.raises(Refused):
        put(table, None, "../../row/x", "a")
