"""School years as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cadence.exchange.tables.years import school_year, year_within


@pytest.mark.parametrize(
    ("written", "year"),
    [
        ("2023-24", "2023-24"), ("2023-2024", "2023-24"), ("2023/24", "2023-24"), ("SY 2023-24", "2023-24"),
        ("SY2023\u201324", "2023-24"), ("1999-2000", "1999-00"), ("2024", "2024"),
    ],
)  # fmt: skip
def test_a_school_year_is_known_in_its_many_spellings(written: str, year: str) -> None:
    assert school_year(written) == year


@pytest.mark.parametrize("written", ["", "23-24", "2023-25", "12023", "Dec-11", "2011-12-01", "Attendance"])
def test_anything_else_is_no_school_year(written: str) -> None:
    assert school_year(written) is None


@given(st.integers(min_value=1990, max_value=2098))
def test_short_and_long_spelling_are_one_year(first: int) -> None:
    assert school_year(f"{first}-{first + 1}") == school_year(f"{first}-{(first + 1) % 100:02}")


def test_a_year_is_found_in_a_heading() -> None:
    assert year_within("Attendance (2022-23)") == ("2022-23", "Attendance")
    assert year_within("2022-23 Attendance rate") == ("2022-23", "Attendance rate")
    assert year_within("Attendance") is None
    assert year_within("Change 2022-23 to 2023-24") is None
