"""Reading and writing through a view."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from sqlalchemy import text

from cadence.errors import NotAllowed, NotFound, StaleRevision, StoreError
from cadence.model import Card, Clause, Observation, Publication, Record, Response, School, Verification
from cadence.store import Store, Viewer
from cadence.store.engine import make_engine, transaction
from cadence.store.schema import schema

CUSTODIAN = Viewer("custodian")
Sample = Callable[..., Any]


def history(url: str) -> list[Any]:
    engine = make_engine(url)
    with engine.connect() as connection:
        rows = connection.execute(schema().tables["history"].select().order_by("seq")).all()
    engine.dispose()
    return list(rows)


def test_a_new_record_has_revision_one(store: Store) -> None:
    (written,) = store.view(CUSTODIAN).write(School(id="1", name="Lincoln"))
    assert written == School(id="1", revision=1, name="Lincoln")
    assert store.view(CUSTODIAN).get(School, "1") == written


def test_a_change_is_made_from_the_revision_that_stands(store: Store) -> None:
    view = store.view(CUSTODIAN)
    (first,) = view.write(School(id="1", name="Lincoln"))
    (second,) = view.write(first.model_copy(update={"name": "Lincoln High"}))
    assert (second.revision, view.get(School, "1").name) == (2, "Lincoln High")


def test_a_stale_revision_is_refused_and_carries_the_other_version(store: Store) -> None:
    view = store.view(CUSTODIAN)
    (first,) = view.write(School(id="1", name="Lincoln"))
    (theirs,) = view.write(first.model_copy(update={"name": "Theirs"}))
    with pytest.raises(StaleRevision) as refusal:
        view.write(first.model_copy(update={"name": "Mine"}))
    assert refusal.value.current == theirs
    assert view.get(School, "1") == theirs


def test_creating_what_is_there_already_is_stale(store: Store) -> None:
    view = store.view(CUSTODIAN)
    view.write(School(id="1", name="Lincoln"))
    with pytest.raises(StaleRevision):
        view.write(School(id="1", name="Another"))


def test_changing_what_is_gone_is_refused(store: Store) -> None:
    view = store.view(CUSTODIAN)
    (school,) = view.write(School(id="1", name="Lincoln"))
    view.remove(school)
    with pytest.raises(NotFound):
        view.write(school)
    with pytest.raises(NotFound):
        view.remove(school)


def test_a_stale_removal_is_refused(store: Store) -> None:
    view = store.view(CUSTODIAN)
    (school,) = view.write(School(id="1", name="Lincoln"))
    view.write(school.model_copy(update={"name": "Changed"}))
    with pytest.raises(StaleRevision):
        view.remove(school)
    assert view.get(School, "1").name == "Changed"


def test_who_holds_a_record_that_is_gone_cannot_overwrite_the_one_made_anew_under_its_id(
    store: Store,
) -> None:
    view = store.view(CUSTODIAN)
    (old,) = view.write(School(id="1", name="Old"))
    view.remove(old)
    (new,) = view.write(School(id="1", name="New"))
    assert new.revision == 2
    with pytest.raises(StaleRevision) as refusal:
        view.write(old.model_copy(update={"name": "Old, renamed"}))
    assert refusal.value.current == new == view.get(School, "1")


def test_several_are_removed_or_none(store: Store) -> None:
    view = store.view(CUSTODIAN)
    first, second = view.write(School(id="1", name="x"), School(id="2", name="y"))
    (theirs,) = view.write(second.model_copy(update={"name": "z"}))
    with pytest.raises(StaleRevision) as refusal:
        view.remove(first, second)
    assert (refusal.value.current, view.all(School)) == (theirs, [first, theirs])
    view.remove(first, theirs)
    assert view.all(School) == []


def test_of_several_records_one_that_is_stale_stops_all_and_is_the_one_that_comes_back(store: Store) -> None:
    view = store.view(CUSTODIAN)
    first, second = view.write(School(id="1", name="x"), School(id="2", name="y"))
    (theirs,) = view.write(second.model_copy(update={"name": "z"}))
    with pytest.raises(StaleRevision) as refusal:
        view.write(*(each.model_copy(update={"city": "Austin"}) for each in (first, second)))
    assert (refusal.value.current, view.all(School)) == (theirs, [first, theirs])


def test_what_was_changed_together_is_numbered_as_one_batch(store: Store, url: str) -> None:
    view = store.view(CUSTODIAN)
    view.write(School(id="1", name="x"))
    view.write(School(id="2", name="y"), School(id="3", name="z"))
    assert [(row.seq, row.batch, row.undoes) for row in history(url)] == [
        (1, 1, None),
        (2, 2, None),
        (3, 2, None),
    ]


def test_a_row_that_nobody_could_have_written_is_said_in_words(store: Store, url: str) -> None:
    store.view(CUSTODIAN).write(Clause(id="1", team="a", vision="v", text="x"))
    engine = make_engine(url)
    with transaction(engine, writes=True) as connection:
        connection.execute(text("UPDATE clause SET elements = '[\"nonsense\"]'"))
    engine.dispose()
    with pytest.raises(StoreError, match=r"table 'clause' cannot be read.*cadence doctor"):
        store.view(CUSTODIAN).all(Clause)


def test_all_is_written_or_nothing(store: Store, url: str) -> None:
    view = store.view(CUSTODIAN)
    with pytest.raises(NotFound):
        view.write(School(id="1", name="Good"), School(id="2", name="Bad", revision=7))
    assert view.all(School) == []
    assert (view.seq(), history(url)) == (0, [])


def test_one_write_may_hold_several_types_and_the_same_record_twice(store: Store, sample: Sample) -> None:
    school = School(id="1", name="First")
    again = School(id="1", name="Second", revision=1)
    view = store.view(CUSTODIAN)
    view.write(school, sample(Card, team="a"), again)
    assert view.get(School, "1") == School(id="1", name="Second", revision=2)
    assert len(view.all(Card)) == 1


def test_writing_what_stands_already_changes_nothing(store: Store, url: str) -> None:
    view = store.view(CUSTODIAN)
    (school,) = view.write(School(id="1", name="Lincoln"))
    before = (store.fingerprint(), view.seq())
    assert view.write(school) == (school,)
    assert (store.fingerprint(), view.seq()) == before
    assert len(history(url)) == 1


def test_the_history_says_who_did_what(store: Store, url: str) -> None:
    member = store.view(Viewer("member", person="ana", team="a"))
    (card,) = member.write(Card(id="c", cycle=1, team="a", title="Try"))
    (card,) = member.write(card.model_copy(update={"title": "Try again"}))
    member.remove(card)
    rows = history(url)
    assert [(r.seq, r.viewer, r.table, r.record, r.revision, r.action) for r in rows] == [
        (1, "member:ana", "card", "c", 1, "create"),
        (2, "member:ana", "card", "c", 2, "change"),
        (3, "member:ana", "card", "c", 2, "remove"),
    ]
    assert [(r.before or {}).get("title") for r in rows] == [None, "Try", "Try again"]
    assert [(r.after or {}).get("title") for r in rows] == ["Try", "Try again", None]
    assert all(abs(datetime.now(UTC) - r.at) < timedelta(hours=1) for r in rows)


def test_records_come_by_order_then_id(store: Store) -> None:
    view = store.view(CUSTODIAN)
    for id, order in (("b", 1), ("a", 1), ("c", 0)):
        view.write(Clause(id=id, order=order, team="t", vision="v", text="x"))
    for id in ("b", "a", "B"):
        view.write(School(id=id, name="x"))
    assert [clause.id for clause in view.all(Clause)] == ["c", "a", "b"]
    assert [school.id for school in view.all(School)] == ["B", "a", "b"]


def test_records_are_asked_for_by_the_values_of_their_fields(store: Store, sample: Sample) -> None:
    view = store.view(CUSTODIAN)
    view.write(sample(Card, id="1", team="a", cycle=1, owner="ana"), sample(Card, id="2", team="a", cycle=2))
    assert [card.id for card in view.all(Card, team="a", cycle=1)] == ["1"]
    assert [card.id for card in view.all(Card, owner=None)] == ["2"]
    assert view.first(Card, team="b") is None


@pytest.mark.parametrize("name", ["levels", "colour", "institute", "seq"])
def test_a_field_that_cannot_be_asked_for_is_refused_by_name(store: Store, name: str) -> None:
    with pytest.raises(TypeError, match=f"'{name}'.*Known: id, revision, cycle"):
        store.view(CUSTODIAN).all(Observation, **{name: 1})


def test_what_is_not_there_is_not_found(store: Store) -> None:
    with pytest.raises(NotFound, match="no school '1'"):
        store.view(CUSTODIAN).get(School, "1")


def test_institutes_in_one_database_know_nothing_of_each_other(store: Store, url: str) -> None:
    store.view(CUSTODIAN).write(School(id="1", name="Here"))
    with Store.open(url, "other") as other:
        view = other.view(CUSTODIAN)
        assert view.all(School) == []
        view.write(School(id="1", name="There"))
        assert view.seq() == 1
    assert store.view(CUSTODIAN).get(School, "1").name == "Here"


def test_a_publication_is_never_changed_and_never_removed(store: Store, sample: Sample) -> None:
    view = store.view(CUSTODIAN)
    (kept,) = view.write(sample(Publication, team="a", body={"n": 5}))
    with pytest.raises(NotAllowed):
        view.write(kept.model_copy(update={"body": {"n": 6}}))
    with pytest.raises(NotAllowed):
        view.remove(kept)
    assert view.write(kept) == (kept,)
    assert view.get(Publication, kept.id).body == {"n": 5}


def test_of_two_who_publish_at_once_the_second_is_handed_the_first(store: Store, sample: Sample) -> None:
    view = store.view(CUSTODIAN)
    (kept,) = view.write(sample(Publication, id="a.conditions.1", team="a", body={"n": 5}))
    with pytest.raises(StaleRevision) as refusal:
        view.write(sample(Publication, id="a.conditions.1", team="a", body={"n": 6}))
    assert refusal.value.current == kept


@pytest.mark.parametrize("role", ["member", "team", "facilitator", "district"])
def test_only_the_custodian_publishes(store: Store, sample: Sample, role: Any) -> None:
    view = store.view(Viewer(role, person="p", team="a"))
    with pytest.raises(NotAllowed):
        view.write(sample(Publication, team="a"))


def test_text_that_no_database_keeps_is_visibly_replaced(store: Store) -> None:
    view = store.view(CUSTODIAN)
    (school,) = view.write(School(id="1", name="Lin\x00coln"))
    (answer,) = view.write(
        Response(cycle=1, team="a", person="p", survey="s", comments={"q\x00": "a\x00b"}),
    )
    assert (school.name, answer.comments) == ("Lin\ufffdcoln", {"q\ufffd": "a\ufffdb"})
    assert view.get(School, "1") == school
    assert view.get(Response, answer.id) == answer
    assert view.all(School, name="Lin\x00coln") == [school]


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_what_is_not_a_number_is_refused(store: Store, sample: Sample, number: float) -> None:
    view = store.view(CUSTODIAN)
    with pytest.raises(ValueError, match="cannot be kept"):
        view.write(sample(Publication, body={"mean": number}))
    assert view.all(Publication) == []


def test_dates_inside_a_body_come_back_as_they_went_in(store: Store, sample: Sample) -> None:
    view = store.view(CUSTODIAN)
    (kept,) = view.write(sample(Publication, body={"on": date(2026, 10, 1), "pair": (1, 2)}))
    assert kept.body == {"on": "2026-10-01", "pair": [1, 2]}
    assert view.get(Publication, kept.id) == kept


def test_a_moment_is_the_same_moment_in_any_zone(store: Store, sample: Sample) -> None:
    at = datetime(2026, 10, 1, 23, 30, tzinfo=timezone(timedelta(hours=-6)))
    view = store.view(CUSTODIAN)
    (kept,) = view.write(sample(Verification, team="a", at=at))
    assert view.get(Verification, kept.id).at == at


def test_seq_grows_with_every_change(store: Store) -> None:
    view = store.view(CUSTODIAN)
    seen = [view.seq()]
    (school,) = view.write(School(id="1", name="Lincoln"))
    seen.append(view.seq())
    view.write(*(School(id=f"s{i}", name="x") for i in range(3)))
    seen.append(view.seq())
    view.remove(school)
    seen.append(view.seq())
    assert seen == [0, 1, 4, 5]


def answers(person: str, *, team: str = "a", wave: int = 1, sent: bool = True) -> Response:
    submitted = datetime(2026, 10, 1, tzinfo=UTC) if sent else None
    return Response(cycle=1, team=team, person=person, survey="s", wave=wave, submitted=submitted)


def test_who_submitted_is_told_without_their_answers(store: Store) -> None:
    store.view(CUSTODIAN).write(
        answers("q"), answers("p"), answers("draft", sent=False), answers("x", team="b"), answers("p", wave=2)
    )
    for role in ("facilitator", "custodian"):
        assert store.view(Viewer(role)).submitted("a", 1, "s") == ["p", "q"]
    assert store.view(Viewer("facilitator")).submitted("a", 1, "s", 2) == ["p"]
    assert store.view(Viewer("facilitator")).all(Response) == []


def test_a_packet_may_count_who_submitted_but_not_name_them(store: Store) -> None:
    store.view(CUSTODIAN).write(answers("q"), answers("p"), answers("x", team="b"))
    packet = store.view(Viewer("team", team="a"))
    assert packet.submitted("a", 1, "s") == ["", ""]
    assert packet.submitted("b", 1, "s") == []


@pytest.mark.parametrize("role", ["member", "district"])
def test_who_submitted_is_not_for_members_or_the_district(store: Store, role: Any) -> None:
    with pytest.raises(NotAllowed):
        store.view(Viewer(role, person="p", team="a")).submitted("a", 1, "s")


def test_ten_thousand_records_come_back_in_one_piece(store: Store, sample: Sample) -> None:
    view = store.view(CUSTODIAN)
    many: list[Record] = [sample(Observation, id=f"{i:05}", team="a") for i in range(10_000)]
    view.write(*many)
    assert [each.id for each in view.all(Observation)] == [each.id for each in many]
