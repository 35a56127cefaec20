"""Reading the history: who sees what of it, and in which words."""

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import text

from cadence.model import (
    Card,
    Consent,
    Entry,
    Membership,
    Note,
    Observation,
    Person,
    Publication,
    Rating,
    Response,
    School,
    Team,
)
from cadence.store import Store, View, Viewer
from cadence.store.engine import make_engine, transaction
from cadence.store.history import Logged, Submission, Wanted
from cadence.store.telling import as_data, planned, spoken_of, spoken_of_plan, told, told_at_once

CUSTODIAN, FACILITATOR = Viewer("custodian"), Viewer("facilitator", "fay")
SECRET = "the-secret-of-ana"


@pytest.fixture
def view(store: Store) -> View:
    """Lend a facilitator's view of an institute with two teams and two people (changes 1 to 4, in one go)."""
    store.view(CUSTODIAN).write(
        Team(id="a", name="Garden Oaks"),
        Team(id="b", name="Alcott"),
        Person(id="ana", name="Ana Park", email="ana@example.org"),
        Person(id="ben", name="Ben Ode"),
    )
    return store.view(FACILITATOR)


def numbers(view: View, **wanted: Any) -> list[int | None]:
    return [getattr(each, "seq", None) for each in view.history(Wanted(**wanted))]


def sentences(view: View, **wanted: Any) -> list[str]:
    entries = view.history(Wanted(**wanted))
    names = view.names(spoken_of(entries))
    return [told(each, names) for each in entries]


def secrets(store: Store) -> None:
    """Let Ana answer, draft, vote, rate and note."""
    mine = store.view(Viewer("member", "ana", "a"))
    (draft,) = mine.write(
        Response(cycle=1, team="a", person="ana", survey="conditions", comments={"q": SECRET})
    )
    mine.write(draft.model_copy(update={"submitted": datetime.now(UTC)}))
    mine.write(Consent(team="a", vision="v", person="ana", fingers=2, reservation=SECRET))
    mine.write(
        *(Rating(cycle=1, team="a", metric="m", vignette=v, person="ana", levels={SECRET: 1}) for v in "xy")
    )
    mine.write(Note(cycle=1, team="a", person="ana", form="f", values={"q": SECRET}))


def test_a_change_is_told_with_who_what_and_both_values(store: Store, view: View) -> None:
    member = store.view(Viewer("member", "ana", "a"))
    year = date.today().year
    (card,) = member.write(Card(id="c", cycle=1, team="a", title="Weekly look", due=date(year, 10, 12)))
    member.write(card.model_copy(update={"due": date(year, 10, 19), "owner": "ben"}))
    assert sentences(view, limit=2) == [
        "Ana Park changed card 'Weekly look': owner nothing -> Ben Ode; due 12 Oct -> 19 Oct",
        "Ana Park added card 'Weekly look'",
    ]


def test_a_day_of_another_year_is_told_with_its_year(store: Store, view: View) -> None:
    (card,) = view.write(Card(cycle=1, team="a", title="x", due=date(1999, 1, 2)))
    view.write(card.model_copy(update={"due": None}))
    assert sentences(view, limit=1) == ["A facilitator changed card 'x': due 2 Jan 1999 -> nothing"]


def test_what_a_form_held_is_told_field_by_field(store: Store, view: View) -> None:
    (entry,) = view.write(Entry(cycle=1, team="a", form="charter", values={"p": "x"}))
    view.write(entry.model_copy(update={"values": {"p": "y" * 99, "team_norms": ["a", "b"]}}))
    (words,) = sentences(view, limit=1)
    assert words.startswith("A facilitator changed entry 'charter': p 'x' -> 'yyy")
    assert words.endswith("…'; team norms nothing -> a, b")


def test_a_seat_is_known_by_whose_it_is_and_a_removal_and_an_undo_are_told(store: Store, view: View) -> None:
    (seat,) = store.view(CUSTODIAN).write(Membership(team="a", person="ana"))
    store.view(CUSTODIAN).remove(seat)
    store.view(CUSTODIAN).undo(6)
    assert sentences(view, limit=3) == [
        "The command line added membership 'Ana Park' (undoing 6)",
        "The command line removed membership 'Ana Park'",
        "The command line added membership 'Ana Park'",
    ]


def test_many_changes_in_one_go_are_told_in_one_sentence(store: Store, view: View) -> None:
    (school,) = store.view(CUSTODIAN).write(School(id="1", name="x"))
    store.view(CUSTODIAN).write(
        school.model_copy(update={"name": "y"}), *(School(id=i, name=i) for i in "23")
    )
    assert told_at_once([each for each in view.history() if each.batch == 6], {}) == (  # type: ignore[union-attr, arg-type]
        "The command line added 2 schools and changed 1 school in one go"
    )


def test_what_an_undo_would_do_is_told_before_it_is_done(store: Store, view: View) -> None:
    (card,) = view.write(Card(id="c", cycle=1, team="a", title="Try", owner="ana"))
    view.write(card.model_copy(update={"owner": "ben"}))
    plan = view.undo(6, rehearse=True)
    assert [planned(each, view.names(spoken_of_plan(plan))) for each in plan] == [
        "card 'Try': owner Ben Ode -> Ana Park"
    ]
    (made,) = view.write(Card(id="d", cycle=1, team="a", title="New"))
    assert [planned(each, {}) for each in view.undo(7, rehearse=True)] == ["card 'New' goes"]
    view.remove(made)
    assert [planned(each, {}) for each in view.undo(8, rehearse=True)] == ["card 'New' comes back"]


def test_the_newest_stand_first_and_can_be_asked_for(store: Store, view: View) -> None:
    ana = store.view(Viewer("member", "ana", "a"))
    ana.write(Card(id="c", cycle=1, team="a", title="Weekly look"))
    view.write(Card(id="d", cycle=1, team="b", title="Other"))
    assert numbers(view) == [6, 5, 4, 3, 2, 1]
    assert numbers(view, teams=("a",)) == [5, 1]
    assert numbers(view, person="ana") == [5]
    assert numbers(view, record="ana") == [3]
    assert numbers(view, record="weekly") == [5]
    assert numbers(view, since=date.today() + timedelta(days=2)) == []
    assert numbers(view, since=date.today() - timedelta(days=2), limit=2) == [6, 5]


def test_what_was_done_in_one_go_counts_once_towards_the_limit(view: View) -> None:
    view.write(Card(id="c", cycle=1, team="a", title="x"))
    assert numbers(view, limit=2) == [5, 4, 3, 2, 1]
    assert numbers(view, limit=1) == [5]


@pytest.mark.parametrize("role", ["facilitator", "custodian", "member", "district", "team"])
def test_of_what_is_confidential_no_role_is_told_more_than_that_something_was_submitted(
    store: Store, view: View, role: Any
) -> None:
    secrets(store)
    seen = store.view(Viewer(role, "ana", "a"))
    entries = seen.history(Wanted(limit=1000))
    names = seen.names(spoken_of(entries))
    told_whole = json.dumps([as_data(each, names) for each in entries]) + repr(entries)
    assert SECRET not in told_whole
    assert "note" not in {each.table for each in entries}
    assert all(
        each.table not in ("response", "consent", "rating") for each in entries if isinstance(each, Logged)
    )


def test_who_submitted_is_told_with_the_day_alone_and_once(store: Store, view: View) -> None:
    secrets(store)
    found = [each for each in view.history() if isinstance(each, Submission)]
    assert {(each.table, each.what, each.people) for each in found} == {
        ("response", "conditions", ("ana",)), ("consent", "", ("ana",)), ("rating", "", ("ana",)),
    }  # fmt: skip
    assert {type(each.day) for each in found} == {date}
    assert not any(hasattr(each, "seq") or hasattr(each, "at") for each in found)


def test_what_was_submitted_stands_above_its_day_whatever_its_hour(store: Store, view: View) -> None:
    secrets(store)
    view.write(Card(cycle=1, team="a", title="After"))
    kinds = [type(each) for each in view.history()]
    assert kinds == [Submission] * 3 + [Logged] * 5


def test_a_day_of_submissions_leaves_room_for_changes(store: Store, view: View) -> None:
    secrets(store)
    view.write(Card(cycle=1, team="a", title="After"))
    kinds = [type(each) for each in view.history(Wanted(limit=1))]
    assert kinds == [Submission, Logged]


def test_a_draft_is_nobodys_business(store: Store, view: View) -> None:
    store.view(Viewer("member", "ana", "a")).write(Response(cycle=1, team="a", person="ana", survey="s"))
    assert not any(isinstance(each, Submission) for each in view.history())


@pytest.mark.parametrize("role", ["member", "district", "team"])
def test_who_submitted_is_not_for_members_or_the_district(store: Store, view: View, role: Any) -> None:
    secrets(store)
    assert not any(isinstance(each, Submission) for each in store.view(Viewer(role, "ben", "a")).history())


def test_a_member_reads_of_their_own_team_and_no_addresses(store: Store, view: View) -> None:
    view.write(Card(id="c", cycle=1, team="a", title="Ours"), Card(id="d", cycle=1, team="b", title="Theirs"))
    seen = store.view(Viewer("member", "ben", "a")).history()
    assert {each.record for each in seen if isinstance(each, Logged)} == {"a", "b", "ana", "ben", "c"}
    assert "example.org" not in repr(seen)
    assert "example.org" in repr(store.view(Viewer("member", "ana", "a")).history())


def test_the_hour_is_told_by_the_clock_here(store: Store, view: View) -> None:
    (entry,) = [each for each in view.history() if isinstance(each, Logged) and each.record == "a"]
    assert entry.at.utcoffset() == timedelta(0)
    assert abs(datetime.now(UTC) - entry.at) < timedelta(hours=1)


def test_a_change_that_an_older_version_wrote_can_still_be_read(store: Store, view: View, url: str) -> None:
    view.write(Observation(id="old", cycle=1, team="a", metric="m", observer="ana", on=date(2026, 1, 2)))
    engine = make_engine(url)
    with transaction(engine, writes=True) as connection:
        connection.execute(text("UPDATE history SET after = '{\"gone\": 1}' WHERE record = 'old'"))
    engine.dispose()
    assert sentences(view, record="old") == ["A facilitator added observation"]


def test_a_publication_is_told_as_one(store: Store, view: View, sample: Any) -> None:
    store.view(CUSTODIAN).write(sample(Publication, team="a"))
    assert sentences(view, limit=1) == ["The command line published 'x'"]
