import xml.etree.ElementTree as Tree

import pytest

from cadence.analysis import Unsaid
from cadence.charts import weekly_trend
from cadence.charts.sheet import TINT


def test_few_weeks_are_too_early_to_tell_and_say_how_many_more_it_takes(weeks):
    drawing = weekly_trend(weeks((2, 8), (4, 8), (6, 8)), what="Talk")
    assert drawing.title == (
        "Talk: around 50% over 3 weeks, too early to tell a change from chance (8 more weeks will do)"
    )


def test_weeks_that_luck_explains_are_noise(weeks):
    drawing = weekly_trend(weeks(*[(3, 8), (5, 8)] * 7), what="Talk")
    assert drawing.title == "Talk: noise around 50%, 14 weeks in which luck explains every rise and fall"
    assert "Longest run: 1 (luck explains up to 7). Crossings of the median: 13" in drawing.caption


def test_a_run_too_long_for_luck_is_named_and_banded(weeks):
    risen = weekly_trend(weeks(*[(2, 8)] * 10, *[(6, 8)] * 10), what="Talk")
    mixed = weekly_trend(weeks(*[(2, 8), (6, 8)] * 10), what="Talk")
    assert risen.title == "Talk: signal, 10 weeks in a row on one side of 50%"
    assert "The band marks a run" in risen.caption and "The band marks a run" not in mixed.caption
    assert TINT in risen.svg and TINT not in mixed.svg


def test_the_alt_text_tells_every_week_and_every_mark(weeks, marks):
    alt = weekly_trend(weeks((2, 8), (4, 8)), marks((3, "New stems"))).alt
    assert "Sep 7: 2 of 8; Sep 14: 4 of 8" in alt
    assert "New stems (Sep 10)" in alt


def test_a_week_without_visits_is_a_gap_with_its_nought(weeks):
    drawing = weekly_trend(weeks((2, 8), (0, 0), (4, 8)))
    assert "Sep 14" not in drawing.alt
    assert "<!-- 0 -->" in drawing.svg


def test_no_visits_are_said(weeks):
    assert isinstance(weekly_trend(weeks()), Unsaid)


@pytest.mark.parametrize("count", [1, 2, 40, 80])
def test_any_number_of_weeks_is_drawn(weeks, marks, count):
    Tree.fromstring(weekly_trend(weeks(*[(1, 3)] * count), marks((0, "First"), (900, "Much later"))).svg)


def test_marks_outside_the_weeks_stand_at_the_edge(weeks, marks):
    Tree.fromstring(weekly_trend(weeks((1, 3)), marks((-90, "Before"), (0, ""), (0, "$same$ day"))).svg)
