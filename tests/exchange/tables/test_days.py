"""Days are read in several notations; where day and month cannot be told apart nobody guesses."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cadence.exchange.tables.cells import Trouble
from cadence.exchange.tables.days import moment

NOTATIONS = [
    "%Y-%m-%d", "%Y/%m/%d", "%d %b %Y", "%b %d, %Y", "%B %d, %Y", "%d-%b-%y", "%A, %B %d, %Y",
    "%Y-%m-%d %H:%M", "%Y/%m/%d %I:%M:%S %p",
]  # fmt: skip


@pytest.mark.parametrize("notation", NOTATIONS)
@given(day=st.dates(date(2000, 1, 1), date(2060, 12, 31)))
def test_a_day_is_read_in_any_clear_notation(notation: str, day: date) -> None:
    found = moment(day.strftime(notation), "")
    assert isinstance(found, datetime) and found.date() == day


@given(day=st.dates(date(2000, 1, 1), date(2060, 12, 31)))
def test_the_order_that_was_said_is_kept(day: date) -> None:
    for order, notation in (("month-first", "%m/%d/%Y"), ("day-first", "%d.%m.%y")):
        found = moment(day.strftime(notation), order)  # type: ignore[arg-type]
        assert isinstance(found, datetime) and found.date() == day


@given(st.text(max_size=30))
def test_whatever_stands_there_is_a_moment_or_a_trouble(said: str) -> None:
    assert isinstance(moment(said, "day-first"), datetime | Trouble)


def test_a_time_of_the_afternoon_and_a_zone_are_read() -> None:
    assert moment("2026/09/12 3:04:05 PM CST", "") == datetime(2026, 9, 12, 15, 4, 5)
    assert moment("2026-09-12T15:04:05+02:00", "") == datetime(2026, 9, 12, 13, 4, 5, tzinfo=UTC)
    assert moment("9/12/26 12:30 am", "month-first") == datetime(2026, 9, 12, 0, 30)


@pytest.mark.parametrize(
    "said", ["13/13/2026", "2026-02-30", "31 Foo 2026", "2026-01-01 25:00", "12:00", "9999-12-31 23:59-01:00"]
)
def test_a_day_that_does_not_exist_is_told(said: str) -> None:
    assert isinstance(moment(said, "month-first"), Trouble)


@pytest.mark.parametrize(
    ("said", "month", "hour"),
    [
        ("15 mars 2026 \u00e0 10:24", 3, 10), ("15. M\u00e4rz 2026 10:24", 3, 10),
        ("15 de marzo de 2026 10:24:33 p. m.", 3, 22), ("lundi 2 f\u00e9vrier 2026 10h24", 2, 10),
        ("Montag, 2. Februar 2026 um 10:24 Uhr", 2, 10), ("mar. 3 mars 2026", 3, 0),
        ("1er juillet 2026", 7, 0), ("3 juin 2026", 6, 0), ("3 ao\u00fbt 2026", 8, 0), ("5 mai 2026", 5, 0),
        ("Dienstag, 3. Dezember 2026", 12, 0), ("2026/03/15 3:24:12 p. m. GMT+1", 3, 15),
        ("Mar 3, 2026", 3, 0), ("Tue, Mar 3, 2026", 3, 0), ("Sat 3 Jan 2026", 1, 0),
    ],
)  # fmt: skip
def test_dates_of_forms_in_other_languages_are_read(said: str, month: int, hour: int) -> None:
    found = moment(said, "")
    assert isinstance(found, datetime) and (found.month, found.hour) == (month, hour)
