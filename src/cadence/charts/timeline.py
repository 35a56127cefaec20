"""Weeks from left to right: what was measured, what was changed along the way, and when people met."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor, log10

import numpy as np
import pandas as pd

from cadence.charts.fonts import clipped
from cadence.charts.marks import place
from cadence.charts.sheet import ACCENT, INK, QUIET, SMALL, Sheet

LEFT, RIGHT = 48.0, 404.0  # where the first and the last week stand
BESIDE = RIGHT + 16  # where words stand that name a level
LABEL = 15.0  # height of a line of words
MOST = 170.0  # room for the words of one mark
EVERY = 44.0  # room that a date needs

Marked = Sequence[tuple[pd.Timestamp, str]]


def marked(table: pd.DataFrame | None) -> list[tuple[pd.Timestamp, str]]:
    """Return the rows of a table with `on` and `label` as pairs."""
    return [] if table is None else list(zip(table["on"], table["label"], strict=True))


def day(on: pd.Timestamp) -> str:
    """Return a day as it stands below a chart: 'Mar 2'."""
    return f"{on:%b} {on.day}"


@dataclass(frozen=True)
class Scale:
    """The values from the foot of a chart to its top, where lines stand, and how they are written."""

    low: float
    high: float
    ticks: tuple[float, ...]
    share: bool = False

    def words(self, value: float) -> str:
        """Return a value as people write it."""
        return f"{100 * value:.0f}%" if self.share else f"{value:.3g}"


SHARES = Scale(0.0, 1.0, (0.0, 0.25, 0.5, 0.75, 1.0), share=True)


def scale_of(values: Sequence[float]) -> Scale:
    """Return a scale with round numbers that holds all values, from 0 where none lies below it."""
    known = [value for value in values if np.isfinite(value)]
    low, high = min(0.0, *known, 0.0), max(0.0, *known, 0.0)
    if low == high:
        high = 1.0
    step = _round_step((high - low) / 4)
    ticks = np.arange(floor(low / step), -floor(-high / step) + 1) * step
    return Scale(float(ticks[0]), float(ticks[-1]), tuple(map(float, ticks)))


def _round_step(step: float) -> float:
    size = 10.0 ** floor(log10(step))
    return float(next(size * round_ for round_ in (1, 2, 5, 10) if size * round_ >= step * 0.999))


def spread(heights: Sequence[float], gap: float = 12.5) -> list[float]:
    """Return heights, given from the top down, moved down where they stand closer than the gap."""
    made: list[float] = []
    for height in heights:
        made.append(max(height, made[-1] + gap) if made else height)
    return made


class Timeline:
    """The frame of a chart over weeks, on which points are then drawn."""

    def __init__(
        self, weeks: Sequence[pd.Timestamp], scale: Scale, *, changes: Marked = (), meetings: Marked = (),
        height: float = 104.0,
    ) -> None:  # fmt: skip
        self.weeks, self.scale = list(weeks), scale
        days = max((self.weeks[-1] - self.weeks[0]).days, 1)
        self._per_day, self._height = (RIGHT - LEFT) / days, height
        self._labels = place([(self.x(on), clipped(words, MOST, SMALL)) for on, words in changes])
        self._meetings = [(on, words) for on, words in meetings if self._within(on)]
        self.top = 14 + LABEL * (1 + max((p.level for p in self._labels), default=-1))
        self.bottom = self.top + height
        self.sheet = Sheet(self.bottom + (58 if self._meetings else 44))

    def _within(self, on: pd.Timestamp) -> bool:
        return bool(self.weeks[0] <= on <= self.weeks[-1] + pd.Timedelta(days=6))

    def x(self, on: pd.Timestamp) -> float:
        """Return where a day stands; one before the first or after the last week stands at the edge."""
        if len(self.weeks) == 1:
            return (LEFT + RIGHT) / 2
        days: float = (on - self.weeks[0]) / pd.Timedelta(days=1)
        where: float = min(max(LEFT + days * self._per_day, LEFT - 8), RIGHT + 8)
        return where

    def y(self, value: float) -> float:
        """Return how high a value stands."""
        scale = self.scale
        return self.bottom - (value - scale.low) / (scale.high - scale.low) * self._height

    def frame(self) -> None:
        """Draw the lines of the scale, every second with its value, and the marks of what was changed."""
        for number, tick in enumerate(self.scale.ticks):
            y = self.y(tick)
            self.sheet.line((LEFT - 12, y), (RIGHT + 8, y), width=1.0 if number == 0 else 0.6)
            if number % 2 == 0:
                words = self.scale.words(tick)
                self.sheet.text(LEFT - 17, y, words, size=SMALL, colour=QUIET, align="right")
        self._leaders()

    def _leaders(self) -> None:
        for p in self._labels:
            top = self.top - 10 - LABEL * p.level
            self.sheet.line((p.x, top - 6), (p.x, self.bottom), colour=INK, width=0.8)
        for p in self._labels:
            top = self.top - 10 - LABEL * p.level
            # Where many marks crowd at the right edge a leader must pass behind words: they stay readable.
            self.sheet.box(p.start, top - 6, p.end - p.start, 12, fill="white")
            align_right = p.start < p.x
            x = p.end if align_right else p.start
            self.sheet.text(x, top, p.words, size=SMALL, align="right" if align_right else "left")

    def level(self, value: float, *, colour: str = ACCENT) -> None:
        """Draw a level line through all weeks."""
        y = self.y(value)
        self.sheet.line((LEFT - 12, y), (RIGHT + 12, y), colour=colour, width=1.6)

    def beside(self, named: Sequence[tuple[float, str, str]]) -> None:
        """Write names with their values at the right: each is a value, its name and a colour."""
        lines = sorted(named, reverse=True)
        for y, (value, name, colour) in zip(spread([self.y(each[0]) for each in lines]), lines, strict=True):
            words = f"{name} {self.scale.words(value)}"
            self.sheet.text(BESIDE, y, words, size=SMALL, colour=colour, bold=colour != QUIET)

    def path(self, points: Sequence[tuple[pd.Timestamp, float]]) -> None:
        """Draw a thin line from each point to the next."""
        places = [(self.x(on), self.y(value)) for on, value in points]
        self.sheet.trace(places, colour=QUIET, width=0.9)

    def feet(self, counts: Sequence[int] = (), of: str = "visits") -> None:
        """Write dates below, as many as have room, the numbers behind the points, and the meetings."""
        step = self.x(self.weeks[min(1, len(self.weeks) - 1)]) - self.x(self.weeks[0])
        every = max(1, int(-(-EVERY // max(step, 1.0)))) if len(self.weeks) > 1 else 1
        for week in self.weeks[::every]:
            x = self.x(week)
            self.sheet.text(x, self.bottom + 14, day(week), size=SMALL, colour=QUIET, align="center")
        for number, (week, count) in enumerate(zip(self.weeks, counts, strict=False)):
            if step >= 14 or number % every == 0:
                self.sheet.text(self.x(week), self.bottom + 32, str(count), size=SMALL, align="center")
        if len(counts):
            self.sheet.text(LEFT - 17, self.bottom + 32, of, size=SMALL, colour=QUIET, align="right")
        self._meet()

    def _meet(self) -> None:
        y = self.bottom + 48
        for on, words in self._meetings:
            x = self.x(on)
            self.sheet.shape([(x, y - 5), (x - 3.5, y + 2), (x + 3.5, y + 2)], fill=QUIET)
            right = x > RIGHT - 40
            self.sheet.text(
                x + (-6 if right else 6), y - 1, words, size=SMALL, colour=QUIET,
                align="right" if right else "left",
            )  # fmt: skip
