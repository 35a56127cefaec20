from hypothesis import given
from hypothesis import strategies as st

from cadence.charts.fonts import UNKNOWN, clipped, drawable, width, wrapped

HOSTILE = 'O\'Neil "Q" <b>&amp; $x^2$ \\frac #1'


def test_the_house_typeface_is_found_and_not_a_substitute():
    from matplotlib.font_manager import findfont

    from cadence.charts.fonts import font

    assert findfont(font(10)).endswith("AtkinsonHyperlegible-Regular.ttf")
    assert findfont(font(10, bold=True)).endswith("AtkinsonHyperlegible-Bold.ttf")


def test_words_that_fit_are_left_alone():
    assert clipped(HOSTILE, 900, 11) == HOSTILE


def test_what_no_font_has_is_replaced_visibly():
    assert drawable("Ana 学 Ng") == f"Ana {UNKNOWN} Ng"


def test_line_breaks_and_controls_do_not_reach_the_picture():
    assert drawable("one\n\ttwo\x00\u200b three") == "one two three"


@given(st.text(max_size=60), st.floats(20, 300))
def test_clipped_words_fit_their_room(words, room):
    assert width(clipped(words, room, 11), 11) <= room


@given(st.text(max_size=90), st.integers(1, 3))
def test_wrapped_words_keep_to_their_lines_and_room(words, lines):
    made = wrapped(words, 120, 11, lines=lines)
    assert 1 <= len(made) <= lines
    assert all(width(line, 11) <= 120 for line in made)


def test_wrapping_loses_no_word_where_there_is_room():
    words = "Students explain their thinking to each other"
    assert " ".join(wrapped(words, 120, 11, lines=3)) == words
