"""Numbers as directories write them: read, or explained, and never guessed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cadence.exchange.tables.values import Value, read_numbers


def one(cell: str) -> Value:
    numbers = read_numbers([cell])
    assert not numbers.damaged
    return numbers.values[0]


@pytest.mark.parametrize(
    ("cell", "number"),
    [("45.2", 45.2), ("0", 0.0), ("1 234", 1234.0), ("12,345.5", 12345.5), (".5", 0.5), ("1e3", 1000.0)],
)
def test_a_number_is_a_number(cell: str, number: float) -> None:
    assert one(cell) == Value(number)


def test_a_percentage_is_in_percent_and_says_so() -> None:
    assert one("45.2%") == one("45.2 %") == Value(45.2, unit="%")


@pytest.mark.parametrize(
    ("cell", "says"),
    [
        ("NDA", "no data available"), ("s", "suppressed"), ("*", "suppressed"), ("n/a", "not applicable"),
        ("-", "not reported"), ("-1", "missing"), ("-2", "not applicable"), ("-9", "below the standards"),
        ("M", "not reported"), ("\u2021", "reporting standards not met"),
    ],
)  # fmt: skip
def test_a_code_is_no_number_and_its_meaning_is_kept_with_it(cell: str, says: str) -> None:
    value = one(cell)
    assert value.number is None and value.note.startswith(says) and f"'{cell}'" in value.note


@pytest.mark.parametrize(
    ("cell", "low", "high"),
    [
        ("<10", None, 10), ("<=10", None, 10), ("\u226410", None, 10), ("LT50", None, 50),
        ("fewer than 5", None, 5),
        (">95", 95, None), (">=95%", 95, None), ("GE95", 95, None), ("5-9", 5, 9),
        ("80\u201384", 80, 84), ("5 to 9", 5, 9),
    ],
)  # fmt: skip
def test_a_range_keeps_its_bounds_and_has_no_number(cell: str, low: float | None, high: float | None) -> None:
    value = one(cell)
    assert (value.number, value.low, value.high) == (None, low, high)
    assert f"'{cell}'" in value.note


@pytest.mark.parametrize("cell", ["9-May", "2024-05-09", "Oct-14", "5/9/2024"])
def test_a_range_that_became_a_date_is_named(cell: str) -> None:
    (damage,) = read_numbers(["12", cell]).damaged.values()
    assert f"'{cell}' is a date" in damage[0] and damage[1]


@pytest.mark.parametrize("cell", ["high", "$5", "(12)", "1,23,456x", "9-5", "1.2.3", "<", "%", "twelve"])
def test_anything_else_is_said_to_be_no_number(cell: str) -> None:
    numbers = read_numbers([cell])
    assert numbers.damaged and numbers.values == [Value()]


def test_a_footnote_mark_is_kept_as_a_note_and_pointed_out() -> None:
    numbers = read_numbers(["45.2*", "45.2 (a)"])
    assert [value.number for value in numbers.values] == [45.2, 45.2]
    assert numbers.values[0].note == "marked '*'" and "footnote" in numbers.notes[0]


def test_a_decimal_comma_is_told_from_the_other_cells() -> None:
    numbers = read_numbers(["45,2", "1.234,5", "7"])
    assert [value.number for value in numbers.values] == [45.2, 1234.5, 7]
    assert "'45,2'" in numbers.notes[0]


def test_a_comma_before_three_digits_marks_thousands_and_that_is_said() -> None:
    numbers = read_numbers(["1,234"])
    assert numbers.values == [Value(1234.0)] and "--decimal comma" in numbers.notes[0]
    assert read_numbers(["1,234"], decimal="comma").values == [Value(1.234)]


def test_decimal_commas_beside_decimal_points_are_not_guessed() -> None:
    assert read_numbers(["45,2", "45.1"]).damaged.keys() == {0}


def test_a_share_among_percentages_is_named() -> None:
    numbers = read_numbers(["45.2%", "0.38", "0"])
    assert numbers.damaged.keys() == {1} and "no percent sign" in numbers.damaged[1][0]


def test_minus_one_is_a_number_where_others_lie_below_nought_as_well() -> None:
    assert read_numbers(["-1", "-0.5", "2"]).values[0] == Value(-1.0)
    assert read_numbers(["-1", "2"]).values[0].number is None


def test_a_code_of_ones_own_stands_for_no_number() -> None:
    assert read_numbers(["tba"], missing=["TBA"]).values[0].note == "not known ('tba')"


@given(st.lists(st.integers(min_value=0, max_value=10**9), min_size=1), st.sampled_from([",", " ", ""]))
def test_whole_numbers_come_back_however_their_thousands_are_grouped(numbers: list[int], sign: str) -> None:
    cells = [f"{number:,}".replace(",", sign) for number in numbers]
    assert [value.number for value in read_numbers(cells, "point").values] == numbers


@given(st.lists(st.decimals(min_value=0, max_value=10**6, places=2), min_size=1), st.booleans())
def test_decimals_come_back_behind_a_comma_or_a_point(numbers: list[object], comma: bool) -> None:
    cells = [str(number).replace(".", "," if comma else ".") for number in numbers]
    read = read_numbers(cells)
    assert [value.number for value in read.values] == [float(str(number)) for number in numbers]


@given(st.text(max_size=12))
def test_any_text_is_read_or_explained(cell: str) -> None:
    numbers = read_numbers([cell])
    (value,) = numbers.values
    assert not cell or 0 in numbers.damaged or value.number is not None or value.note
