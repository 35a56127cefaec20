"""A time zone as a calendar file describes it: one rule for each turn of the clock.

Several readers take a rule (`RRULE`) and no list of days: with the list that `icalendar` makes, they
are an hour off in summer.
"""

from calendar import monthrange
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_YEARS = 6  # for how long a rule must hold to be the rule


class Turn(NamedTuple):
    """The clocks are turned: at `at` by the old clock, from one offset to another."""

    at: datetime
    before: timedelta
    after: timedelta
    name: str
    summer: bool


def described(zone: str, year: int) -> Any:
    """Return the description of a zone, with the rules that hold from a year on."""
    from icalendar import Timezone

    made = Timezone()
    made.add("tzid", zone)
    there = ZoneInfo(zone)
    found = turns(there, year)
    for turn in found:
        made.add_component(_observance(turn, _rule(there, turn)))
    if not found:
        made.add_component(_observance(_never(there, year), None))
    return made


@cache
def turns(zone: ZoneInfo, year: int) -> tuple[Turn, ...]:
    """Return the hours of a year at which the clocks of a zone are turned."""
    return tuple(_turns(zone, year))


def _turns(zone: ZoneInfo, year: int) -> Iterator[Turn]:
    hour = datetime(year, 1, 1, tzinfo=UTC)
    while hour.year == year:
        after = (hour + timedelta(hours=1)).astimezone(zone)
        before = hour.astimezone(zone)
        if before.utcoffset() != after.utcoffset():
            yield _turn(hour + timedelta(hours=1), before, after)
        hour += timedelta(hours=1)


def _turn(moment: datetime, before: datetime, after: datetime) -> Turn:
    old, new = before.utcoffset() or timedelta(), after.utcoffset() or timedelta()
    return Turn((moment + old).replace(tzinfo=None), old, new, after.tzname() or "", bool(after.dst()))


def _never(zone: ZoneInfo, year: int) -> Turn:
    there = datetime(year, 1, 1, tzinfo=zone)
    offset = there.utcoffset() or timedelta()
    return Turn(datetime(year, 1, 1), offset, offset, there.tzname() or "", False)


def _rule(zone: ZoneInfo, turn: Turn) -> dict[str, Any]:
    """Return on which Sunday (or other day) of its month a turn falls, this year and in those that follow."""
    day = turn.at.date()
    last = day.day + 7 > monthrange(day.year, day.month)[1]
    place = (day.day - 1) // 7 + 1
    places = [*([place] if place < 5 else []), *([-1] if last else [])]  # no month has a fifth each year
    held = next((place for place in places if _holds(zone, turn, place)), places[0])
    return {"freq": "yearly", "bymonth": day.month, "byday": f"{held}{_WEEKDAYS[day.weekday()]}"}


def _holds(zone: ZoneInfo, turn: Turn, place: int) -> bool:
    years = range(turn.at.year, turn.at.year + _YEARS)
    days = {each.at.date() for year in years for each in turns(zone, year) if each.summer == turn.summer}
    return all(_place(year, turn.at.month, turn.at.weekday(), place) in days for year in years)


def _place(year: int, month: int, weekday: int, place: int) -> date:
    """Return the first, second, ... or last (-1) Monday, Tuesday, ... of a month."""
    first, length = monthrange(year, month)
    days = range(1 + (weekday - first) % 7, length + 1, 7)
    return date(year, month, days[place - 1 if place > 0 else -1])


def _observance(turn: Turn, rule: dict[str, Any] | None) -> Any:
    from icalendar import TimezoneDaylight, TimezoneStandard

    made = TimezoneDaylight() if turn.summer else TimezoneStandard()
    made.add("dtstart", turn.at)
    made.add("tzoffsetfrom", turn.before)
    made.add("tzoffsetto", turn.after)
    made.add("tzname", turn.name)
    if rule:
        made.add("rrule", rule)
    return made
