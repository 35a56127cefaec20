"""Hours that initiatives take, by the priority they serve."""

from typing import Any

import pandas as pd

from cadence.analysis.interval import Unsaid
from cadence.charts.fonts import clipped
from cadence.charts.sheet import ALARM, INK, PALE, QUIET, SMALL, TEXT, WIDTH, Drawing, Sheet

ROW, BAR = 42.0, 14.0
ROOM = 300.0  # length of the longest bar

CAPTION = "Hours a week, all staff together, as the team counted them before the first session."


def _hours(hours: float) -> str:
    return f"{hours:g} hour" if hours == 1 else f"{hours:g} hours"


def _count(row: dict[str, Any]) -> str:
    """Return how many initiatives there are, and for how many nobody knows the hours."""
    words = "1 initiative" if row["initiatives"] == 1 else f"{row['initiatives']} initiatives"
    return f"{words}, hours not known for {row['unknown']}" if row["unknown"] else words


def _name(row: dict[str, Any]) -> str:
    return str(row["priority"]) if row["serves"] else "Serves none of the priorities"


def _draw(rows: list[dict[str, Any]], most: float) -> str:
    sheet = Sheet(ROW * len(rows) + 2)
    for i, row in enumerate(rows):
        y, colour = i * ROW, INK if row["serves"] else ALARM
        sheet.text(0, y + 9, clipped(_name(row), WIDTH - 4, TEXT, bold=True), bold=True, colour=colour)
        long = ROOM * row["hours"] / most if most else 0.0
        if long:
            sheet.box(0, y + 18, long, BAR, fill=PALE if row["serves"] else ALARM)
        x = long + 7 if long else 0.0
        if row["hours"]:
            sheet.text(x, y + 25, f"{row['hours']:g} h", bold=True, colour=colour)
            x += 14 + 7 * len(f"{row['hours']:g} h")
        sheet.text(x, y + 25, clipped(_count(row), WIDTH - x, SMALL), size=SMALL, colour=QUIET)
    return sheet.svg()


def _finding(rows: list[dict[str, Any]]) -> str:
    total = sum(row["hours"] for row in rows)
    idle = sum(row["hours"] for row in rows if not row["serves"])
    if not total:
        return "Nobody has yet said how many hours the initiatives take"
    if idle:
        return f"{idle:g} of {_hours(total)} a week serve none of the priorities"
    most = f"{rows[0]['priority']} takes the most, {rows[0]['hours']:g}"
    return f"All {_hours(total)} a week serve a priority; {most}"


def initiative_bars(load: pd.DataFrame) -> Drawing | Unsaid:
    """Draw the hours that initiatives take by the priority they serve, those that serve none set apart.

    `load` is as `analysis.initiative_load` makes it.
    """
    rows = [{str(key): value for key, value in row.items()} for row in load.to_dict("records")]
    if not rows:
        return Unsaid("No initiative has been listed yet.")
    finding = _finding(rows)
    told = "; ".join(f"{_name(row)}: {_hours(row['hours'])} a week, {_count(row)}" for row in rows)
    return Drawing(finding, _draw(rows, float(load["hours"].max())), f"{finding}. {told}.", CAPTION)
