"""What leaves under seal: the same institute comes back of it, and nothing leads to who answered what."""

import json
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cadence import publish
from cadence.content import Content
from cadence.errors import ImportRefused, NotAllowed, NotFound
from cadence.exchange.export import Asked, Parcel, Part, files_of, gather, import_institute, put
from cadence.exchange.export.sealed_part import SEALED
from cadence.exchange.export.secret import SECRET, under_seal
from cadence.institute import Institute
from cadence.model import (
    RECORDS,
    Consent,
    Membership,
    Note,
    Person,
    Publication,
    Rating,
    Record,
    Response,
    Team,
    Vision,
)
from cadence.model.pseudonym import is_somebody
from cadence.model.record import new_id
from cadence.store import Store, View, Viewer
from cadence.store.health import examine

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
WHOLE = Asked(contacts=True, rooms=True, sealed=True)
ITEMS = ("bounded-1", "bounded-2", "stable-1")
TEAM = "oak"


def sealed(store: Store, folder: Path, form: str = "json") -> Parcel:
    """Export a store with a sealed part whose seal is none; the real one costs a second and a gigabyte."""
    view, keeper = store.view(Viewer("facilitator")), store.view(Viewer("keeper"))
    parcel = gather(view, WHOLE, institute="Riverside", now=NOW, keeper=keeper)
    put(folder, files_of(parcel, [form], seal=bytes))
    return parcel


def taken(store: Store, folder: Path, **how: Any) -> Any:
    return import_institute(store.view(Viewer("keeper")), folder, unseal=Path.read_bytes, **how)


def people(count: int) -> list[Record]:
    folk = [Person(id=f"p{n}", name=f"Person {n}", email=f"p{n}@oak.example") for n in range(count)]
    return [*folk, *(Membership(id=f"seat{n}", team=TEAM, person=p.id) for n, p in enumerate(folk))]


@st.composite
def answers(draw: st.DrawFn, wave: int) -> list[Response]:
    """Draw what some of nine people and of two nameless sheets answered, some of it handed in twice."""
    folk = [*(f"p{n}" for n in range(9)), f"{wave}c0ffee", f"{wave}decade"]
    given = draw(st.lists(st.sampled_from(folk), min_size=4, max_size=14))
    return [
        Response(
            cycle=1, team=TEAM, person=person, survey="conditions", wave=wave,
            answers={item: draw(st.none() | st.integers(1, 5)) for item in ITEMS},
            comments={"open-1": f"words {wave} {n}"} if draw(st.booleans()) else {},
            listed=tuple(draw(st.lists(st.sampled_from([f"p{n}" for n in range(9)]), unique=True))),
            submitted=draw(st.none() | st.just(NOW - timedelta(days=40 - 10 * wave, minutes=n))),
        )
        for n, person in enumerate(given)
    ]  # fmt: skip


def reveal(
    store: Store, content: Content, house: Institute, wave: int, on: datetime = NOW + timedelta(days=9)
) -> dict[str, Any]:
    """Publish a wave, and return its body with what is shuffled on purpose in one order."""
    made = publish.reveal(
        store.view(Viewer("custodian")), content, house.settings, cycle=1, team=TEAM, kind="conditions",
        wave=wave, now=on + timedelta(days=wave), survey="conditions",
    )  # fmt: skip
    said = made.body.get("comments", {})
    return {**made.body, "comments": {question: sorted(texts) for question, texts in said.items()}}


def without_names(record: Record) -> dict[str, Any]:
    """Return what must come back of a record: of what is confidential all but whose and when exactly."""
    values = record.model_dump(exclude={"revision"})
    if record.audience == "confidential":
        values = {key: value for key, value in values.items() if key not in ("id", "person", "listed")}
        values["submitted"] = bool(values.get("submitted"))
    return values


def held(store: Store) -> dict[str, list[str]]:
    view = store.view(Viewer("keeper"))
    return {kind.table: sorted(repr(without_names(each)) for each in view.all(kind)) for kind in RECORDS}


@pytest.fixture(scope="module")
def content(bare: Institute) -> Content:
    return Content.load(bare.root)


# Every example has two institutes of its own in one database.
@pytest.mark.parametrize("backend", ["sqlite"])
@settings(deadline=None, max_examples=25, suppress_health_check=list(HealthCheck))
@given(
    waves=st.tuples(answers(1), answers(2)), left=st.sets(st.integers(0, 8), max_size=3), seen=st.booleans()
)
def test_an_institute_comes_back_but_for_names_and_publishes_the_same(
    url: str, bare: Institute, content: Content, waves: Any, left: set[int], seen: bool
) -> None:
    with (
        Store.open(url, new_id()) as old,
        Store.open(url, new_id()) as new,
        TemporaryDirectory() as place,
    ):
        custodian = old.view(Viewer("custodian"))
        custodian.write(Team(id=TEAM, name="Oak"), *people(9))
        custodian.write(*(each for wave in waves for each in wave))
        if seen:
            reveal(old, content, bare, 1, NOW - timedelta(days=26))
        seats = [custodian.get(Membership, f"seat{n}") for n in left]
        custodian.write(*(seat.model_copy(update={"left": date(2026, 11, 1)}) for seat in seats))
        sealed(old, Path(place) / "out")
        taken(new, Path(place) / "out")
        assert held(new) == held(old)
        for wave in (1, 2):
            assert reveal(new, content, bare, wave) == reveal(old, content, bare, wave)


def everybody_but(*left_out: int) -> tuple[str, ...]:
    return tuple(f"p{n}" for n in range(8) if n not in left_out)


def answer(wave: int, n: int, value: int, *left_out: int) -> Response:
    return Response(
        cycle=1, team=TEAM, person=f"p{n}", survey="conditions", wave=wave, answers={ITEMS[0]: value},
        listed=everybody_but(*left_out), submitted=NOW - timedelta(days=40 - 10 * wave),
    )  # fmt: skip


# Three leave p0 out, p0 among them: what p0 says of p0 does not count. Three of six stayed between the
# waves, so that one answer more is nobody's in particular; had five stayed, it would be held back.
SUBTLE = {
    "lists": [answer(1, n, 4, *([0] if n < 3 else [])) for n in range(8)],
    "waves": [
        *(answer(1, n, value) for n, value in enumerate((1, 2, 3, 4, 5, 5))),
        *(answer(2, n, value) for n, value in enumerate((1, 2, 3, 4, 5, 4), start=3)),
    ],
}


@pytest.mark.parametrize("what", SUBTLE)
@pytest.mark.parametrize("seen", [True, False])
def test_who_stayed_and_what_people_say_of_themselves_weigh_as_before(
    what: str, seen: bool, store: Store, bare: Institute, content: Content, tmp_path: Path, url_of_new: str
) -> None:
    store.view(Viewer("custodian")).write(Team(id=TEAM, name="Oak"), *people(9), *SUBTLE[what])
    if seen:
        reveal(store, content, bare, 1, NOW - timedelta(days=26))
    sealed(store, tmp_path / "out")
    with Store.open(url_of_new) as new:
        taken(new, tmp_path / "out")
        first, second = (reveal(new, content, bare, wave) for wave in (1, 2))
        assert [first, second] == [reveal(store, content, bare, wave) for wave in (1, 2)]
    if what == "lists":
        assert first["boundary"]["missed"] == ["p8"]
    else:
        assert "counts" in second["items"][0]


@pytest.fixture
def lively(store: Store, custodian: View) -> Store:
    """Return an institute with something of every secret kind in it."""
    custodian.write(Team(id=TEAM, name="Oak"), Vision(id="v", cycle=1, team=TEAM, text="..."), *people(8))
    for n in range(8):
        here = {"cycle": 1, "team": TEAM, "person": f"p{n}"}
        custodian.write(
            Response(
                id=f"r-p{n}", **here, survey="conditions", answers={ITEMS[0]: 1 + n % 5},
                comments={"open-1": f"what only p-{n} thinks"},
                listed=everybody_but(n),
                submitted=NOW - timedelta(hours=n),
            ),
            Consent(team=TEAM, vision="v", person=f"p{n}", fingers=n % 6, reservation="a private doubt"),
            *(Rating(**here, metric="w", vignette=name, levels={"look": n}) for name in ("v1", "v2")),
        )  # fmt: skip
        store.view(Viewer("member", f"p{n}", TEAM)).write(Note(**here, form="coaching", values={"a": n}))
    return store


@pytest.fixture
def secret(lively: Store) -> dict[type[Record], list[Any]]:
    view = lively.view(Viewer("keeper"))
    return under_seal({kind: view.all(kind) for kind in RECORDS}, NOW)


def test_a_person_is_one_pseudonym_in_each_kind_of_answer_and_another_in_the_next(
    secret: dict[type[Record], list[Any]],
) -> None:
    names = {kind: Counter(each.person for each in secret[kind]) for kind in (Response, Consent, Rating)}
    assert [set(count.values()) for count in names.values()] == [{1}, {1}, {2}]
    everybody = [name for count in names.values() for name in count]
    assert len(set(everybody)) == 24 and all(map(is_somebody, everybody))


def test_neither_an_id_nor_an_hour_nor_an_order_nor_a_list_leads_to_whoever_answered(
    secret: dict[type[Record], list[Any]],
) -> None:
    given = secret[Response]
    assert {each.submitted for each in given} == {NOW}
    assert [each.id for each in given] == sorted(each.id for each in given)
    assert not {each.id for each in given} & {f"r-p{n}" for n in range(8)}
    assert {each.listed for each in given} == {tuple(f"p{n}" for n in range(8))}  # each left out their own


def test_lists_are_dealt_out_by_chance(lively: Store) -> None:
    view = lively.view(Viewer("keeper"))
    odd = view.get(Response, "r-p3").model_copy(update={"listed": ("p1", "p3")})
    view.write(odd)
    records = {kind: view.all(kind) for kind in RECORDS}
    beside = set()
    for _ in range(60):  # one in eight: never seen to move once in 10 ** 52 runs
        given: Sequence[Any] = under_seal(records, NOW)[Response]
        (whose,) = (each for each in given if each.listed == ("p1", "p3"))
        beside.add(whose.comments["open-1"])
    assert len(beside) > 1


def test_a_note_stays_its_owners_and_nobody_elses(
    lively: Store, store: Store, tmp_path: Path, url_of_new: str
) -> None:
    sealed(lively, tmp_path / "out")
    with Store.open(url_of_new) as new:
        taken(new, tmp_path / "out")
        for role in ("facilitator", "custodian", "district", "team"):
            assert not new.view(Viewer(role, team=TEAM)).all(Note)  # type: ignore[arg-type]
        (note,) = new.view(Viewer("member", "p3", TEAM)).all(Note)
        assert note.values == {"a": 3}
    assert not [each for each in examine(url_of_new) if each.state != "well" and each.about != "privacy"]


@pytest.fixture
def url_of_new(tmp_path: Path, migrated_file: Path) -> str:
    file = tmp_path / "new.sqlite"
    file.write_bytes(migrated_file.read_bytes())
    file.chmod(0o600)
    return f"sqlite:///{file}"


def test_in_the_open_nothing_is_told_of_what_is_sealed(
    lively: Store, tmp_path: Path, parcel_of: Callable[..., Parcel]
) -> None:
    sealed(lively, tmp_path / "out", "csv")
    files = {p.name: p.read_bytes() for p in (tmp_path / "out" / "csv").iterdir()}
    without = {
        name: data
        for name, data in files_of(parcel_of(lively, Asked(contacts=True, rooms=True)), ["csv"]).items()
    }
    differing = {name for name, data in files.items() if without[f"csv/{name}"] != data}
    assert differing == {"about.csv"}  # which says that there is a sealed part, and nothing of it
    assert not any(
        word in data for data in files.values() for word in (b"thinks", b"private doubt", b"coaching")
    )


def test_the_sealed_part_is_no_longer_for_one_answer_more(lively: Store, tmp_path: Path) -> None:
    before = sealed(lively, tmp_path / "before").secret
    lively.view(Viewer("custodian")).write(
        Response(cycle=1, team=TEAM, person="p1", survey="pulse", wave=2, submitted=NOW)
    )
    after = sealed(lively, tmp_path / "after").secret
    assert len(before) == len(after) == 1 << 16 and before != after


def test_answers_that_came_without_names_are_not_given_twice(
    lively: Store, tmp_path: Path, url_of_new: str
) -> None:
    with Store.open(url_of_new) as new:
        taken_before = publish.is_nameless(lively.view(Viewer("custodian")), 1, TEAM, "conditions", 1)
        sealed(lively, tmp_path / "out")
        taken(new, tmp_path / "out")
        view = new.view(Viewer("custodian"))
        assert not taken_before and publish.is_nameless(view, 1, TEAM, "conditions", 1)
        assert not publish.is_nameless(view, 1, TEAM, "pulse", 2)


def test_the_same_export_twice_changes_nothing_and_the_open_part_alone_can_be_had(
    lively: Store, tmp_path: Path, url_of_new: str
) -> None:
    sealed(lively, tmp_path / "out")
    with Store.open(url_of_new, "one") as new:
        arrival = taken(new, tmp_path / "out", check=True)
        assert arrival.records["response"] == 8
        assert not any(SEALED in each for each in arrival.left_out)
        assert new.view(Viewer("keeper")).seq() == 0
        taken(new, tmp_path / "out")
        assert taken(new, tmp_path / "out").before
        with pytest.raises(NotAllowed, match="holds records already"):
            import_institute(new.view(Viewer("keeper")), tmp_path / "out")
    with Store.open(url_of_new, "two") as new:
        arrival = import_institute(new.view(Viewer("keeper")), tmp_path / "out")
        assert sum(SEALED in each for each in arrival.left_out) == len(SECRET)
        assert not any(new.view(Viewer("keeper")).all(kind) for kind in SECRET)


def test_a_sealed_part_that_is_missing_foreign_or_does_not_fit_is_refused_with_a_way_on(
    lively: Store, tmp_path: Path, url_of_new: str
) -> None:
    for name in ("one", "other"):
        sealed(lively, tmp_path / name)
    part = tmp_path / "one" / SEALED
    whole = json.loads(part.read_bytes())
    spoiled = whole | {
        "records": whole["records"] | {"note": [{**whole["records"]["note"][0], "team": "elm"}]}
    }
    troubles = {
        "belongs to another export": (tmp_path / "other" / SEALED).read_bytes(),
        "nothing that an export of Cadence sealed": b"[]",
        "'elm' names nothing in this export": json.dumps(spoiled).encode(),
    }
    with Store.open(url_of_new) as new:
        for words, data in troubles.items():
            part.write_bytes(data)
            with pytest.raises(ImportRefused, match=words):
                taken(new, tmp_path / "one")
        part.unlink()
        with pytest.raises(ImportRefused, match="--leave-sealed"):
            taken(new, tmp_path / "one")
        assert new.view(Viewer("keeper")).seq() == 0


@pytest.mark.parametrize("less", [{"reader": "district"}, {"part": Part(tables=("card",))}])
def test_a_part_of_an_institute_has_no_sealed_part(less: dict[str, Any]) -> None:
    with pytest.raises(NotFound, match="the whole of an institute"):
        Asked(sealed=True, **less)


def test_what_was_handed_in_before_a_reveal_counts_as_published_then(lively: Store) -> None:
    view = lively.view(Viewer("keeper"))
    at = NOW - timedelta(hours=3, minutes=30)
    body = {"survey": "conditions"}
    view.write(Publication(id="p", cycle=1, team=TEAM, kind="conditions", published=at, body=body))
    given: Sequence[Any] = under_seal({kind: view.all(kind) for kind in RECORDS}, NOW)[Response]
    assert Counter(each.submitted for each in given) == {at: 4, NOW: 4}
