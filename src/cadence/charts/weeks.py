"""A share week by week, with the changes that were made along the way."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from cadence.analysis.interval import Unsaid
from cadence.charts.fonts import clipped, width
from cadence.charts.shares import percent
from cadence.charts.sheet import ACCENT, INK, PALE, QUIET, SMALL, WIDTH, Drawing, Sheet

LEFT, RIGHT = 48.0, 416.0  # where the first and the last week stand
PLOT = 150.0  # height of 0 to 100%
LABEL = 15.0  # height of a line of words
MOST = 170.0  # room for the words of one mark
EARLY = 12  # fewer weeks than this settle nothing

CAPTION = (
    "Each dot is a week's share and the line through it its 95% interval; the number below says how "
    "many visits were made. The level line is the median of the weeks."
)


@dataclass(frozen=True)
class Placed:
    """The words of a mark, where they begin and end, and on which line above the plot (0 is lowest)."""

    x: float
    words: str
    start: float
    end: float
    level: int


def place(marks: Sequence[tuple[float, str]], end: float = WIDTH) -> list[Placed]:
    """Return words placed so that none overlaps another, and few stand in the way of another's line."""
    placed: list[Placed] = []
    # From the right, each label finds its leader's left side free: few labels need a higher line.
    for x, words in sorted(marks, reverse=True):
        long = width(words, SMALL) + 6
        start = x + 3 if x + 3 + long <= end else max(x - 3 - long, 0.0)
        level = 0
        while not _free(placed, x, start, start + long, level):
            level += 1
        placed.append(Placed(x, words, start, start + long, level))
    return placed


def _free(placed: list[Placed], x: float, start: float, end: float, level: int) -> bool:
    """Return whether a label may stand there: clear of words on its line and of leaders through it."""
    beside = [p for p in placed if p.level == level]
    above = [p for p in placed if p.level > level]
    return all(end <= p.start or start >= p.end for p in beside) and not any(start < p.x < end for p in above)


class _Plot:
    def __init__(self, weeks: pd.DataFrame, marks: list[tuple[pd.Timestamp, str]]) -> None:
        self.weeks = weeks
        days = max((weeks["week"].iloc[-1] - weeks["week"].iloc[0]).days, 1)
        self._first, self._scale = weeks["week"].iloc[0], (RIGHT - LEFT) / days
        self._single = len(weeks) == 1
        self.labels = place([(self.x(on), clipped(words, MOST, SMALL)) for on, words in marks])
        self.top = 14 + LABEL * (1 + max((p.level for p in self.labels), default=-1))
        self.bottom = self.top + PLOT
        self.sheet = Sheet(self.bottom + 44)

    def x(self, on: pd.Timestamp) -> float:
        """Return where a day stands; a mark before the first or after the last week stands at the edge."""
        if self._single:
            return (LEFT + RIGHT) / 2
        days: float = (on - self._first) / pd.Timedelta(days=1)
        where: float = min(max(LEFT + days * self._scale, LEFT - 8), RIGHT + 8)
        return where

    def y(self, share: float) -> float:
        return self.bottom - share * PLOT

    def frame(self) -> None:
        for share in (0, 0.25, 0.5, 0.75, 1):
            y = self.y(share)
            self.sheet.line((LEFT - 12, y), (RIGHT + 8, y), width=1.0 if share == 0 else 0.6)
            if share in (0, 0.5, 1):
                self.sheet.text(LEFT - 17, y, percent(share), size=SMALL, colour=QUIET, align="right")

    def leaders(self) -> None:
        for p in self.labels:
            top = self.top - 10 - LABEL * p.level
            self.sheet.line((p.x, top - 6), (p.x, self.bottom), colour=INK, width=0.8)
        for p in self.labels:
            top = self.top - 10 - LABEL * p.level
            # Where many marks crowd at the right edge a leader must pass behind words: they stay readable.
            self.sheet.box(p.start, top - 6, p.end - p.start, 12, fill="white")
            align_right = p.start < p.x
            x = p.end if align_right else p.start
            self.sheet.text(x, top, p.words, size=SMALL, align="right" if align_right else "left")

    def median(self, share: float) -> None:
        y = self.y(share)
        self.sheet.line((LEFT - 12, y), (RIGHT + 12, y), colour=ACCENT, width=1.6)
        self.sheet.text(RIGHT + 16, y - 6, "median", size=SMALL, colour=ACCENT)
        self.sheet.text(RIGHT + 16, y + 6, percent(share), size=SMALL, colour=ACCENT, bold=True)

    def dots(self) -> None:
        for row in self.weeks[self.weeks["n"] > 0].to_dict("records"):
            x = self.x(row["week"])
            self.sheet.line((x, self.y(row["low"])), (x, self.y(row["high"])), colour=PALE, width=3)
        for row in self.weeks[self.weeks["n"] > 0].to_dict("records"):
            self.sheet.circle(self.x(row["week"]), self.y(row["share"]), 4.2, fill=INK, edge="white")

    def feet(self) -> None:
        """Write dates and numbers of visits below, as many as have room."""
        step = self.x(self.weeks["week"].iloc[min(1, len(self.weeks) - 1)]) - self.x(self._first)
        every = 1 if self._single else max(1, -(-44 // max(int(step), 1)))
        for i, row in enumerate(self.weeks.to_dict("records")):
            x = self.x(row["week"])
            if i % every == 0:
                day = row["week"]
                self.sheet.text(
                    x, self.bottom + 14, f"{day:%b} {day.day}", size=SMALL, colour=QUIET, align="center"
                )
            if step >= 14 or i % every == 0 or self._single:
                self.sheet.text(x, self.bottom + 32, str(int(row["visits"])), size=SMALL, align="center")
        self.sheet.text(LEFT - 17, self.bottom + 32, "visits", size=SMALL, colour=QUIET, align="right")


def _finding(what: str, seen: pd.DataFrame, median: float) -> str:
    last = seen.iloc[-1]
    if len(seen) == 1:
        return f"{what}: one week so far, {last['good']:.0f} of {last['n']:.0f}"
    if len(seen) < EARLY:
        return (
            f"{what}: around {percent(median)} over {len(seen)} weeks, too early to tell a trend from chance"
        )
    counted, typical = f"{last['good']:.0f} of {last['n']:.0f}", f"a typical week stands at {percent(median)}"
    if last["low"] <= median <= last["high"]:
        return f"{what}: {typical}; the last week, {counted}, is within chance"
    return f"{what}: {typical}, the last at {percent(last['share'])} ({counted})"


def _alt(finding: str, seen: pd.DataFrame, marks: list[tuple[pd.Timestamp, str]]) -> str:
    told = "; ".join(
        f"{row['week']:%b} {row['week'].day}: {row['good']:.0f} of {row['n']:.0f}"
        for _, row in seen.iterrows()
    )
    made = "; ".join(f"{words} ({on:%b} {on.day})" for on, words in marks)
    return f"{finding}. Week by week: {told}." + (f" Changes marked: {made}." if made else "")


def weekly_trend(
    weeks: pd.DataFrame, marks: pd.DataFrame | None = None, what: str = "All look-fors"
) -> Drawing | Unsaid:
    """Draw a share week by week with its median and the marked changes, or say why there is nothing.

    Parameters
    ----------
    weeks
        As `analysis.weekly` makes it.
    marks
        As `analysis.marks` makes it.
    what
        What the share is of, in a few words: it opens the title.
    """
    seen = weeks[weeks["n"] > 0]
    if seen.empty:
        return Unsaid("No visit has been recorded yet.")
    changes = [] if marks is None else list(zip(marks["on"], marks["label"], strict=True))
    median = float(seen["share"].median())
    plot = _Plot(weeks, changes)
    plot.frame()
    plot.leaders()
    if len(seen) > 1:
        plot.median(median)
    plot.dots()
    plot.feet()
    finding = _finding(what, seen, median)
    return Drawing(finding, plot.sheet.svg(), _alt(finding, seen, changes), CAPTION)
