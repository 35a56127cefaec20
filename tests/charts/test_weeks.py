import xml.etree.ElementTree as Tree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cadence.analysis import Unsaid
from cadence.charts import weekly_trend
from cadence.charts.weeks import place


def test_few_weeks_are_too_early_to_tell(weeks):
    drawing = weekly_trend(weeks((2, 8), (4, 8), (6, 8)), what="Talk")
    assert drawing.title == "Talk: around 50% over 3 weeks, too early to tell a trend from chance"


def test_a_last_week_within_chance_of_the_usual_is_called_no_change(weeks):
    drawing = weekly_trend(weeks(*[(4, 8)] * 11, (6, 8)), what="Talk")
    assert drawing.title == "Talk: a typical week stands at 50%; the last week, 6 of 8, is within chance"


def test_a_last_week_beyond_chance_of_the_usual_is_told(weeks):
    drawing = weekly_trend(weeks(*[(4, 8)] * 11, (8, 8)), what="Talk")
    assert drawing.title == "Talk: a typical week stands at 50%, the last at 100% (8 of 8)"


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


MARKS = st.lists(st.tuples(st.floats(40, 424), st.text("abc xyz", min_size=1, max_size=30)), max_size=9)


@given(MARKS)
def test_no_label_overlaps_another(made):
    placed = place(made)
    assert sorted((p.x, p.words) for p in placed) == sorted(made)
    for i, one in enumerate(placed):
        for other in placed[i + 1 :]:
            if one.level == other.level:
                assert one.end <= other.start or other.end <= one.start


def test_marks_with_room_to_their_right_keep_clear_of_each_others_lines():
    placed = place([(60.0, "Exit slips"), (110.0, "Talk moves"), (160.0, "Targets")])
    for low in placed:
        assert not any(low.start < high.x < low.end for high in placed if high.level > low.level)
