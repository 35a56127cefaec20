import xml.etree.ElementTree as Tree

import pandas as pd

from cadence.analysis import Unsaid, initiative_load
from cadence.charts import initiative_bars


def drawn(*rows):
    return initiative_bars(initiative_load(pd.DataFrame(rows, columns=["name", "priority", "hours"])))


def test_the_title_says_how_many_hours_serve_nothing():
    assert (
        drawn(("a", "Reading", 6), ("b", None, 4)).title
        == "4 of 10 hours a week serve none of the priorities"
    )


def test_when_all_serve_a_priority_the_title_says_which_takes_most():
    assert drawn(("a", "Reading", 6), ("b", "Maths", 2)).title == (
        "All 8 hours a week serve a priority; Reading takes the most, 6"
    )


def test_hours_that_nobody_knows_are_said():
    drawing = drawn(("a", "Reading", None))
    assert drawing.title == "Nobody has yet said how many hours the initiatives take"
    assert "hours not known for 1" in drawing.alt
    Tree.fromstring(drawing.svg)


def test_no_initiatives_are_said():
    assert isinstance(drawn(), Unsaid)


def test_long_names_and_large_numbers_are_drawn():
    Tree.fromstring(drawn(("a", "Reading " * 60, 12345.5), ("b", "", 1)).svg)
