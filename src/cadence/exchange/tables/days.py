"""Days and times as people write them; whether the day or the month comes first is settled, never guessed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal

from cadence.errors import Complaint
from cadence.exchange.tables.cells import Trouble, quoted
from cadence.exchange.tables.columns import Columns

Order = Literal["", "month-first", "day-first"]

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAMED = r"(?P<named>[a-z]{3,9})\.?"
_TIME = (
    r"(?:[ t,]+(?:at )?(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:\.\d+)?)?"
    r" ?(?P<half>[ap]\.?m\.?)?)?(?P<zone>z| ?[+-]\d{2}:?\d{2}| ?gmt[+-]?\d*| ?[a-z]{3,4})?"
)
YEAR_FIRST = re.compile(rf"(?P<year>\d{{4}})[-/.](?P<month>\d{{1,2}})[-/.](?P<day>\d{{1,2}}){_TIME}")
YEAR_LAST = re.compile(rf"(?P<one>\d{{1,2}})([-/.])(?P<two>\d{{1,2}})\2(?P<year>\d{{4}}|\d{{2}}){_TIME}")
NAMED = (
    re.compile(rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[- .]+{_NAMED}[- ,.]+(?P<year>\d{{4}}|\d{{2}}){_TIME}"),
    re.compile(rf"{_NAMED}[- ]+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[-, ]+(?P<year>\d{{4}}|\d{{2}}){_TIME}"),
)
WEEKDAY = re.compile(r"(mon|tues?|wed(nes)?|thu(rs)?|fri|sat(ur)?|sun)(day)?[,.]? +")
CLEAR = "Write it as 2026-02-03, the year first."


def moment(said: str, order: Order) -> datetime | Trouble:
    """Return the day that a text means, and its time if it has one; '+01:00' is turned into UTC."""
    text = WEEKDAY.sub("", " ".join(said.casefold().split()), count=1)
    found = next((m for each in (YEAR_FIRST, YEAR_LAST, *NAMED) if (m := each.fullmatch(text))), None)
    if found is None:
        return _no_date(said)
    parts = found.groupdict()
    month = _month(parts, order)
    day = parts.get("day") or (parts["two"] if order == "month-first" else parts["one"])
    try:
        return _moment(parts, month, int(day))
    except (ValueError, OverflowError):
        return Trouble(f"{quoted(said)} is no day of the calendar{_as(order, parts)}", CLEAR)


def _as(order: Order, parts: dict[str, str | None]) -> str:
    return f", read {order}" if "one" in parts else ""


def _no_date(said: str) -> Trouble:
    if re.fullmatch(r"[34]\d{4}(\.\d+)?", said):
        day = datetime(1899, 12, 30) + timedelta(days=float(said))
        message = f"'{said}' is a number; a spreadsheet may mean {day:%Y-%m-%d} by it"
        return Trouble(message, "Set the column to Date in the spreadsheet, look at the days, and save.")
    return Trouble(f"{quoted(said)} is not a date that can be read", CLEAR)


def _month(parts: dict[str, str | None], order: Order) -> int:
    if named := parts.get("named"):
        return MONTHS.index(named[:3]) + 1 if named[:3] in MONTHS else 0
    if "one" in parts:
        return int((parts["one"] if order == "month-first" else parts["two"]) or 0)
    return int(parts["month"] or 0)


def _moment(parts: dict[str, str | None], month: int, day: int) -> datetime:
    year, hour = int(parts["year"] or 0), int(parts["hour"] or 0)
    if parts["half"]:
        if not 1 <= hour <= 12:
            raise ValueError(hour)
        hour = hour % 12 + (12 if parts["half"].startswith("p") else 0)
    minute, second = int(parts["minute"] or 0), int(parts["second"] or 0)
    found = datetime(year + 2000 if year < 100 else year, month, day, hour, minute, second)
    offset = re.fullmatch(r" ?([+-])(\d{2}):?(\d{2})", parts["zone"] or "")
    if offset is None:
        return found
    away = timedelta(hours=int(offset[2]), minutes=int(offset[3]))
    return (found - away if offset[1] == "+" else found + away).replace(tzinfo=UTC)


@dataclass(frozen=True)
class Calendar:
    """How the dates of a column are to be read, and what is wrong with them as a whole."""

    order: Order = ""
    complaints: tuple[Complaint, ...] = ()

    def moment(self, said: str) -> datetime | Trouble:
        """Return what a text means by this calendar."""
        return moment(said, self.order)


def calendar(columns: Columns, field: str, order: Order) -> Calendar:
    """Return how the dates in a column are to be read: as was said, else as its own dates settle it."""
    if order:
        return Calendar(order)
    pairs = list(_pairs(columns, field))
    day_first = [line for line, one, two in pairs if one > 12 >= two]
    month_first = [line for line, one, two in pairs if two > 12 >= one]
    if day_first and month_first:
        return Calendar("", (_mixed(columns, field, day_first[0], month_first[0]),))
    doubtful = [line for line, one, two in pairs if one != two and max(one, two) <= 12]
    if doubtful and not (day_first or month_first):
        return Calendar("day-first", (_ambiguous(columns, field, doubtful[0]),))
    return Calendar("month-first" if month_first else "day-first")


def _pairs(columns: Columns, field: str) -> Iterator[tuple[int, int, int]]:
    """Yield line and the two numbers of each date that begins with day or month."""
    for row in columns.rows:
        text = WEEKDAY.sub("", " ".join(columns.value(row, field).casefold().split()), count=1)
        if found := YEAR_LAST.fullmatch(text):
            yield row.line, int(found["one"]), int(found["two"])


def _mixed(columns: Columns, field: str, one: int, other: int) -> Complaint:
    message = f"the day comes first on line {one} and the month on line {other}"
    return columns.sheet.complain(max(one, other), columns[field], message, "Write them all the same way.")


def _ambiguous(columns: Columns, field: str, line: int) -> Complaint:
    said = next(columns.value(row, field) for row in columns.rows if row.line == line)
    message = f"'{said}' can be read with the day first or the month first, and no date here settles which"
    return columns.sheet.complain(
        line, columns[field], message, "Say which: --dates month-first or --dates day-first."
    )
