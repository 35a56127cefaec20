"""Days as a calendar file that Outlook, Google and Apple open (RFC 5545)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from cadence.board.zone import described

_PRODUCT = "-//Cadence//Action board//EN"


@dataclass(frozen=True)
class Entry:
    """Something that stands in a calendar: a whole day, or `minutes` from an hour on.

    `uid` stays the same for as long as it is the same thing, and `revision` grows with each change of
    it, by which a calendar knows that a later file speaks of what it has already.
    """

    uid: str
    title: str
    on: date
    changed: datetime
    revision: int
    text: str = ""
    place: str = ""
    at: time | None = None
    minutes: int = 0
    cancelled: bool = False


def calendar(title: str, entries: Iterable[Entry], zone: str = "") -> bytes:
    """Return a calendar of entries.

    Hours are those of the time zone `zone`, which the file describes; without one they are hours by
    whatever clock hangs on the wall.
    """
    from icalendar import Calendar

    made = Calendar()
    for name, value in (("prodid", _PRODUCT), ("version", "2.0"), ("method", "PUBLISH")):
        made.add(name, value)
    made.add("x-wr-calname", title)
    entries = list(entries)
    hours = [each.on.year for each in entries if each.at]
    if zone and hours:
        made.add_component(described(zone, min(hours) - 1))
    for entry in entries:
        made.add_component(_event(entry, zone))
    return bytes(made.to_ical())


def _event(entry: Entry, zone: str) -> Any:
    from icalendar import Event

    event = Event()
    starts, ends = _times(entry, zone)
    said = {
        "uid": entry.uid,
        "sequence": entry.revision,
        "dtstamp": entry.changed.astimezone(UTC),
        "last-modified": entry.changed.astimezone(UTC),
        "summary": entry.title,
        "dtstart": starts,
        "dtend": ends,
        "status": "CANCELLED" if entry.cancelled else "CONFIRMED",
        "transp": "OPAQUE" if entry.at else "TRANSPARENT",  # a due date keeps nobody from meeting
        "description": entry.text,
        "location": entry.place,
    }
    for name, value in said.items():
        if value != "":
            event.add(name, value)
    return event


def _times(entry: Entry, zone: str) -> tuple[date, date]:
    """Return when an entry begins and when it ends: days where it has no hour."""
    if entry.at is None:
        return entry.on, entry.on + timedelta(days=1)
    starts = datetime.combine(entry.on, entry.at, ZoneInfo(zone) if zone else None)
    return starts, starts + timedelta(minutes=entry.minutes)
