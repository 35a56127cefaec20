"""Calendar files: what RFC 5545 asks for, and what a calendar does with a second one."""

import re
from datetime import UTC, date, datetime, time, timedelta
from io import StringIO
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from dateutil.tz import tzical
from hypothesis import given, settings
from hypothesis import strategies as st

from cadence.board.calendar import Entry, calendar
from cadence.board.dates import dates_of
from cadence.content import Content
from cadence.institute import Institute
from cadence.institute.create import create
from cadence.model import Card
from cadence.store import Store, View, Viewer

CHANGED = datetime(2026, 11, 25, 10, tzinfo=UTC)


def entry(**more: Any) -> Entry:
    said = {"uid": "card-1@cadence", "title": "Due: Targets", "on": date(2026, 12, 4)}
    return Entry(**{**said, "changed": CHANGED, "revision": 0, **more})


def unfolded(made: bytes) -> list[str]:
    """Return the lines as RFC 5545, section 3.1, has them read; written here anew to check the writer."""
    assert made.endswith(b"\r\n") and b"\n" not in made.replace(b"\r\n", b"")
    assert all(len(line) <= 75 for line in made.split(b"\r\n"))
    return made.replace(b"\r\n ", b"").decode().split("\r\n")[:-1]


def values(lines: list[str], name: str) -> list[str]:
    return [line.partition(":")[2] for line in lines if re.split("[;:]", line)[0] == name]


def text(written: str) -> str:
    return re.sub(r"\\([\\;,nN])", lambda found: "\n" if found[1] in "nN" else found[1], written)


def test_a_due_date_is_a_whole_day_that_keeps_nobody_from_meeting() -> None:
    lines = unfolded(calendar("Alcott", [entry()]))
    assert "DTSTART;VALUE=DATE:20261204" in lines and "DTEND;VALUE=DATE:20261205" in lines
    assert values(lines, "TRANSP") == ["TRANSPARENT"] and values(lines, "STATUS") == ["CONFIRMED"]
    assert values(lines, "VERSION") == ["2.0"] and len(values(lines, "PRODID")) == 1
    assert "BEGIN:VTIMEZONE" not in lines


def test_a_meeting_has_its_zone_described_in_the_file() -> None:
    meeting = entry(at=time(8, 30), minutes=90, place="Room 2, upstairs")
    lines = unfolded(calendar("Alcott", [meeting], "America/Chicago"))
    assert "DTSTART;TZID=America/Chicago:20261204T083000" in lines
    assert "DTEND;TZID=America/Chicago:20261204T100000" in lines
    zone = lines[lines.index("BEGIN:VTIMEZONE") : lines.index("END:VTIMEZONE")]
    assert "TZID:America/Chicago" in zone
    assert {"-0500", "-0600"} <= set(values(zone, "TZOFFSETTO"))
    assert "BEGIN:STANDARD" in zone and "BEGIN:DAYLIGHT" in zone


def test_a_meeting_without_a_zone_is_at_its_hour_wherever_one_is() -> None:
    lines = unfolded(calendar("Alcott", [entry(at=time(8, 30), minutes=90)]))
    assert "DTSTART:20261204T083000" in lines


def test_a_later_file_speaks_of_the_same_thing_with_a_higher_number() -> None:
    first, later = (
        unfolded(calendar("Alcott", [each]))
        for each in (entry(), entry(revision=3, on=date(2026, 12, 11), cancelled=True))
    )
    assert values(first, "UID") == values(later, "UID") == ["card-1@cadence"]
    assert (values(first, "SEQUENCE"), values(later, "SEQUENCE")) == (["0"], ["3"])
    assert values(later, "STATUS") == ["CANCELLED"]
    assert values(later, "LAST-MODIFIED") == ["20261125T100000Z"]


WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=120)


@settings(max_examples=40, deadline=None)
@given(title=WORDS, more=WORDS)
def test_whatever_somebody_wrote_is_read_again_as_it_was(title: str, more: str) -> None:
    lines = unfolded(calendar("Alcott", [entry(title=f"a{title}b", text=f"a{title}\n{more}b")]))
    assert [text(each) for each in values(lines, "SUMMARY")] == [f"a{title}b"]
    assert [text(each) for each in values(lines, "DESCRIPTION")] == [f"a{title}\n{more}b"]


@pytest.mark.parametrize(
    "zone",
    ["America/New_York", "America/Phoenix", "Pacific/Honolulu", "Europe/Berlin", "Australia/Sydney"],
)
def test_a_zone_is_described_so_that_another_reader_finds_every_hour(zone: str) -> None:
    made = calendar("Alcott", [entry(at=time(8, 30), minutes=90)], zone)
    theirs, ours = tzical(StringIO("\n".join(unfolded(made)))).get(zone), ZoneInfo(zone)
    for day in range(0, 900, 3):
        noon = datetime(2026, 1, 1, 12) + timedelta(days=day)
        assert theirs.utcoffset(noon) == ours.utcoffset(noon), noon


def test_a_card_keeps_its_place_in_a_calendar_and_leaves_it_when_taken_off(
    team: Store, demo_rules: Institute
) -> None:
    view = team.view(Viewer("custodian"))
    card, kept = (
        Card(id=id, cycle=1, team="a", title=id, owner="ana", due=date(2026, 12, 4)) for id in ("c1", "c2")
    )
    view.write(card, kept, Card(id="c3", cycle=1, team="b", title="Other", due=date(2026, 12, 4)))
    first = told(view, demo_rules)
    assert list(first) == ["card-c1@cadence", "card-c2@cadence"]
    (moved,) = view.write(view.get(Card, "c2").model_copy(update={"due": date(2026, 12, 11), "owner": "ben"}))
    view.remove(view.get(Card, "c1"))
    later = told(view, demo_rules)
    assert later["card-c1@cadence"].cancelled and later["card-c1@cadence"].revision > 0
    assert later["card-c2@cadence"].on == date(2026, 12, 11) and later["card-c2@cadence"].revision == 1
    view.write(moved.model_copy(update={"due": None}))
    assert told(view, demo_rules)["card-c2@cadence"].cancelled
    assert [each.uid for each in dates(view, demo_rules, "ben")] == ["card-c2@cadence"]


def told(view: View, house: Institute) -> dict[str, Entry]:
    return {each.uid: each for each in dates(view, house) if each.uid.startswith("card-")}


def dates(view: View, house: Institute, person: str = "") -> list[Entry]:
    found = dates_of(view, house, Content.load(), "a", person)
    return [each for each in found if each.uid.startswith("card-")]


def test_meetings_have_their_hour_and_pre_work_has_only_its_last_day(
    team: Store, demo_rules: Institute
) -> None:
    found = dates_of(team.view(Viewer("custodian")), demo_rules, Content.load(), "a")
    hours = [(each.title.partition(": ")[2], each.at, each.minutes) for each in found]
    assert hours == [("Pre-work", None, hours[0][2]), ("Team conditions", time(15, 30), 90)]
    assert len({each.uid for each in found}) == 2


@pytest.fixture
def demo_rules(tmp_path: Path) -> Institute:
    """An institute with two dates."""
    days = {"starts": date(2026, 8, 1), "ends": date(2027, 6, 1)}
    house = create(
        tmp_path / "house", name="North", district="D", cycle_title="2026", facilitator="Ana", **days
    )
    file = house.root / "institute.toml"
    meetings = """
[[sessions]]
session = 0
on = 2026-09-01
time = "by 4:00 pm"
[[sessions]]
session = 1
on = 2026-09-15
time = "15:30"
"""
    file.write_text(file.read_text("utf-8") + meetings, "utf-8")
    return Institute.open(file)
