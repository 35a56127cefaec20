import xml.etree.ElementTree as Tree

import pytest

from cadence.analysis import Unsaid
from cadence.charts import condition_dots
from cadence.publish import ConditionProfile

LONG = "The freedom, time, means and standing to decide about what is taught in this building " * 2


def comments(svg):
    """Return what is written in the picture: matplotlib leaves each run of words in a comment."""
    parser = Tree.XMLParser(target=Tree.TreeBuilder(insert_comments=True))
    found = Tree.fromstring(svg, parser=parser).iter()
    return [element.text.strip() for element in found if element.tag is Tree.Comment]


def test_the_title_says_what_to_talk_about_first_and_why(profile):
    drawing = condition_dots(profile())
    assert drawing.title == "Talk first about Real team: people see it differently"


def test_the_alt_text_holds_the_numbers_of_every_condition(profile):
    alt = condition_dots(profile()).alt
    assert "6 people answered" in alt
    assert "Real team: 23 of 36 answers favorable, median 4 of 5" in alt
    assert "Supportive context: 0 of 18 answers favorable, median 1.5 of 5" in alt


def test_counts_n_and_titles_are_in_the_picture(profile):
    written = comments(condition_dots(profile()).svg)
    for words in ("Real team", "Bounded", "10", "18", "talk about this first", "favorable"):
        assert words in written


def test_essentials_are_drawn_first(profile):
    enabler_first = (
        ("c", "Context", "enabler", {"Time": (1, 2, 3, 4, 5)}),
        ("r", "Real", "essential", {"Bounded": (1, 2, 3, 4, 5)}),
    )
    written = comments(condition_dots(profile(enabler_first)).svg)
    assert written.index("Real") < written.index("Context")


def test_a_hidden_facet_says_so_and_shows_no_number(profile):
    drawing = condition_dots(profile(hidden=("Time",)))
    assert "too few answers to show, or too telling" in comments(drawing.svg)
    assert "Supportive context: too few answers to show, or too telling" in drawing.alt


def test_answers_so_alike_that_only_their_side_is_shown_stand_in_a_frame(profile):
    drawing = condition_dots(profile(alike=("Bounded",)))
    assert {"+4", "+14", "18"} < set(comments(drawing.svg))
    assert "A frame with a +" in drawing.caption
    assert "Real team: 23 of 36 answers favorable; Supp" in drawing.alt
    assert "A frame" not in condition_dots(profile()).caption


def test_nothing_shown_is_said_with_its_reason(profile):
    assert isinstance(condition_dots(profile(hidden=("Time", "Bounded", "Stable"))), Unsaid)
    nothing = ConditionProfile.from_body({"title": "C", "points": ["1", "2"], "unsaid": "Too few yet."})
    assert condition_dots(nothing) == Unsaid("Too few yet.")


def test_all_is_well_is_said_without_alarm(profile):
    well = (("r", "Real team", "essential", {"Bounded": (0, 0, 0, 5, 9)}),)
    assert condition_dots(profile(well)).title == "No condition presses; Real team is a good place to start"


@pytest.mark.parametrize("name", [LONG, "", "😀 مدرسة 学校", "<b>&\"'", "$x$ _^ \\"])
def test_no_name_breaks_the_picture(profile, name):
    awkward = (("r", name, "essential", {name: (1, 0, 0, 0, 7)}),)
    Tree.fromstring(condition_dots(profile(awkward)).svg)


@pytest.mark.parametrize("points", [2, 4, 9])
def test_other_scales_are_drawn(profile, points):
    other = (("r", "Real", "essential", {"Bounded": tuple(range(points))}),)
    Tree.fromstring(condition_dots(profile(other, points=points)).svg)


def test_the_same_profile_gives_the_same_bytes(profile):
    assert condition_dots(profile()).svg == condition_dots(profile()).svg
