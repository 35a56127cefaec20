"""The run chart: a median, and two questions that tell a signal from noise with few points."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from math import comb
from typing import Any

import numpy as np
import pandas as pd

from cadence.analysis.series import Ints, Rows, gap_words, missing_dates, series, side_of
from cadence.analysis.signals import runs, shift, trend
from cadence.errors import CadenceError

ENOUGH = 10  # Perla, Provost and Murray (2011), BMJ Quality & Safety 20, 46-51
ASSUMES = (
    "A run chart asks whether points lie around their median as a coin would fall. A long run on one side, "
    "or few crossings, is hard to explain by luck alone: of series in which nothing changes, at most about "
    "one in twenty shows it."
)


@dataclass(frozen=True)
class RunChart:
    """`points` has a row a point, `summary` a row a series; see `run_chart`."""

    points: pd.DataFrame
    summary: pd.DataFrame
    plain: str = ASSUMES


def longest_by_luck(useful: Ints) -> Ints:
    """Return the longest run that luck explains (Schilling 2012; Anhøj and Olesen 2014)."""
    return np.round(np.log2(np.maximum(useful, 1)) + 3).astype(np.int64)


def crossings_by_luck(useful: Ints) -> Ints:
    """Return the fewest crossings that luck explains: the lower 5% of a coin's (Chen 2010)."""
    sizes, which = np.unique(np.maximum(useful - 1, 0), return_inverse=True)
    return np.array([_lowest(int(n)) for n in sizes], np.int64)[which]


@cache
def _lowest(tosses: int) -> int:
    # In whole numbers, and without scipy: every packet of a review would pay a second for importing it.
    ways = accumulate(comb(tosses, heads) for heads in range(tosses + 1))
    return next(heads for heads, so_far in enumerate(ways) if 20 * so_far >= 2**tosses)


def run_chart(table: pd.DataFrame, by: Sequence[str] = (), baseline: int | None = None) -> RunChart:
    """Return the run chart of one series, or of each of many.

    The rules of Anhøj and Olesen (2014), PLoS ONE 9(11): e113825: a signal is a run longer than
    round(log2(n) + 3), or fewer crossings than the lower 5% bound of a binomial, n being the points that
    are not on the median.

    Parameters
    ----------
    table
        Columns `on`, `value`, and those of `by`. A date stands once in a series; rows without a value
        are left out.
    baseline
        How many of the first points make the median; all of them where it is not given.

    Returns
    -------
    `points`: `by`, `on`, `value`, `median`, `side` (1, 0, -1). `summary`: `by`, `n`, `useful`, `missing`
    (dates skipped), `median`, `longest`, `longest_by_luck`, `crossings`, `crossings_by_luck`, `verdict`
    ('signal', 'noise', 'too early'), `more` (points needed) and `words`.
    """
    if baseline is not None and baseline < 1:
        raise CadenceError(f"A baseline of {baseline} points is none.", "Name one point or more.")
    points = series(table, ["value"], by)
    rows = Rows.of(points, by)
    values = rows.matrix(points["value"])
    centre = np.array([np.nanmedian(row[:baseline]) if len(row) else np.nan for row in values])
    side = side_of(values, centre[:, None])
    points = points.assign(median=rows.flat(centre), side=rows.flat(side))
    keys = points[list(by)].drop_duplicates(ignore_index=True) if by else pd.DataFrame(index=[0])
    summary = keys.assign(n=rows.lengths, missing=missing_dates(points, rows), median=centre)
    return RunChart(points, _judged(summary, side))


def _judged(summary: pd.DataFrame, side: Ints) -> pd.DataFrame:
    useful = (side != 0).sum(axis=1)
    longest, crossings = runs(side)
    most, least = longest_by_luck(useful), crossings_by_luck(useful)
    found = (longest > most) | (crossings < least)
    early = useful < ENOUGH
    out = summary.assign(
        useful=useful, longest=longest, longest_by_luck=most, crossings=crossings, crossings_by_luck=least,
        verdict=np.where(early, "too early", np.where(found, "signal", "noise")),
        more=np.where(early, ENOUGH - useful, 0),
    )  # fmt: skip
    # Named tuples call a column by its name, and say so of thousands in a moment.
    return out.assign(words=[_words(row) for row in out.itertuples()])


def _words(row: Any) -> str:
    tail = gap_words(row.missing)
    if on_line := row.n - row.useful:
        lie = "lies on the median and does" if on_line == 1 else "lie on the median and do"
        tail += f" {on_line} of {row.n} points {lie} not count."
    if row.verdict == "too early":
        more = "1 more point" if row.more == 1 else f"{row.more} more points"
        return f"Too early to say: {more} off the median will do.{tail}"
    if reasons := _reasons(row):
        return f"Signal: {' and '.join(reasons)}. Something changed; look for what it was.{tail}"
    return f"Noise: the points fall around the median as luck would have them.{tail}"


def _reasons(row: Any) -> list[str]:
    found = []
    longest, most = row.longest, row.longest_by_luck
    crossings, least = row.crossings, row.crossings_by_luck
    if longest > most:
        found.append(f"{longest} points in a row lie on one side of the median (luck explains {most})")
    if crossings < least:
        times = "once" if crossings == 1 else f"{crossings} times"
        found.append(f"the line crosses the median {times} (luck would have it {least} or more)")
    return found


def ihi_rules(table: pd.DataFrame, points: int = 6, steps: int = 5) -> pd.DataFrame:
    """Return which points of one series the older rules would mark; nothing here uses them unasked.

    Six points on one side of the median, and five in one direction (Perla, Provost and Murray, 2011). The
    rule of five finds trends in pure noise too often to be trusted (Anhøj and Olesen, 2014).

    Returns
    -------
    Columns `on`, `value`, `shift`, `trend`. A shift skips points on the median, a trend equal values.
    """
    found = series(table, ["value"])
    values = found["value"].to_numpy()
    side = side_of(values, np.array(np.median(values)))
    off, moved = side != 0, np.concatenate([[True], np.diff(values) != 0])
    marked = {"shift": np.zeros(len(found), bool), "trend": np.zeros(len(found), bool)}
    marked["shift"][off] = shift(side[off][None], points)[0]
    marked["trend"][moved] = trend(values[moved][None], steps)[0]
    return found.assign(**marked)
