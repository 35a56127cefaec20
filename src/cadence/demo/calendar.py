"""The demonstration's school year."""

from datetime import date, timedelta

STARTS = date(2025, 8, 4)
ENDS = date(2026, 6, 12)
MEETINGS = {
    0: (date(2025, 8, 25), "", "due by 4:00 pm"),
    1: (date(2025, 9, 17), "Northside Learning Center, Room 2", "8:30 am"),
    2: (date(2025, 10, 15), "Northside Learning Center, Room 2", "8:30 am"),
    3: (date(2025, 11, 19), "Northside Learning Center, Room 2", "8:30 am"),
    4: (date(2026, 1, 21), "Northside Learning Center, Room 2", "8:30 am"),
    5: (date(2026, 5, 13), "Northside Learning Center, Room 2", "8:30 am"),
}
FIRST_VISITS = date(2025, 10, 20)
BASELINE_UNTIL = date(2025, 11, 17)  # a Monday: the week of Session 3 already counts as after
LAST_VISITS = date(2026, 5, 8)
CLOSED_WEEKS = frozenset({date(2025, 11, 24), date(2025, 12, 22), date(2025, 12, 29), date(2026, 3, 16)})


def met(session: int) -> date:
    """Return the day a session meets."""
    return MEETINGS[session][0]


def visit_weeks(after: date, before: date) -> list[date]:
    """Return the Mondays of school weeks from `after` on that lie before `before`."""
    weeks = []
    monday = after - timedelta(days=after.weekday())
    while monday < before:
        if monday not in CLOSED_WEEKS:
            weeks.append(monday)
        monday += timedelta(days=7)
    return weeks
