"""What follows a form that a team filled in."""

from dataclasses import replace

import pytest

from cadence.blocks import Callout, Chart
from cadence.institute import Institute
from cadence.model import Entry
from cadence.workbook import Workbook
from cadence.workbook.context import Context
from cadence.workbook.drawn import DRAWN
from cadence.workbook.pictures import PICTURES, picture


def context(house: Institute, session: str = "plan") -> Context:
    return Workbook.open(str(house.root), session=session)._context


class Written:
    """A view in which a form holds what a test writes into it."""

    def __init__(self, view: object, **values: object) -> None:
        self._view, self._values = view, values

    def first(self, kind: type, **where: object) -> Entry:
        return Entry(id="e", cycle=1, team="t", form=str(where["form"]), values=self._values)

    def all(self, kind: type, **where: object) -> list:
        return self._view.all(kind, **where)


def test_a_page_follows_every_form_from_which_it_draws() -> None:
    assert PICTURES.keys() < DRAWN


@pytest.mark.parametrize("form", ["driver-diagram", "five-whys", "fidelity-impact"])
def test_a_picture_is_drawn_from_what_a_team_wrote_and_is_empty_before(
    demo: Institute, bare: Institute, form: str
) -> None:
    (filled,), (empty,) = picture(context(demo), form), picture(context(bare), form)
    assert isinstance(filled, Chart) and isinstance(empty, Chart)
    assert "to be filled in" in empty.title.lower()
    assert "to be filled in" not in filled.title.lower()


def test_rows_are_read_whatever_way_they_are_kept(demo: Institute) -> None:
    here = context(demo)
    kept = [{"id": "a", "order": 0, "Why?": "1. Why", "Because": "It is late"}, ["2. Why is that", "No bell"]]
    (chart,) = picture(replace(here, view=Written(here.view, whys=kept)), "five-whys")
    assert "Because: It is late" in chart.alt and "Because: No bell" in chart.alt


def test_a_mark_that_is_none_is_left_out_and_a_review_of_a_goal_comes_in(demo: Institute) -> None:
    here = context(demo)
    kept = [["Posters", "7", "1"], ["Slips", "4", "3"], ["Talk", "four", ""]]
    (chart,) = picture(replace(here, view=Written(here.view, actions=kept)), "fidelity-impact")
    assert "Slips: done 4, helped 3" in chart.alt
    assert "Posters" not in chart.alt and "Talk:" not in chart.alt
    assert "seen at level" in chart.alt


def test_feedback_is_asked_about_once_there_is_some(demo: Institute) -> None:
    here = context(demo, "review")
    assert picture(here, "feedback") == []
    (callout,) = picture(replace(here, view=Written(here.view, observed="A great lesson")), "feedback")
    assert isinstance(callout, Callout)
    assert any("“great” grades" in point for point in callout.points)


def test_other_forms_have_no_picture(demo: Institute) -> None:
    assert picture(context(demo), "charter") == []
