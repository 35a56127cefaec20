"""The parts that every session has."""

from dataclasses import replace

import pytest

from cadence.blocks import Agenda, Callout, Cover, Table
from cadence.errors import NotAllowed, NotFound
from cadence.institute import Institute
from cadence.model import Person
from cadence.store import Store, Viewer
from cadence.workbook import Workbook, brief, frame
from cadence.workbook.context import Context


def context(house: Institute, team: str = "", session: str = "conditions", person: str = "") -> Context:
    return Workbook.open(str(house.root), team, 1, person, session=session)._context


def only(kind: type, blocks: object) -> list:
    return [block for block in blocks if isinstance(block, kind)]


def test_a_workbook_opens_from_a_folder_below_the_institute(demo: Institute) -> None:
    found = Workbook.open(str(demo.notebooks_dir), "alcott-elementary", session=1)._context
    assert found.institute.root == demo.root
    assert found.session.id == "conditions"


def test_an_unknown_team_is_refused_with_the_names_that_are_known(demo: Institute) -> None:
    with pytest.raises(NotFound, match="alcott-elementary"):
        context(demo, "alcot")


def test_an_unknown_session_is_refused_with_those_that_are_known(demo: Institute) -> None:
    with pytest.raises(NotFound, match=r"vision \(2\)"):
        context(demo, session="visoin")


def test_the_cover_says_when_and_where_and_that_data_are_made_up(demo: Institute) -> None:
    (cover,) = only(Cover, frame.cover(context(demo)))
    assert (cover.title, cover.team) == ("Session 1: Team conditions", "Alcott Elementary")
    assert "Wednesday, September 17, 2025, 8:30 am" in cover.when
    assert "made up" in cover.notice


@pytest.mark.parametrize(
    ("time", "said"),
    [("08:30", ", 8:30 am"), ("15:05", ", 3:05 pm"), ("after lunch", ", after lunch"), ("", "")],
)
def test_the_cover_says_the_hour_as_the_agenda_does(demo: Institute, time: str, said: str) -> None:
    here = context(demo)
    meeting = here.settings.sessions[0].model_copy(update={"session": 1, "time": time})
    settings = here.settings.model_copy(update={"sessions": (meeting,)})
    there = replace(here, institute=replace(here.institute, settings=settings))
    assert frame.when(there).endswith(f"{meeting.on:, %Y}{said}")


def test_a_real_institute_carries_no_notice(bare: Institute) -> None:
    (cover,) = only(Cover, frame.cover(context(bare)))
    assert (cover.notice, cover.when) == ("", "Date to be announced")


def test_the_agenda_adds_up_to_the_session(demo: Institute) -> None:
    (agenda,) = only(Agenda, frame.agenda(context(demo)))
    last = agenda.rows[-1]
    assert last.start + last.minutes == context(demo).session.minutes


def test_the_closing_page_has_what_was_promised_and_room_for_more(demo: Institute) -> None:
    (table,) = only(Table, frame.commitments(context(demo)))
    assert any("Put the weekly hour" in cell for row in table.rows for cell in row)
    assert table.blank_rows > 0


def test_the_page_speaks_of_the_day_of_the_meeting(demo: Institute) -> None:
    here = context(demo, session="plan")
    assert str(here.today) == "2026-01-21"
    assert str(here.previous_meeting) == "2025-11-19"


def test_turning_to_another_team_shows_everything_again(demo: Institute) -> None:
    book = Workbook.open(str(demo.root), "alcott-elementary")
    book.welcome()
    book.team("king-early-childhood-center")
    assert book._context.team.name == "King Early Childhood Center"
    assert book._context.view.viewer.team == "king-early-childhood-center"


def test_the_brief_is_refused_to_a_member(demo: Institute) -> None:
    with Store.open(demo.database_url) as store:
        member = store.view(Viewer(role="facilitator")).all(Person)[0]
    with pytest.raises(NotAllowed):
        brief.teams(replace(context(demo), person=member.id))


def test_the_brief_has_words_to_say_for_every_stretch_of_the_agenda(demo: Institute) -> None:
    here = context(demo)
    text = " ".join(str(block) for block in brief.running_order(here))
    assert all(block.title in text for block in here.session.agenda)


def test_an_empty_institute_is_told_how_teams_come_in(bare: Institute) -> None:
    (callout,) = only(Callout, brief.teams(context(bare)))
    assert "cadence import roster" in callout.remedy
