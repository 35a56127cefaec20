import xml.etree.ElementTree as Tree

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from cadence.analysis import Unsaid
from cadence.charts import thread_picture
from cadence.charts.boxes import Words, boxes

COLUMNS = ["need", "clause", "indicator", "goal", "card", "evidence"]


def picture(*rows):
    table = pd.DataFrame([(*row, "") for row in rows], columns=COLUMNS)
    words = {
        f"{kind}:{name}": Words(f"{kind} {name}")
        for row in rows
        for kind, name in zip(COLUMNS[:5], row, strict=True)
    }
    return thread_picture(table, words)


def test_a_way_is_told_from_the_need_to_the_card():
    drawing = picture(("n", "c", "i", "g", "k"))
    assert drawing.title == "Clauses of the vision that have led to a card: 1 of 1"
    assert "1. need n, then clause c, then indicator i, then goal g, then card k." in drawing.alt


def test_gaps_are_boxes_that_say_what_is_missing():
    alt = picture(("", "c", "", "", ""), ("", "", "", "g", ""), ("", "", "", "", "k")).alt
    assert "clause c, then no look-for yet" in alt
    assert "serves no clause yet, then no look-for yet, then goal g, then no card yet" in alt
    assert "serves no goal yet, then card k" in alt


def test_a_look_for_without_a_goal_is_no_gap():
    assert (
        "gap" not in str(picture(("n", "c", "i", "", "")).alt)
        and "yet" not in picture(("n", "c", "i", "", "")).alt
    )


def test_many_cards_of_a_goal_are_counted_instead_of_drawn():
    drawing = picture(*[("n", "c", "i", "g", f"k{number}") for number in range(9)])
    assert "card k2" in drawing.alt and "card k3" not in drawing.alt
    assert "and 6 more cards" in drawing.alt


def test_nothing_is_said_to_be_nothing():
    assert isinstance(picture(), Unsaid)


@given(
    st.lists(
        st.tuples(st.sampled_from("ab"), st.sampled_from(["", "c", "d"]), st.sampled_from("ef")), min_size=1
    ),
    st.text(max_size=120),
)
def test_boxes_of_a_column_never_overlap_and_stay_on_the_sheet(rows, text):
    keys = {key for row in rows for key in row if key}
    svg = boxes(("A", "B", "C"), (1, 2, 1), rows, {key: Words(text, text[:9]) for key in keys})
    tree = Tree.fromstring(svg)
    assert float(tree.attrib["viewBox"].split()[3]) > 18
