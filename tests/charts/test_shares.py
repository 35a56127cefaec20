import xml.etree.ElementTree as Tree

import pytest

from cadence.analysis import Unsaid
from cadence.charts import baseline_dots


def test_the_title_names_what_is_seen_least_often(baseline):
    drawing = baseline_dots(baseline(("Talk", 12, 20), ("Task", 4, 19)))
    assert drawing.title == "Seen least often: “Task”, in 4 of 19 visits"


def test_the_alt_text_has_shares_with_their_intervals(baseline):
    # 12 of 20: 39% to 78%, as the institute's own paper has it.
    assert "Talk: 12 of 20 visits, 60% (interval 39% to 78%)" in baseline_dots(baseline(("Talk", 12, 20))).alt


def test_a_small_difference_is_not_called_a_finding(baseline):
    title = baseline_dots(baseline(("Talk", 12, 20), ("Task", 10, 20))).title
    assert title == "No look-for clearly stands apart: each was seen in 50% to 60% of visits"


def test_two_that_are_equal_are_both_named(baseline):
    assert (
        "“A” and “B”, 10% of visits"
        in baseline_dots(baseline(("A", 2, 20), ("B", 1, 10), ("C", 9, 10))).title
    )


def test_one_look_for_is_compared_with_none(baseline):
    assert baseline_dots(baseline(("Talk", 0, 7))).title == "“Talk” was seen in 0 of 7 visits"


def test_a_hidden_look_for_is_listed_without_a_number(baseline):
    drawing = baseline_dots(baseline(("Talk", 3, 7), ("Task", 0, None)))
    assert "Task: too few visits to say" in drawing.alt
    assert "too few visits to say" in drawing.svg


def test_nothing_to_draw_is_said(baseline):
    assert isinstance(baseline_dots(baseline()), Unsaid)
    assert isinstance(baseline_dots(baseline(("Talk", 0, None))), Unsaid)


@pytest.mark.parametrize(
    "rows", [[("A", 0, 9)], [("A", 9, 9), ("B", 9, 9)], [("Very long " * 40, 1, 9), ("", 3, 9)]]
)
def test_ends_ties_and_long_names_are_drawn(baseline, rows):
    Tree.fromstring(baseline_dots(baseline(*rows)).svg)
