"""Grades and spans of grades in the spellings of lists."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cadence.exchange.tables.grades import grade_code, span_codes


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("06", "06"), ("6", "06"), ("6.0", "06"), ("6th", "06"), ("Grade 6", "06"), ("1st Grade", "01"),
        ("12", "12"),
        ("K", "KG"), ("Kindergarten", "KG"), ("Pre-K", "PK"), ("Prekindergarten", "PK"), ("EE", "PK"),
        ("Ungraded", "UG"), ("N", ""), ("-1", ""), ("", ""),
    ],
)  # fmt: skip
def test_a_grade_has_one_code_however_it_is_written(written: str, code: str) -> None:
    assert grade_code(written) == code


@pytest.mark.parametrize("written", ["14", "thirteen", "TK", "6-8", "9-Jun", "0"])
def test_anything_else_is_no_grade(written: str) -> None:
    assert grade_code(written) is None


@pytest.mark.parametrize(
    ("written", "span"),
    [
        ("K-5", ("KG", "05")), ("09 - 12", ("09", "12")), ("6 to 8", ("06", "08")), 
        ("Pre-K - 5", ("PK", "05")),
        ("Grades 6\u20138", ("06", "08")), ("PK3-5", ("PK", "05")), ("K", ("KG", "KG")), ("", ("", "")),
    ],
)  # fmt: skip
def test_a_span_has_two_codes(written: str, span: tuple[str, str]) -> None:
    assert span_codes(written) == span


@given(st.text(max_size=12))
def test_any_text_is_a_span_or_none(written: str) -> None:
    span = span_codes(written)
    assert span is None or all(grade_code(end) == end for end in span)
