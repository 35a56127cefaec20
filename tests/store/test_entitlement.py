"""Who sees and who writes what: every role, every type of record, every kind of row."""

from collections.abc import Callable
from datetime import date
from itertools import chain, product
from typing import Any, get_args

import pytest

from cadence.errors import CadenceError, NotAllowed, NotFound
from cadence.model import RECORDS, Ask, Card, Note, Person, Record, Response
from cadence.store import Store, Viewer
from cadence.store.entitlement import lift, readable, veil, within, writable
from cadence.store.viewer import Role

Sample = Callable[..., Any]

AUDIENCES = {
    "institute": "school team person membership priority outcome",
    "team": "initiative publication step entry commitment vision clause term observation goal card evidence"
    " verification review ask sharing round",
    "own": "note",
    "confidential": "response consent rating voice",
    "keys": "invite sign_in event",
}

# Rows that are told apart below: all of them; those of team a; those of team a and those of no team;
# those of no team; person p's; person p's in team a; none.
READS = {
    "put to the district": dict(member="a-", team="a-", facilitator="all", district="all", custodian="all"),
    "institute": dict(member="all", team="all", facilitator="all", district="all", custodian="all"),
    "team": dict(member="a-", team="a-", facilitator="all", district="-", custodian="all"),
    "own": dict(member="p", team="none", facilitator="p", district="p", custodian="none"),
    "confidential": dict(member="p", team="none", facilitator="p", district="p", custodian="all"),
    "keys": dict(member="none", team="none", facilitator="none", district="none", custodian="all"),
}
WRITES = {
    "put to the district": dict(member="a", team="none", facilitator="all", district="all", custodian="all"),
    "institute": dict(member="none", team="none", facilitator="all", district="none", custodian="all"),
    "team": dict(member="a", team="none", facilitator="all", district="none", custodian="all"),
    "own": dict(member="pa", team="none", facilitator="p", district="none", custodian="none"),
    "confidential": dict(member="pa", team="none", facilitator="p", district="none", custodian="all"),
    "keys": dict(member="none", team="none", facilitator="none", district="none", custodian="all"),
    "a publication": dict(member="none", team="none", facilitator="none", district="none", custodian="all"),
    "a step": dict(member="none", team="none", facilitator="all", district="none", custodian="all"),
    "a round": dict(member="none", team="none", facilitator="all", district="none", custodian="all"),
}
MEANING: dict[str, Callable[[Any, Any], bool]] = {
    "all": lambda team, person: True,
    "none": lambda team, person: False,
    "a": lambda team, person: team == "a",
    "a-": lambda team, person: team in ("a", None),
    "-": lambda team, person: team is None,
    "p": lambda team, person: person == "p",
    "pa": lambda team, person: person == "p" and team == "a",
}


def viewer(role: Any) -> Viewer:
    return Viewer(role, person="p", team="a")


def rows(kind: type[Record], sample: Sample) -> list[Any]:
    """Return a row of a type for every team and person that it can have."""
    teams: list[str | None] = ["a", "b"]
    if "team" in kind.model_fields and type(None) in get_args(kind.model_fields["team"].annotation):
        teams.append(None)
    made = [sample(kind, id=f"{t}.{p}", team=t, person=p) for t, p in product(teams, ("p", "q"))]
    return made


def meant(table: dict[str, dict[str, str]], kind: type[Record], role: str, row: Any) -> bool:
    own = "put to the district" if kind is Ask else f"a {kind.table}"
    rule = "all" if role == "keeper" else table.get(own, table[kind.audience])[role]
    return MEANING[rule](getattr(row, "team", "?"), getattr(row, "person", "?"))


def test_every_type_of_record_has_been_given_its_audience_on_purpose() -> None:
    assert {kind.table: kind.audience for kind in RECORDS} == {
        name: audience for audience, names in AUDIENCES.items() for name in names.split()
    }


@pytest.mark.parametrize("kind", RECORDS, ids=lambda kind: kind.table)
def test_a_type_has_the_fields_that_its_audience_goes_by(kind: type[Record]) -> None:
    needed = {
        "institute": set(),
        "team": {"team"},
        "own": {"team", "person"},
        "confidential": {"team", "person"},
        "keys": {"person"},
    }
    assert needed[kind.audience] <= set(kind.model_fields)


def test_each_role_sees_what_it_is_meant_to_and_nothing_else(
    store: Store, sample: Sample, writer: Callable[[Record], Viewer]
) -> None:
    made = {kind: rows(kind, sample) for kind in RECORDS}
    for row in chain(*made.values()):
        store.view(writer(row)).write(row)
    for role, kind in product(get_args(Role), RECORDS):
        seen = {row.id for row in store.view(viewer(role)).all(kind)}
        assert seen == {row.id for row in made[kind] if meant(READS, kind, role, row)}, (role, kind)


@pytest.mark.parametrize("kind", RECORDS, ids=lambda kind: kind.table)
@pytest.mark.parametrize("role", get_args(Role))
def test_each_role_writes_what_it_is_meant_to_and_nothing_else(
    sample: Sample, kind: type[Record], role: Any
) -> None:
    for row in rows(kind, sample):
        assert within(row, writable(viewer(role), kind)) == meant(WRITES, kind, role, row), row


@pytest.mark.parametrize("role", get_args(Role))
@pytest.mark.parametrize("kind", RECORDS, ids=lambda kind: kind.table)
def test_nobody_writes_what_they_may_not_read(sample: Sample, kind: type[Record], role: Any) -> None:
    for row in rows(kind, sample):
        if within(row, writable(viewer(role), kind)):
            assert within(row, readable(viewer(role), kind))


@pytest.mark.parametrize("role", ["member", "team"])
def test_without_a_team_or_a_name_there_is_nothing_of_a_team_or_a_person(sample: Sample, role: Any) -> None:
    nobody = Viewer(role)
    for kind in (Card, Note, Response):
        for row in [*rows(kind, sample), sample(kind, team="", person="")]:
            assert not within(row, readable(nobody, kind))
            assert not within(row, writable(nobody, kind))


def test_a_refused_write_leaves_nothing_behind(store: Store, sample: Sample) -> None:
    for kind in RECORDS:
        with pytest.raises(NotAllowed):
            store.view(Viewer("team", team="a")).write(sample(kind, team="a", person="p"))
    assert store.view(viewer("custodian")).seq() == 0
    assert not any(store.summary().values())


def test_a_record_cannot_be_carried_off_to_another_team(store: Store, sample: Sample) -> None:
    (theirs,) = store.view(Viewer("custodian")).write(sample(Card, team="b"))
    ours = store.view(viewer("member"))
    with pytest.raises(NotFound):
        ours.write(theirs.model_copy(update={"team": "a"}))
    with pytest.raises(CadenceError) as refusal:
        ours.write(theirs.model_copy(update={"team": "a", "revision": 0}))
    assert not hasattr(refusal.value, "current")
    assert store.view(Viewer("custodian")).get(Card, theirs.id) == theirs


def test_a_record_cannot_be_given_away(store: Store, sample: Sample) -> None:
    (mine,) = store.view(viewer("member")).write(sample(Response, team="a", person="p"))
    with pytest.raises(NotAllowed):
        store.view(viewer("member")).write(mine.model_copy(update={"person": "q"}))


def test_a_facilitator_never_gets_an_answer_by_way_of_a_refusal(store: Store, sample: Sample) -> None:
    (answer,) = store.view(viewer("member")).write(sample(Response, id="r", team="a", person="p"))
    facilitator = store.view(Viewer("facilitator", person="f"))
    for revision in (0, 1, 2):
        with pytest.raises(CadenceError) as refusal:
            facilitator.write(sample(Response, id="r", team="a", person="f", revision=revision))
        assert not hasattr(refusal.value, "current")
        with pytest.raises(CadenceError):
            facilitator.write(answer.model_copy(update={"revision": revision}))


def test_the_district_answers_what_is_put_to_it_and_changes_nothing_else_of_it(
    store: Store, sample: Sample
) -> None:
    (asked,) = store.view(Viewer("custodian")).write(sample(Ask, id="a1", team="a", text="A sub."))
    district = store.view(Viewer("district", "dee"))
    given = {"owner": "Staffing", "answer": "From May on.", "answered": date(2026, 11, 25)}
    (kept,) = district.write(
        asked.model_copy(update=given | {"text": "Nothing.", "team": "b", "to": "district"})
    )
    assert kept == asked.model_copy(update=given | {"revision": 2})
    with pytest.raises(NotAllowed):
        district.write(kept.model_copy(update={"to": "peer"}))
    with pytest.raises(NotAllowed):
        district.remove(kept)
    with pytest.raises(NotAllowed):
        district.write(sample(Ask, id="a2", team="a"))


def test_what_teams_ask_of_each_other_is_hidden_from_the_district(store: Store, sample: Sample) -> None:
    (asked,) = store.view(Viewer("custodian")).write(sample(Ask, team="a", to="peer"))
    district = store.view(Viewer("district", "dee"))
    assert district.all(Ask) == []
    with pytest.raises(CadenceError):
        district.write(asked.model_copy(update={"to": "district"}))


ANA = Person(id="ana", name="Ana Park", email="ana@example.org", source="u-17")


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        (Viewer("facilitator", "fay"), True),
        (Viewer("custodian"), True),
        (Viewer("member", "ana", "a"), True),
        (Viewer("district", "ana"), True),
        (Viewer("member", "ben", "a"), False),
        (Viewer("member"), False),
        (Viewer("district", "dee"), False),
        (Viewer("team", "ana", "a"), False),
    ],
)
def test_an_address_is_for_facilitators_and_for_the_person_whose_it_is(
    store: Store, who: Viewer, sees: bool
) -> None:
    store.view(Viewer("custodian")).write(ANA)
    seen, found = store.view(who).get(Person, "ana"), store.view(who).all(Person, email=ANA.email)
    assert (seen.name, seen.email, seen.source) == (
        "Ana Park",
        *(("ana@example.org", "u-17") if sees else ("", "")),
    )
    assert [person.id for person in found] == ["ana"] * sees


def test_what_a_viewer_could_not_see_of_a_record_stands_when_they_write_it_back() -> None:
    ben = Viewer("member", "ben", "a")
    blank = veil(ben, ANA).model_copy(update={"name": "Ana Ruiz"})
    assert lift(ben, blank, ANA) == ANA.model_copy(update={"name": "Ana Ruiz"})
    assert lift(Viewer("facilitator"), blank, ANA) == blank


def test_an_unknown_role_is_no_viewer_at_all() -> None:
    with pytest.raises(ValueError, match="'admin' is not a role"):
        Viewer("admin")  # type: ignore[arg-type]
