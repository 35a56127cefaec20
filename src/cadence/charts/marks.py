"""Words over a chart, one for each change that was made, none in the way of another."""

from collections.abc import Sequence
from dataclasses import dataclass

from cadence.charts.fonts import width
from cadence.charts.sheet import SMALL, WIDTH


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
