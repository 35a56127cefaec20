from hypothesis import given
from hypothesis import strategies as st

from cadence.charts import five_whys

WHYS = [("They hear it once", "Notes of 14 visits"), ("It is read out at the start", ""), ("", "nothing")]


def test_the_chain_is_told_from_what_was_seen_to_the_cause():
    drawing = five_whys("8 of 20 visits", WHYS, "The template", "In our hands")
    assert drawing.title == "2 times why: The template"
    assert drawing.alt == (
        "What we see: 8 of 20 visits. Because: They hear it once (Notes of 14 visits). Because: It is read "
        "out at the start (nothing shows it yet). The cause we work on: The template (In our hands)."
    )


def test_a_chain_without_a_cause_says_so():
    assert five_whys("", WHYS[:1]).title == "1 times why, and no cause chosen yet"


def test_nothing_written_is_an_empty_chain_to_write_on():
    assert five_whys("", [("", "")]).title == "Five whys, to be filled in"


@given(st.text(max_size=300), st.lists(st.tuples(st.text(max_size=300), st.text(max_size=99)), max_size=7))
def test_whatever_people_write_is_drawn(problem, whys):
    assert five_whys(problem, whys, problem).svg.startswith("<svg")
