"""The record of a session: a team's holds what it decided, the sponsor's names nobody."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from shutil import copytree

import pytest

from cadence.blocks import Block, plain
from cadence.content.layers import DEFAULTS
from cadence.institute import Institute
from cadence.model import Card, Commitment, Goal, Note, Person, Round, Vision, Voice
from cadence.store import Viewer
from cadence.workbook import Workbook
from cadence.workbook.context import Context
from cadence.workbook.plan import board
from cadence.workbook.record import sponsor_record, team_record
from cadence.workbook.thread import thread

TEAM = "alcott-elementary"


def context(house: Institute, session: int) -> Context:
    return Workbook.open(str(house.root), team=TEAM, session=session)._context


def words(blocks: list[Block]) -> str:
    return plain(blocks)


@pytest.mark.parametrize("session", range(6))
def test_a_record_can_be_made_of_every_session_and_of_an_empty_institute(
    demo: Institute, bare: Institute, session: int
) -> None:
    assert "What was decided" in words(team_record(context(demo, session)))
    place = Workbook.open(str(bare.root), session=session)._context
    assert "Nothing is on record yet" in words(team_record(place))
    assert "Nothing is published" in words(sponsor_record(place))


def test_a_team_s_record_says_what_who_when_and_what_shows_it(demo: Institute) -> None:
    here = context(demo, 4)
    said = words(team_record(here))
    people = {each.id: each.name for each in here.view.all(Person)}
    card = next(each for each in here.view.all(Card, team=TEAM) if each.done)
    promise = next(each for each in here.view.all(Commitment, team=TEAM, session=4) if each.person)
    goal = here.view.all(Goal, team=TEAM)[0]
    for what in (card.title, people[card.owner or ""], promise.text, goal.statement, card.standard):
        assert what in said
    assert here.view.all(Vision, team=TEAM)[-1].text in words(team_record(context(demo, 2)))
    assert "Adopt" in words(team_record(context(demo, 5))) or "Adapt" in words(team_record(context(demo, 5)))


def test_what_is_one_person_s_own_is_in_no_record(demo: Institute) -> None:
    here = context(demo, 4)
    person = next(each.id for each in here.view.all(Person) if each.role == "member")
    own = here.store.view(Viewer("member", person=person, team=TEAM))
    of = {"cycle": 1, "team": TEAM, "person": person}
    note = Note.model_validate(of | {"form": "leaders-week", "values": {"protect": "my secret hour"}})
    voice = Voice.model_validate(of | {"question": "good-enough", "values": {"reason": "my secret doubt"}})
    written = own.write(note, voice)
    try:
        assert "my secret" not in "".join(words(team_record(context(demo, n))) for n in range(6))
    finally:
        own.remove(*written)


def test_the_sponsor_s_record_names_no_member_and_shows_no_team_s_work(demo: Institute) -> None:
    here = context(demo, 5)
    said = words(sponsor_record(here))
    names = [each.name for each in here.view.all(Person) if each.role == "member"]
    work = [each.title for each in here.view.all(Card)] + [each.statement for each in here.view.all(Goal)]
    assert names and not [each for each in (*names, *work) if each in said]
    assert "2 of 2" in said and "What teams ask of the district" in said


def test_what_was_shown_in_the_room_stands_in_the_record_of_that_session(
    demo: Institute, tmp_path: Path
) -> None:
    house = Institute.open(copytree(demo.root, tmp_path / "institute"))
    here = context(house, 4)
    assert here.meeting
    day = datetime(here.meeting.on.year, here.meeting.on.month, here.meeting.on.day, 12, tzinfo=UTC)
    row = {"item": "Good enough?", "counts": [0, 0, 1, 2, 2, 0], "sides": [0, 0]}
    shown = {"n": 5, "text": "Good enough?", "options": list("012345"), "items": [row], "named": []}
    of = {"cycle": 1, "team": TEAM, "question": "good-enough", "state": "revealed"}
    here.store.view(Viewer("custodian")).write(
        Round.model_validate(of | {"shown": shown | {"reasons": ["No dates"]}, "revealed": day}),
        Round.model_validate(
            of | {"number": 2, "shown": shown | {"reasons": ["Late"]}, "revealed": day + timedelta(days=300)}
        ),
    )
    said = words(team_record(here))
    assert "No dates" in said and "Late" not in said
    assert "No dates" not in words(team_record(context(house, 3)))
    assert "Late" in words(team_record(context(house, 5)))


def test_a_column_that_was_renamed_is_renamed_on_paper(demo: Institute, tmp_path: Path) -> None:
    house = Institute.open(copytree(demo.root, tmp_path / "institute"))
    theirs = house.root / "content" / "board.yaml"
    ours = (DEFAULTS / "board.yaml").read_text(encoding="utf-8")
    theirs.parent.mkdir(exist_ok=True)
    theirs.write_text(ours.replace("title: Done", "title: Shown to work"), encoding="utf-8")
    here = context(house, 5)
    for said in (words(list(board(here))), words(team_record(here)), words(list(thread(here)))):
        assert "shown to work" in said.casefold()
