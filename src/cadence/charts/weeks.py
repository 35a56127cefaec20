"""The run chart of a share: week by week around its median, with the changes made along the way."""

from typing import Any

import numpy as np
import pandas as pd

from cadence.analysis.interval import Unsaid
from cadence.analysis.runchart import RunChart, run_chart
from cadence.charts.shares import percent
from cadence.charts.sheet import ACCENT, INK, PALE, TINT, Drawing
from cadence.charts.timeline import SHARES, Marked, Timeline, day, marked

CAPTION = (
    "Each dot is a week's share and the line through it its 95% interval; the number below says how "
    "many visits were made. The level line is the median of the weeks."
)
BAND = " The band marks a run of weeks on one side of it that is longer than luck explains."


def weekly_trend(
    weeks: pd.DataFrame,
    marks: pd.DataFrame | None = None,
    what: str = "All look-fors",
    meetings: pd.DataFrame | None = None,
) -> Drawing | Unsaid:
    """Draw a share week by week as a run chart with the marked changes, or say why there is nothing.

    Parameters
    ----------
    weeks
        As `analysis.weekly` makes it.
    marks, meetings
        Columns `on` and `label`: what was changed, as `analysis.marks` makes it, and when people met.
    what
        What the share is of, in a few words: it opens the title.
    """
    seen = weeks[weeks["n"] > 0]
    if seen.empty:
        return Unsaid("No visit has been recorded yet.")
    changes = marked(marks)
    run = run_chart(seen.rename(columns={"week": "on", "share": "value"}))
    plot = Timeline(list(weeks["week"]), SHARES, changes=changes, meetings=marked(meetings))
    _draw(plot, weeks, seen, run)
    told = run.summary.iloc[0]
    finding = _finding(what, seen, told)
    alt = f"{finding}. {_runs(told)} {_weekly(seen)}{_made(changes)}"
    band = BAND if _long(told) else ""
    caption = CAPTION if len(seen) == 1 else f"{CAPTION}{band} {_runs(told)}"
    return Drawing(finding, plot.sheet.svg(), alt, caption)


def _draw(plot: Timeline, weeks: pd.DataFrame, seen: pd.DataFrame, run: RunChart) -> None:
    rows = seen.to_dict("records")
    if _long(run.summary.iloc[0]):
        band = _longest(run.points["side"].to_numpy())
        left, right = (plot.x(rows[at]["week"]) for at in (band[0], band[-1]))
        plot.sheet.box(left - 6, plot.top, right - left + 12, plot.bottom - plot.top, fill=TINT)
    plot.frame()
    if len(seen) > 1:
        median = float(run.summary["median"].iloc[0])
        plot.level(median)
        plot.beside([(median, "median", ACCENT)])
    for row in rows:
        x = plot.x(row["week"])
        plot.sheet.line((x, plot.y(row["low"])), (x, plot.y(row["high"])), colour=PALE, width=3)
    plot.path([(row["week"], row["share"]) for row in rows])
    for row in rows:
        plot.sheet.circle(plot.x(row["week"]), plot.y(row["share"]), 4.2, fill=INK, edge="white")
    plot.feet([int(count) for count in weeks["visits"]])


def _long(told: Any) -> bool:
    """Return whether there is a run that luck does not explain."""
    return bool(told["verdict"] == "signal" and told["longest"] > told["longest_by_luck"])


def _longest(side: Any) -> list[int]:
    """Return where the first of the longest runs on one side begins and ends, if there is one."""
    best: list[int] = []
    current: list[int] = []
    for at in np.flatnonzero(side):
        current = [*current, int(at)] if current and side[current[-1]] == side[at] else [int(at)]
        best = max(best, current, key=len)
    return best


def _finding(what: str, seen: pd.DataFrame, told: Any) -> str:
    last = seen.iloc[-1]
    if len(seen) == 1:
        return f"{what}: one week so far, {last['good']:.0f} of {last['n']:.0f}"
    around = f"around {percent(told['median'])}"
    if told["verdict"] == "too early":
        more = f"{told['more']} more {'week' if told['more'] == 1 else 'weeks'} will do"
        return f"{what}: {around} over {len(seen)} weeks, too early to tell a change from chance ({more})"
    if told["verdict"] == "noise":
        return f"{what}: noise {around}, {told['n']} weeks in which luck explains every rise and fall"
    if _long(told):
        return f"{what}: signal, {told['longest']} weeks in a row on one side of {percent(told['median'])}"
    return f"{what}: signal, the weeks hardly cross {percent(told['median'])} any more"


def _runs(told: Any) -> str:
    """Return what was counted, and what luck would have."""
    return (
        f"Longest run: {told['longest']} (luck explains up to {told['longest_by_luck']}). "
        f"Crossings of the median: {told['crossings']} (luck has {told['crossings_by_luck']} or more)."
    )


def _weekly(seen: pd.DataFrame) -> str:
    told = (f"{day(row['week'])}: {row['good']:.0f} of {row['n']:.0f}" for _, row in seen.iterrows())
    return f"Week by week: {'; '.join(told)}."


def _made(changes: Marked) -> str:
    made = "; ".join(f"{words} ({day(on)})" for on, words in changes)
    return f" Changes marked: {made}." if made else ""
