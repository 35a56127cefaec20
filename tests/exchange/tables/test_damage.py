"""Damage by spreadsheets is told from what people mean."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cadence.exchange.tables.damage import damaged_grade, damaged_id, damaged_letters, damaged_nces


@pytest.mark.parametrize(
    "value", ["4.82364E+11", "4,82364E+11", "482364001271.0", "Jun-09", "9-Jun", "2024-06-09"]
)
def test_a_damaged_id_is_recognised_and_quoted(value: str) -> None:
    damage = damaged_id(value)
    assert damage and f"'{value}'" in damage[0] and damage[1]


@pytest.mark.parametrize("value", ["482364001271", "015915001", "1E5", "A-12", "101912-068", "JUNE"])
def test_an_id_of_a_districts_own_is_left_alone(value: str) -> None:
    assert damaged_id(value) is None


@given(st.from_regex(r"[0-9]{12}", fullmatch=True))
def test_twelve_digits_are_an_nces_id(value: str) -> None:
    assert damaged_nces(value) is None


def test_an_id_longer_than_the_store_keeps_is_refused_in_few_words() -> None:
    damage = damaged_id("9" * 121)
    assert damage and "121 characters" in damage[0] and len(damage[0]) < 100
    assert damaged_id("9" * 120) is None


def test_digits_of_another_script_are_no_nces_id() -> None:
    assert damaged_nces("\u0664" * 12) is not None


@given(st.text().filter(lambda text: not (len(text) == 12 and text.isascii() and text.isdecimal())))
def test_nothing_else_is_an_nces_id(value: str) -> None:
    assert damaged_nces(value) is not None


def test_a_lost_leading_zero_is_said_and_not_put_back() -> None:
    damage = damaged_nces("10000500870")
    assert damage and "dropped the leading 0" in damage[0]


@pytest.mark.parametrize(
    "value", ["Jun-09", "9-Jun", "14-Oct", "Oct-14", "2024-06-09", "6/9/2024", "9-jun-24"]
)
def test_a_span_of_grades_that_became_a_date_is_recognised(value: str) -> None:
    assert damaged_grade(value)


@pytest.mark.parametrize("value", ["6-9", "06 - 09", "PK", "09", "", "10-14"])
def test_a_grade_or_a_span_of_grades_is_left_alone(value: str) -> None:
    assert damaged_grade(value) is None


@pytest.mark.parametrize(
    "said", ["Pe\u00c3\u00b1a", "O\u00e2\u20ac\u2122Brien", "Pe\u221a\u00b1a", "Pe\ufffda"]
)
def test_letters_that_another_program_spoilt_are_told(said: str) -> None:
    assert damaged_letters(said)


@pytest.mark.parametrize(
    "said",
    [
        "Pe\u00f1a",
        "JOS\u00c9\u2019S",
        "L\u2019\u00c9cole",
        "d\u2019\u00e9t\u00e9",
        "ch\u00e2teau",
        "S\u00c3O JO\u00c3O",
    ],
)
def test_words_of_other_languages_are_left_as_they_are(said: str) -> None:
    assert damaged_letters(said) is None
