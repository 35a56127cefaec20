"""No text becomes a formula, and every value comes back as it was."""

import csv
import io
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cadence.exchange.export.cell import Kind, Unreadable, Value, as_text, guarded, read, written

TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"))
STARTERS = ["=", "+", "-", "@", "\t", "\r", "\n", "'", "\uff1d", "\uff0b", "\uff0d", "\uff20"]
BEFORE = ["", " ", "\t", '"', "'", "\u00a0", "\ufeff", ' "', "\u200b", "\x1b"]
FORMULAS = [
    '=HYPERLINK("http://example.org?"&A1,"more")',
    "=cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "+1+1",
    "-2+3",
    "\t=1+1",
    "\r=1+1",
    '"=1+1"',
    "\uff1d1+1",
]


@given(st.sampled_from(BEFORE), st.sampled_from(STARTERS), TEXTS)
def test_a_text_that_could_begin_a_formula_is_kept_from_it(before: str, starter: str, rest: str) -> None:
    text = before + starter + rest
    assert guarded(text) == "'" + text
    assert read(guarded(text), "text") == text


@pytest.mark.parametrize("formula", FORMULAS)
def test_a_known_attack_is_only_text(formula: str) -> None:
    assert guarded(formula).startswith("'")
    assert read(guarded(formula), "text") == formula


@given(TEXTS, st.booleans())
def test_every_text_comes_back(text: str, may_be_none: bool) -> None:
    cell = written(text, may_be_none)
    assert isinstance(cell, str)
    assert read(cell, "text", may_be_none) == text
    assert not cell.lstrip(' "\ufeff').startswith(tuple("=+-@\t\r\n"))


@given(TEXTS)
def test_a_cell_of_csv_comes_back(text: str) -> None:
    file = io.StringIO(newline="")
    csv.writer(file, lineterminator="\r\n").writerow(["id", guarded(text)])
    (row,) = csv.reader(io.StringIO(file.getvalue(), newline=""), strict=True)
    assert read(row[1], "text") == text


def test_nothing_and_no_words_are_two_things() -> None:
    assert as_text(written(None, may_be_none=True)) == ""
    assert as_text(written("", may_be_none=True)) == "'"
    assert read("", "text", may_be_none=True) is None
    assert read("'", "text", may_be_none=True) == ""
    assert read("", "text") == ""


ZONES = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes))) | st.just(
    UTC
)
TYPED: list[tuple[Kind, st.SearchStrategy[Value]]] = [
    ("whole number", st.integers(-(10**30), 10**30)),
    ("number", st.floats(allow_nan=False, allow_infinity=False)),
    ("yes or no", st.booleans()),
    ("date", st.dates()),
    ("moment", st.datetimes(timezones=ZONES)),
]


@pytest.mark.parametrize(("kind", "values"), TYPED, ids=lambda each: each if isinstance(each, str) else "")
@given(data=st.data())
def test_a_value_comes_back_from_its_text(
    kind: Kind, values: st.SearchStrategy[Value], data: st.DataObject
) -> None:
    value = data.draw(values)
    back = read(as_text(written(value)), kind)
    assert back == value and type(back) is type(value)


@pytest.mark.parametrize(
    ("cell", "kind"),
    [
        ("three", "whole number"),
        (3.5, "whole number"),
        (True, "whole number"),
        ("1_000", "number"),
        ("1e999", "number"),
        ("nan", "number"),
        (date(2026, 1, 1), "number"),
        ("maybe", "yes or no"),
        ("11/24/2026", "date"),
        (46000, "date"),
        ("2026-11-24T09:30:00", "moment"),
        (datetime(2026, 11, 24), "moment"),
        (4.82364001271e11, "text"),
        (date(2026, 6, 9), "text"),
        (True, "text"),
        ("", "date"),
    ],
)
def test_what_does_not_belong_is_refused_with_a_remedy(cell: Value, kind: Kind) -> None:
    with pytest.raises(Unreadable) as refused:
        read(cell, kind)
    assert refused.value.message and refused.value.remedy.endswith(".")


def test_a_whole_number_may_come_from_a_spreadsheet_as_a_decimal_one() -> None:
    assert read(3.0, "whole number") == 3


def test_a_spreadsheets_midnight_is_a_date() -> None:
    assert read(datetime(2026, 11, 24), "date") == date(2026, 11, 24)
