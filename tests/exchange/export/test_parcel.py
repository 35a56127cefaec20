"""What leaves, for whom, and what two exports together may not tell."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from cadence.errors import NotFound, StoreError
from cadence.exchange.export import Asked, Parcel, Part, files_of
from cadence.institute import Institute
from cadence.model import (
    Card,
    Consent,
    Membership,
    Note,
    Observation,
    Person,
    Publication,
    Rating,
    Record,
    Response,
    School,
    Team,
    Term,
)
from cadence.store import Store, View, Viewer

HERE = {"cycle": 1, "team": "oak"}


def people(count: int, team: str = "oak") -> list[Record]:
    folk = [Person(id=f"{team}-p{n}", name=f"Person {n}", email=f"p{n}@{team}.example") for n in range(count)]
    return [*folk, *(Membership(team=team, person=person.id) for person in folk)]


def answer(n: int, value: int = 4, team: str = "oak") -> Response:
    return Response(
        cycle=1,
        team=team,
        person=f"{team}-p{n}",
        survey="conditions",
        answers={"bounded-1": value},
        comments={"open-1": f"secret words {n}"},
        listed=(f"{team}-p0",),
        submitted=datetime(2026, 10, 1, 8, n, tzinfo=UTC),
    )


@pytest.fixture
def lively(store: Store, custodian: View) -> Store:
    """Return an institute with something of every delicate kind in it."""
    custodian.write(
        School(id="s1", name="Oak"), Team(id="oak", name="Oak", school="s1"), Team(id="elm", name="Elm")
    )
    custodian.write(*people(8), *people(8, "elm"), *(answer(n) for n in range(7)))
    custodian.write(
        Observation(**HERE, metric="walkthrough", observer="oak-p0", on=date(2026, 10, 2), room="room 204"),
        Consent(team="oak", vision="v1", person="oak-p1", fingers=1, reservation="a private doubt"),
        Rating(**HERE, metric="walkthrough", vignette="one", person="oak-p2", levels={"tasks": 2}),
        Card(id="card", cycle=1, team="elm", title="Of the elms", owner="elm-p1"),
        Term(term="rigor", meaning="work worth doing"),
    )
    store.view(Viewer("facilitator", person="oak-p1")).write(
        Note(**HERE, person="oak-p1", form="coaching-conversation", values={"text": "kept by me alone"})
    )
    return store


def everything(parcel: Parcel) -> bytes:
    return b"".join(files_of(parcel, ("csv", "json")).values())


def test_nothing_private_or_unpublished_leaves(lively: Store, parcel_of: Callable[..., Parcel]) -> None:
    told = everything(parcel_of(lively)).decode()
    for secret in ("secret words", "a private doubt", "kept by me alone", "p1@oak.example", "room 204"):
        assert secret not in told
    assert not parcel_of(lively).records[Response]
    assert "rating" in {each.table for each in parcel_of(lively).about.left_out}


def test_addresses_and_rooms_go_along_where_they_are_asked_for(
    lively: Store, parcel_of: Callable[..., Parcel]
) -> None:
    told = everything(parcel_of(lively, Asked(contacts=True, rooms=True))).decode()
    assert "p1@oak.example" in told and "room 204" in told


def test_a_district_gets_what_is_the_institutes(lively: Store, parcel_of: Callable[..., Parcel]) -> None:
    parcel = parcel_of(lively, Asked("district"))
    told = everything(parcel).decode()
    assert "rigor" in told and "Person 1" in told
    assert "Of the elms" not in told and "@" not in told
    assert {Card, Observation, Response}.isdisjoint(parcel.records)


@pytest.mark.parametrize("more", [{"contacts": True}, {"rooms": True}])
def test_a_district_cannot_ask_for_addresses_or_rooms(more: dict[str, bool]) -> None:
    with pytest.raises(NotFound):
        Asked("district", **more)  # type: ignore[arg-type]


def test_an_export_of_one_team_holds_its_own_and_what_is_everybodys(
    lively: Store, parcel_of: Callable[..., Parcel]
) -> None:
    records = parcel_of(lively, Asked(part=Part(teams=("oak",)))).records
    assert [team.id for team in records[Team]] == ["oak"]
    assert [school.id for school in records[School]] == ["s1"]
    assert {person.id for person in records[Person]} == {f"oak-p{n}" for n in range(8)}
    assert not records[Card] and records[Observation] and records[Term]


def test_a_table_that_is_not_there_or_never_leaves_is_refused() -> None:
    for name in ("pupil", "note", "consent"):
        with pytest.raises(NotFound):
            Part(tables=(name,))


def test_who_is_no_longer_there_is_said(
    lively: Store, custodian: View, parcel_of: Callable[..., Parcel]
) -> None:
    custodian.remove(custodian.get(Person, "elm-p1"))
    (of_card, of_seat) = sorted(parcel_of(lively).about.loose)
    assert (of_card.table, of_card.column, of_card.value) == ("card", "owner", "elm-p1")
    assert of_seat.table == "membership"


def test_an_institute_that_does_not_hold_still_is_not_exported(
    lively: Store, parcel_of: Callable[..., Parcel], monkeypatch: pytest.MonkeyPatch
) -> None:
    moments = iter(range(100))
    monkeypatch.setattr(View, "seq", lambda view: next(moments))
    with pytest.raises(StoreError, match="no one moment"):
        parcel_of(lively)


# --- two exports ---------------------------------------------------------------------------------------


def test_exports_before_and_after_somebody_submits_are_the_same(
    lively: Store, custodian: View, parcel_of: Callable[..., Parcel]
) -> None:
    before = everything(parcel_of(lively))
    custodian.write(answer(7, value=1))
    assert everything(parcel_of(lively)) == before


def without_ids(parcel: Parcel) -> list[bytes]:
    """Return the files as they stand once the random ids are struck out and rows are put in order."""
    struck = (re.sub(rb"respondent-[0-9a-f]+", b"", each) for each in files_of(parcel, ("csv",)).values())
    return [b"\n".join(sorted(each.splitlines())) for each in struck]


def test_after_a_reveal_late_answers_change_nothing(
    demo: Institute, tmp_path: Path, parcel_of: Callable[..., Parcel]
) -> None:
    """An attacker who has an export from before and one from after learns nothing of who came in between."""
    copy = tmp_path / "copy.sqlite"
    copy.write_bytes((demo.root / "cadence.sqlite").read_bytes())
    with Store.open(f"sqlite:///{copy}") as store:
        custodian = store.view(Viewer("custodian"))
        team = custodian.all(Team)[0].id
        shown = [each for each in custodian.all(Publication) if each.kind == "conditions"]
        assert any(not each.body.get("unsaid") for each in shown)
        before = parcel_of(store)
        (late, *_) = custodian.all(Response, team=team)
        custodian.write(late.model_copy(update={"answers": {key: 1 for key in late.answers}}))
        custodian.write(late.model_copy(update={"id": "late", "person": "somebody-new", "revision": 0}))
        after = parcel_of(store)
    assert without_ids(after) == without_ids(before)
    ids = [{each.person for each in parcel.records[Response]} for parcel in (before, after)]  # type: ignore[attr-defined]
    assert ids[0] and ids[0].isdisjoint(ids[1])
