"""What is well-formed in an institute.toml and still makes no sense."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

Found = tuple[tuple[str | int, ...], str, str]  # path, what is wrong, what to do

DATABASES = ("sqlite", "postgresql", "postgres")


def nonsense(data: dict[str, Any]) -> Iterator[Found]:
    """Yield what does not fit together; what is not well-formed is passed over in silence."""
    cycle = data.get("cycle")
    sessions = data.get("sessions")
    first, last = (_day(cycle.get(key)) if isinstance(cycle, dict) else None for key in ("starts", "ends"))
    if first and last and last <= first:
        yield (
            ("cycle", "ends"),
            f"the cycle ends on {last}, before it has begun",
            f"Name a day after {first}.",
        )
        first = last = None
    meetings = (
        [each if isinstance(each, dict) else {} for each in sessions] if isinstance(sessions, list) else []
    )
    yield from _outside(meetings, first, last)
    yield from _twice(meetings)
    yield from _out_of_order(meetings)
    yield from _database(data.get("database"))
    yield from _timezone(data.get("timezone"))


def _outside(meetings: list[dict[str, Any]], first: date | None, last: date | None) -> Iterator[Found]:
    for index, meeting in enumerate(meetings):
        on = _day(meeting.get("on"))
        if on and first and last and not first <= on <= last:
            yield (
                ("sessions", index, "on"),
                f"{on} lies outside the cycle ({first} to {last})",
                "Correct this date, or `starts` and `ends` of the cycle.",
            )


def _twice(meetings: list[dict[str, Any]]) -> Iterator[Found]:
    seen = set()
    for index, meeting in enumerate(meetings):
        number = meeting.get("session")
        if isinstance(number, int) and number in seen:
            yield (
                ("sessions", index, "session"),
                f"session {number} has a date already",
                "Keep one [[sessions]] block for each session.",
            )
        seen.add(number if isinstance(number, int) else None)


def _out_of_order(meetings: list[dict[str, Any]]) -> Iterator[Found]:
    known = [
        (meeting["session"], on, index)
        for index, meeting in enumerate(meetings)
        if isinstance(meeting.get("session"), int) and (on := _day(meeting.get("on")))
    ]
    for number, on, index in known:
        later = [(other, day) for other, day, _ in known if other < number and day > on]
        if later:
            other, day = min(later)
            yield (
                ("sessions", index, "on"),
                f"session {number} meets on {on}, before session {other} on {day}",
                "Correct one of the two dates.",
            )


def _database(written: object) -> Iterator[Found]:
    if isinstance(written, str) and (wrong := _no_database(written)):
        yield (("database",), wrong, "Write a file name, or postgresql://USER:PASSWORD@HOST/NAME.")


def _timezone(written: object) -> Iterator[Found]:
    if isinstance(written, str) and written and not _is_zone(written):
        wrong = f"'{written}' is no time zone that is known here"
        yield ("timezone",), wrong, 'Write one such as "America/Chicago", or "" for none.'


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):  # no such zone, or no name of one
        return False
    return True


def _no_database(written: str) -> str:
    """Return why answers cannot be kept there, '' where they can."""
    scheme, address, name = written.partition("://")
    name = name if address else written
    if address and scheme.partition("+")[0] not in DATABASES:
        return f"'{scheme}' is not a database that Cadence knows"
    if not name.strip("./ "):
        return f"'{written}' names no database"
    if ":memory:" in name:
        return f"'{written}' keeps nothing once a command has ended"
    return "the name holds a character that no file name may hold" if "\0" in name else ""


def _day(written: object) -> date | None:
    """Return a date however it was written, None where it is not one."""
    if isinstance(written, datetime):
        return written.date()
    if isinstance(written, date):
        return written
    try:
        return date.fromisoformat(written) if isinstance(written, str) else None
    except ValueError:
        return None
