"""Characters that the fonts lack."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cadence.printing.fonts import covered
from cadence.printing.glyphs import breakable, settable


@pytest.mark.parametrize(
    "text, shown",
    [
        ("plain", "plain"),
        ("Đặng Привет عربي עברית Ω €", "Đặng Привет عربي עברית Ω €"),
        ("Done 🎉🎉", "Done [party popper][party popper]"),
        ("go 🇺🇸", "go [flag US]"),
        ("👍🏽", "[thumbs up sign]"),
        ("你好吗", "[3 Chinese or Japanese characters]"),
        ("\uff21\uff22", "AB"),
        ("नमस्ते", "[6 Devanagari characters]"),
        ("\ue000", "[1 unknown character]"),
        ("a\x00b", "ab"),
    ],
)
def test_what_cannot_be_set_is_said(text: str, shown: str) -> None:
    assert settable(text) == shown


@given(st.text())
def test_everything_that_is_left_can_be_set(text: str) -> None:
    assert all(char in "\n\t" or ord(char) in covered() for char in settable(text))


@given(st.text(st.characters(categories=["L", "So", "Nd"]), min_size=1))
def test_nothing_readable_vanishes_without_a_trace(text: str) -> None:
    assert settable(text).strip() or unicodedata.normalize("NFC", text).isspace()


@given(st.text(), st.integers(3, 50))
def test_breaking_a_word_changes_no_letter(text: str, longest: int) -> None:
    assert breakable(text, longest).replace("\u200b", "") == text.replace("\u200b", "")


def test_only_overlong_words_may_break_anywhere() -> None:
    assert breakable("short words only " * 9, 8) == "short words only " * 9
    assert breakable("abcdefghij ok", 8) == "\u200b".join("abcdefghij") + " ok"


def test_an_accent_stays_on_its_letter() -> None:
    assert "\u200b\u0308" not in breakable("x\u0308" * 30, 8)
