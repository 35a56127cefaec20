from hypothesis import given
from hypothesis import strategies as st

from cadence.charts import driver_diagram

ROWS = [
    ("Lessons return to the target", "Plans have one stop", "A stop at mid-lesson", "yes"),
    ("", "", "Exit slips", ""),
    ("Peers visit", "Cover", "", ""),
]


def test_an_empty_driver_belongs_to_the_one_above():
    alt = driver_diagram("6 of 10 by May", ROWS).alt
    assert "2. Lessons return to the target: change: Exit slips." in alt
    assert "3. Peers visit: Cover; change: none yet." in alt


def test_the_title_counts_drivers_and_changes():
    assert driver_diagram("x", ROWS).title == "What drives the aim: 2 drivers, 2 changes to try"
    assert driver_diagram("x", ROWS[2:]).title == "What drives the aim: 1 driver, 0 changes to try"


def test_what_can_begin_next_week_has_an_edge():
    assert "next week" in driver_diagram("x", ROWS).caption
    assert "next week" not in driver_diagram("x", ROWS[1:]).caption


def test_the_same_driver_is_one_box_whatever_its_capitals():
    twice = [("Time", "", "A", ""), ("time ", "", "B", "")]
    assert "1 driver, 2 changes" in driver_diagram("x", twice).title


def test_nothing_written_is_an_empty_diagram_to_write_on():
    drawing = driver_diagram(" ", [("", " ", "", "")])
    assert drawing.title == "Driver diagram, to be filled in"
    assert drawing.svg.count("<path") > 12


@given(st.text(max_size=200), st.lists(st.tuples(*[st.text(max_size=80)] * 4), max_size=8))
def test_whatever_people_write_is_drawn(aim, rows):
    assert driver_diagram(aim, rows).svg.startswith("<svg")
