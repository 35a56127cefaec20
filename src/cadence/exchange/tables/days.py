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

# The months by how their names begin in English, Spanish, French, German, Portuguese and Italian.
MONTHS = (
    "jan ene gen", "feb f\u00e9v fev", "mar m\u00e4r mrz", "apr abr avr", "may mai mag", "jun juin giu",
    "jul juil lug", "aug ago ao\u00fb aou", "sep set", "oct okt out ott", "nov", "dec dic d\u00e9c dez",
)  # fmt: skip
DAYS = (
    "mon tue wed thu fri sat sun lun mar mi\u00e9 mie jue vie s\u00e1b sab dom mer jeu ven sam dim "
    "mo di mi do fr sa so die mit don fre sam son seg ter qua qui sex gio"
).split()
_NAMED = r"(?P<named>[^\W\d_]{3,10})\.?"
_TIME = (
    r"(?:(?:[ t,]+(?:at |\u00e0 |a las? |um |alle |\u00e0s )?)(?P<hour>\d{1,2})[:h](?P<minute>\d{2})"
    r"(?::(?P<second>\d{2})(?:\.\d+)?)?(?: uhr)? ?(?P<half>[ap]\.? ?m\.?)?)?"
    r"(?P<zone>z| ?[+-]\d{2}:?\d{2}| ?(?:gmt|utc)[+-]?\d*(?::\d\d)?| ?[a-z]{3,4})?"
)
YEAR_FIRST = re.compile(rf"(?P<year>\d{{4}})[-/.](?P<month>\d{{1,2}})[-/.](?P<day>\d{{1,2}}){_TIME}")
YEAR_LAST = re.compile(rf"(?P<one>\d{{1,2}})([-/.])(?P<two>\d{{1,2}})\2(?P<year>\d{{4}}|\d{{2}}){_TIME}")
_YEAR = r"(?P<year>\d{4}|\d{2})"
NAMED = (
    re.compile(
        r"(?P<day>\d{1,2})(?:st|nd|rd|th|er|\u00ba)?[- .]+(?:de )?"
        rf"{_NAMED}[- ,.]+(?:del? )?{_YEAR}{_TIME}"
    ),
    re.compile(rf"{_NAMED}[- ]+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[-, ]+{_YEAR}{_TIME}"),
)
WEEKDAY = re.compile(r"([^\W\d_]{2,10})[,.]{0,2} +(?=\d|[^\W\d_]{3,10}\.? \d)")
CLEAR = "Write it as 2026-02-03, the year first."


def moment(said: str, order: Order) -> datetime | Trouble:
    """Return the day that a text means, and its time if it has one; '+01:00' is turned into UTC."""
    text = _without_weekday(said)
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


def _without_weekday(said: str) -> str:
    """Return a date in small letters without the day of the week in front; 'Mar 3, 2026' is March."""
    text = " ".join(said.casefold().split())
    found = WEEKDAY.match(text)
    if found is None or not found[1].startswith(tuple(DAYS)):
        return text
    rest = text[found.end() :]
    return text if any(each.fullmatch(text) for each in NAMED) else rest


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
        return next((at for at, names in enumerate(MONTHS, 1) if named.startswith(tuple(names.split()))), 0)
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
        text = _without_weekday(columns.value(row, field))
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
