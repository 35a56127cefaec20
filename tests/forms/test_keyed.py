"""Paper that is keyed on a page: what becomes of a sheet, and that nobody reads one again."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from cadence.content import Content
from cadence.errors import NotAllowed, NotFound
from cadence.exchange.responses.importing import Wave, import_responses
from cadence.forms.desk import Desk, NotOpen
from cadence.forms.place import Place
from cadence.institute import Institute
from cadence.model import Membership, Person, Publication, Response, Step, Team
from cadence.publish.steps import Steps
from cadence.store import Store, Viewer

NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)
SHEET, OTHER = "a" * 32, "b" * 32
CONTENT = Content.load(None)
FIRST, SECOND = (item.id for item in list(CONTENT.survey("conditions").items())[:2])
MARKS = {f"items/{FIRST}": (None, "4"), f"items/{SECOND}": (None, "cannot-say"), "roster": (None, ["Ana"])}


@pytest.fixture
def room(store: Store, backend: str) -> Store:
    """Lend a store with a team whose survey is open, and two facilitators."""
    store.view(Viewer("custodian")).write(
        Team(id="oak", name="Oak"),
        Person(id="ana", name="Ana"),
        *(Person(id=each, name=each.title(), role="facilitator") for each in ("fay", "gus")),
        Membership(team="oak", person="ana"),
        Step(cycle=1, team="oak", session=0, step="conditions", state="open"),
    )
    return store


def desk(store: Store, bare: Institute, person: str = "fay", role: Any = "facilitator") -> Desk:
    view = store.view(Viewer(role, person, "oak" if role == "member" else None))
    steps = Steps.read(store.view(Viewer("custodian")), 1, "oak")
    custodian = store.view(Viewer("custodian"))
    return Desk(Place(view, custodian, CONTENT, steps, bare.settings, 1, "oak", person, NOW))


def key(at: Desk, record: str = SHEET, marks: Any = MARKS, **more: Any) -> dict[str, Any]:
    changes = {path: {"was": was, "now": now} for path, (was, now) in marks.items()}
    asked = {"kind": "keyed", "id": "conditions", "record": record, "changes": changes}
    return at.save({"key": "one", "submit": True, **asked, **more})


def kept(store: Store) -> list[Response]:
    return store.view(Viewer("custodian")).all(Response)


def test_a_sheet_is_kept_as_the_import_of_the_same_paper_keeps_it(
    room: Store, bare: Institute, tmp_path: Path
) -> None:
    assert key(desk(room, bare))["refused"] == {}
    (keyed,) = kept(room)
    custodian = room.view(Viewer("custodian"))
    assert [each.body for each in custodian.all(Publication)] == [
        {"low_trust": False}
    ]  # what people were told
    paper = tmp_path / "paper.csv"
    paper.write_text(f"Sheet,Team,{FIRST},{SECOND},Listed members\n1,Oak,4,Cannot say,Ana\n", "utf-8")
    import_responses(custodian, paper, Wave(CONTENT.survey("conditions"), 1), NOW)
    (imported,) = (each for each in kept(room) if each.id != keyed.id)
    own = {"id", "person"}
    assert keyed.model_dump(exclude=own) == imported.model_dump(exclude=own)
    assert {len(keyed.person), len(imported.person)} == {32}
    assert keyed.person not in (SHEET, keyed.id, "fay", imported.person)


def test_of_a_sheet_that_is_handed_in_nothing_is_told_and_nothing_changed(
    room: Store, bare: Institute
) -> None:
    fay = desk(room, bare)
    key(fay, submit=False)
    assert fay.form("keyed", "conditions", SHEET)["values"]["roster"] == ["ana"]
    key(fay, marks={})
    told = fay.form("keyed", "conditions", SHEET)
    assert (told["values"], told["by"], bool(told["submitted"])) == ({}, {}, True)
    before = kept(room)
    path = f"items/{FIRST}"
    for was in (None, "4", "2"):
        reply = key(fay, marks={path: (was, "5")}, key="another")
        assert reply["saved"] == [] and "4" not in str(reply["differs"])
    assert kept(room) == before


def test_whoever_else_knows_a_sheet_s_name_finds_an_empty_one(room: Store, bare: Institute) -> None:
    key(desk(room, bare), submit=False)
    gus = desk(room, bare, "gus")
    assert gus.form("keyed", "conditions", SHEET)["values"] == {}
    key(gus, remove=True)
    assert len(kept(room)) == 1
    key(gus)
    assert len(kept(room)) == 2


def test_a_request_that_comes_again_makes_no_second_sheet(room: Store, bare: Institute) -> None:
    replies = [key(desk(room, bare)) for _ in range(2)]
    assert replies[0]["saved"] == replies[1]["saved"] == list(MARKS)
    assert replies[1]["refused"] == {} and len(kept(room)) == 1


def test_an_empty_sheet_is_none(room: Store, bare: Institute) -> None:
    assert "No statement" in key(desk(room, bare), marks={})["refused"][""]["what"]
    assert kept(room) == []


def test_the_last_sheet_can_be_taken_back_until_results_are_shown(room: Store, bare: Institute) -> None:
    key(desk(room, bare))
    for _ in range(2):
        key(desk(room, bare), marks={}, remove=True)
        assert kept(room) == []
    key(desk(room, bare), OTHER)
    publish(room, "oak")
    for asked in ({"remove": True}, {}):
        with pytest.raises(NotOpen):
            key(desk(room, bare), OTHER, **asked)
    assert len(kept(room)) == 1


def publish(store: Store, team: str | None, basis: str = "answers") -> None:
    body = {"survey": "conditions", "basis": basis}
    made = Publication(cycle=1, team=team, kind="conditions", published=NOW, body=body)
    store.view(Viewer("custodian")).write(made)


@pytest.mark.parametrize(("basis", "taken"), [("answers", False), ("publications", True)])
def test_after_a_sum_of_answers_no_team_takes_a_sheet(
    room: Store, bare: Institute, basis: str, taken: bool
) -> None:
    publish(room, None, basis)
    assert (desk(room, bare).form("keyed", "conditions", SHEET)["form"]["state"] == "open") is taken


def test_a_survey_that_is_not_asked_takes_no_sheet(room: Store, bare: Institute) -> None:
    custodian = room.view(Viewer("custodian"))
    (step,) = custodian.all(Step)
    custodian.write(step.model_copy(update={"state": "closed"}))
    assert "in the room" in desk(room, bare).form("keyed", "conditions", SHEET)["form"]["why"]
    with pytest.raises(NotOpen):
        key(desk(room, bare))
    assert kept(room) == []


@pytest.mark.parametrize(("person", "role"), [("ana", "member"), ("dee", "district")])
def test_nobody_keys_but_a_facilitator(room: Store, bare: Institute, person: str, role: str) -> None:
    with pytest.raises(NotAllowed):
        key(desk(room, bare, person, role))
    assert kept(room) == []


@pytest.mark.parametrize("record", ["", "a", "A" * 32, "../" + "a" * 29])
def test_a_sheet_has_a_name_that_cannot_be_guessed(room: Store, bare: Institute, record: str) -> None:
    with pytest.raises(NotFound):
        key(desk(room, bare), record)


def test_statements_stand_first_in_the_order_and_with_the_numbers_of_the_paper(
    room: Store, bare: Institute
) -> None:
    spec = desk(room, bare).form("keyed", "conditions", SHEET)["form"]
    survey = CONTENT.survey("conditions")
    numbered = [f"{n}. {item.text}" for n, item in enumerate(survey.items(), start=1)]
    assert [row["label"] for row in spec["parts"][0]["rows"]] == numbered
    assert [part["id"] for part in spec["parts"][1:]] == ["roster", *(q.id for q in survey.open_questions)]
    assert survey.confidentiality in spec["notice"]
