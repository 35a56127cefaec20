"""A team's fingerprint changes exactly when something of its own changed."""

from collections.abc import Callable
from typing import Any

import pytest

from cadence.model import (
    RECORDS,
    Card,
    Membership,
    Note,
    Outcome,
    Person,
    Priority,
    Record,
    School,
    Team,
    Term,
)
from cadence.store import Store, Viewer

Sample = Callable[..., Any]
CUSTODIAN = Viewer("custodian")


@pytest.fixture
def peopled(store: Store) -> Store:
    """Lend a store with two schools, a team at each, and a person on each."""
    view = store.view(CUSTODIAN)
    for team, school, person in (("a", "1", "ana"), ("b", "2", "ben")):
        view.write(
            School(id=school, name=school),
            Team(id=team, name=team, school=school),
            Person(id=person, name=person),
            Membership(id=f"{person}@{team}", team=team, person=person),
        )
    return store


def mattered(store: Store, *records: Record) -> str:
    """Write records and say whose fingerprints changed."""
    before = {team: store.fingerprint(team) for team in ("a", "b", None)}
    store.view(CUSTODIAN).write(*records)
    after = {team: store.fingerprint(team) for team in before}
    return "".join(team or "*" for team in before if before[team] != after[team])


def changed(store: Store, kind: type[Record], id: str, **values: object) -> str:
    record = store.view(CUSTODIAN).get(kind, id)
    return mattered(store, record.model_copy(update=values))


def test_a_row_of_a_team_matters_to_that_team(peopled: Store, sample: Sample) -> None:
    for kind in RECORDS:
        if "team" in kind.model_fields and kind.audience not in ("own", "keys"):
            assert mattered(peopled, sample(kind, team="a", person="someone")) == "a*", kind


def test_what_is_everybodys_matters_to_every_team(peopled: Store) -> None:
    assert mattered(peopled, Term(team=None, term="rigor", meaning="x")) == "ab*"
    assert mattered(peopled, Priority(title="Reading")) == "ab*"


def test_a_school_matters_to_its_team(peopled: Store) -> None:
    assert changed(peopled, School, "1", name="Renamed") == "a*"
    assert mattered(peopled, Outcome(school="2", year="2025-26", indicator="attendance")) == "b*"
    assert mattered(peopled, School(id="3", name="Somewhere else")) == "*"


def test_a_team_and_its_people_matter_to_it(peopled: Store) -> None:
    assert changed(peopled, Team, "b", name="Renamed") == "b*"
    assert changed(peopled, Person, "ana", name="Ana Ruiz") == "a*"


def test_a_move_to_another_team_matters_to_both(peopled: Store) -> None:
    assert changed(peopled, Membership, "ana@a", team="b") == "ab*"
    assert changed(peopled, Person, "ana", name="Ana Ruiz") == "b*"


def test_what_a_person_keeps_alone_matters_to_nobody_else(peopled: Store) -> None:
    before = peopled.fingerprint("a")
    peopled.view(Viewer("member", "ana", "a")).write(Note(cycle=1, team="a", person="ana", form="f"))
    assert peopled.fingerprint("a") == before


def test_a_removal_matters(peopled: Store) -> None:
    view = peopled.view(CUSTODIAN)
    first, _last = view.write(*(Card(cycle=1, team="a", title=title) for title in "xy"))
    before = peopled.fingerprint("a"), peopled.fingerprint("b")
    view.remove(first)
    assert (peopled.fingerprint("a") != before[0], peopled.fingerprint("b") == before[1]) == (True, True)


def test_what_was_made_anew_is_not_taken_for_what_was_there_before(peopled: Store) -> None:
    view = peopled.view(CUSTODIAN)
    (card,) = view.write(Card(id="c", cycle=1, team="a", title="Old"))
    before = peopled.fingerprint("a")
    view.remove(card)
    view.write(Card(id="c", cycle=1, team="a", title="New"))
    assert peopled.fingerprint("a") != before


def test_the_same_store_opened_again_has_the_same_fingerprint(peopled: Store, url: str) -> None:
    with Store.open(url) as again:
        assert again.fingerprint("a") == peopled.fingerprint("a")
