"""Words made fit to show."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cadence.blocks.words import clean, clock, clock_head, one_line, paragraphs


@given(st.text() | st.text(st.characters(categories=["Cs", "Cc", "Cf"])))
def test_clean_words_can_be_written_and_stay_as_they_are(text: str) -> None:
    made = clean(text)
    made.encode()
    assert clean(made) == made and "\x00" not in made


def test_an_override_of_direction_is_taken_out_and_a_joiner_stays() -> None:
    assert clean("a\u202eb\u2067c") == "abc"
    assert clean("👩\u200d🏫") == "👩\u200d🏫"


def test_blank_lines_part_paragraphs() -> None:
    assert paragraphs("a\r\nb\n  \n\nc\n\n") == ["a\nb", "c"]


def test_one_line_is_one_line() -> None:
    assert one_line(" a\n b\u2028c ") == "a b c"


@pytest.mark.parametrize(
    "start, opens, shown",
    [
        (0, "", "0:00"),
        (75, "", "1:15"),
        (0, "09:05", "9:05 am"),
        (200, "9:00", "12:20 pm"),
        (5, "24:00", "0:05"),
    ],
)
def test_the_clock(start: int, opens: str, shown: str) -> None:
    assert clock(start, opens) == shown
    assert clock_head(opens) == ("Time" if shown.endswith("m") else "From the start")
