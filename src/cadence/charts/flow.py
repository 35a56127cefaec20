"""How work flows over the board: what was begun and done, and how old the open cards are."""

from typing import Any

import pandas as pd

from cadence.analysis.interval import Unsaid
from cadence.charts.fonts import wrapped
from cadence.charts.sheet import (
    ACCENT,
    ALARM,
    INK,
    PALE,
    QUIET,
    SMALL,
    TEXT,
    TINT,
    WIDTH,
    Drawing,
    Point,
    Sheet,
)
from cadence.charts.timeline import Timeline, day, marked, scale_of

FLOW = (
    "The upper line counts the cards begun by each day, the lower one those done. How far apart they are is "
    "the work in hand; where they part, more is begun than finished. From left to right between them is how "
    "long cards take."
)
AGES = (
    "A bar is how many days a card has been open. The line stands where 85 of 100 finished cards were done."
)
NAMES, ROW = 196.0, 30.0
BARS = 210.0  # length of the longest bar


def cumulative_flow_areas(flow: pd.DataFrame, meetings: pd.DataFrame | None = None) -> Drawing | Unsaid:
    """Draw how many cards had been begun and done by each day, or say why there is nothing to draw.

    Parameters
    ----------
    flow
        As `analysis.cumulative_flow` makes it of the stages 'started' and 'done'.
    meetings
        Columns `on` and `label`.
    """
    if len(flow) < 2:
        return Unsaid("No card has been begun yet.")
    first, last = flow["on"].iloc[0], flow["on"].iloc[-1]
    monday = first - pd.Timedelta(days=first.weekday())
    weeks = list(pd.date_range(monday, last + pd.Timedelta(days=6), freq="7D"))
    plot = Timeline(weeks, scale_of([float(flow["started"].max())]), meetings=marked(meetings))
    begun, done = (_line(plot, flow, stage) for stage in ("started", "done"))
    floor = [(begun[-1][0], plot.bottom), (begun[0][0], plot.bottom)]
    plot.sheet.shape([*begun, *floor], fill=TINT, edge=None)
    plot.sheet.shape([*done, *floor], fill=PALE, edge=None)
    plot.frame()
    plot.sheet.trace(begun, colour=ACCENT, width=1.6)
    plot.sheet.trace(done, colour=INK, width=1.6)
    end = flow.iloc[-1]
    plot.beside([(float(end["started"]), "begun", ACCENT), (float(end["done"]), "done", INK)])
    plot.feet()
    finding = f"{end['started']} cards begun, {end['done']} done, {end['in_progress']} in hand"
    return Drawing(finding, plot.sheet.svg(), f"{finding}. {_told(flow)}", FLOW)


def _line(plot: Timeline, flow: pd.DataFrame, stage: str) -> list[Point]:
    return [(plot.x(on), plot.y(count)) for on, count in zip(flow["on"], flow[stage], strict=True)]


def _told(flow: pd.DataFrame) -> str:
    """Return the days on which something changed."""
    changed = flow[(flow[["started", "done"]].diff() != 0).any(axis=1)]
    told = (f"{day(row['on'])}: {row['started']} begun, {row['done']} done" for _, row in changed.iterrows())
    return f"{'; '.join(told)}."


def age_bars(cards: pd.DataFrame, usual: float | Unsaid, most: int = 12) -> Drawing | Unsaid:
    """Draw how long each open card has been open beside what is usual, or say why there is nothing to draw.

    Parameters
    ----------
    cards
        Columns `title`, `age` and `slow`, as `analysis.card_ages` makes them, the oldest first.
    usual
        In how many days 85 of 100 finished cards were done.
    most
        How many cards are drawn at most.
    """
    if cards.empty:
        return Unsaid("No card is open.")
    rows = [{str(key): value for key, value in row.items()} for row in cards.head(most).to_dict("records")]
    longest = max([float(row["age"]) for row in rows] + ([] if isinstance(usual, Unsaid) else [usual]))
    sheet = Sheet(ROW * len(rows) + 20)
    for number, row in enumerate(rows):
        _bar(sheet, row, ROW * number, BARS / longest)
    if not isinstance(usual, Unsaid):
        x = NAMES + usual * BARS / longest
        sheet.line((x, 0), (x, ROW * len(rows)), colour=INK, width=1.2)
        sheet.text(x, ROW * len(rows) + 10, f"{usual:.0f} days", size=SMALL, colour=INK, align="center")
    finding = _finding(cards, usual)
    told = "; ".join(f"{row['title']}: {_days(row['age'])}{', old' if row['slow'] else ''}" for row in rows)
    reason = f" {usual.reason}" if isinstance(usual, Unsaid) else f" {AGES}"
    return Drawing(finding, sheet.svg(), f"{finding}. {told}.", reason.strip())


def _bar(sheet: Sheet, row: dict[str, Any], top: float, per_day: float) -> None:
    middle, colour = top + ROW / 2, ALARM if row["slow"] else QUIET
    lines = wrapped(str(row["title"]), NAMES - 12, SMALL, lines=2)
    for number, line in enumerate(lines):
        sheet.text(0, middle + 12 * (number - (len(lines) - 1) / 2), line, size=SMALL)
    long = max(float(row["age"]) * per_day, 1.5)
    sheet.box(NAMES, middle - 6, long, 12, fill=ALARM if row["slow"] else PALE)
    words = _days(row["age"]) + (", ask" if row["slow"] else "")
    sheet.text(
        min(NAMES + long + 6, WIDTH - 76), middle, words, size=TEXT, bold=bool(row["slow"]), colour=colour
    )


def _days(age: int) -> str:
    return "1 day" if age == 1 else f"{age} days"


def _finding(cards: pd.DataFrame, usual: float | Unsaid) -> str:
    if isinstance(usual, Unsaid):
        return f"The oldest open card has been open for {_days(int(cards['age'].max()))}"
    slow = int(cards["slow"].sum())
    return (
        f"Open longer than is usual: {slow} of {len(cards)} cards"
        if slow
        else "No open card is older than usual"
    )
