"""How the work flows, and when it will be done."""

from cadence.blocks import Callout, Chart, Facts
from cadence.institute import Institute
from cadence.workbook import Workbook, flow
from cadence.workbook.context import Context


def context(house: Institute, session: str = "review") -> Context:
    return Workbook.open(str(house.root), session=session)._context


def test_the_flow_of_the_board_is_drawn_and_told_in_words(demo: Institute, bare: Institute) -> None:
    figures, areas, ages, told = flow.flow(context(demo))
    assert isinstance(figures, Facts) and isinstance(areas, Chart) and isinstance(ages, Chart)
    assert "begun, 3 done" in areas.title
    assert isinstance(told, Callout)
    assert "finished cards took" in told.points[0] or "Too early to say how long" in told.points[0]
    assert "Too early for a forecast" in told.points[1] or "futures like the past" in told.points[1]
    assert flow.flow(context(bare)) == []


def test_before_work_began_there_is_no_flow(demo: Institute) -> None:
    assert flow.flow(context(demo, "plan")) == []
