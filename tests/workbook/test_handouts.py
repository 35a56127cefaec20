"""A page for the teachers of each grade band."""

from cadence.blocks import Callout, Chart, Heading, PageBreak
from cadence.institute import Institute
from cadence.model import Observation
from cadence.workbook import Workbook, handouts
from cadence.workbook.context import Context
from cadence.workbook.people import members_of


def context(house: Institute) -> Context:
    return Workbook.open(str(house.root), session="review")._context


def test_there_is_a_page_for_each_grade_band_with_its_periods(demo: Institute) -> None:
    blocks = handouts.handouts(context(demo))
    pages = [block.text for block in blocks if isinstance(block, Heading)]
    charts = [block for block in blocks if isinstance(block, Chart)]
    assert len(pages) == len(charts) == 1 + sum(isinstance(block, PageBreak) for block in blocks)
    assert all(" of " in chart.alt for chart in charts)


def test_a_handout_names_nobody_and_no_room(demo: Institute) -> None:
    here = context(demo)
    said = str(handouts.handouts(here))
    rooms = {visit.room for visit in here.view.all(Observation, team=here.team.id)}
    assert not any(person.name in said for person in members_of(here))
    assert rooms and not any(f"'{room}'" in said or f" {room} " in said for room in rooms)


def test_before_a_baseline_is_published_a_handout_says_what_brings_it(bare: Institute) -> None:
    (callout,) = handouts.handouts(context(bare))
    assert isinstance(callout, Callout) and callout.tone == "missing"
