"""Process charts: limits that most points stay within while nothing changes, and what stands out of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from cadence.analysis.interval import Floats
from cadence.analysis.series import Rows, missing_dates, series, side_of
from cadence.analysis.signals import shift, trend, two_of_three
from cadence.analysis.verdict import FIRM, RULES, judged
from cadence.errors import CadenceError

XMR = 2.66  # Shewhart's constant for single values: 3 / 1.128
OUTLYING = 3.267  # a moving range beyond this many mean ranges is no ordinary one
_RANGE = {"xmr": (-np.inf, np.inf), "p": (0.0, 1.0), "u": (0.0, np.inf)}
_WANTED = {"": 0, "up": 1, "down": -1}
ASSUMES = {
    "xmr": "An XmR chart takes the usual step from one point to the next as the measure of ordinary "
    "variation. It suits any number that is measured again and again in the same way, and 12 points or more "
    "make its limits firm. Of series of 40 points in which nothing changes, about one in four still shows "
    "some mark.",
    "p": "A P chart takes each point as a share of so many chances that are alike and do not influence each "
    "other, so points with more behind them get narrower limits. Visits in bunches break that: use XmR then.",
    "u": "A U chart takes each point as a count of rare events over so much exposure. If events come in "
    "bunches its limits are too narrow: use XmR then.",
}
Rebase = Mapping[str, str]


@dataclass(frozen=True)
class ProcessChart:
    """`points` has a row a point, `summary` a row a series and phase; see `xmr`, `p_chart` and `u_chart`."""

    points: pd.DataFrame
    summary: pd.DataFrame
    plain: str


def xmr(
    table: pd.DataFrame,
    by: Sequence[str] = (),
    *,
    rebase: Rebase | None = None,
    wanted: str = "",
    screen: bool = True,
) -> ProcessChart:
    """Return the XmR chart of one series, or of each of many.

    Limits at 2.66 mean moving ranges (Wheeler, Understanding Variation, 1993) and the four rules of NHS
    England's Making Data Count; see `signals`. A date skipped is no gap: neighbors are compared.

    Parameters
    ----------
    table
        Columns `on`, `value`, and those of `by`.
    rebase
        For each date from which the limits are worked out anew, why: it is done on purpose or not at all.
    wanted
        'up' or 'down', to tell improvement from concern; '' leaves it open.
    screen
        Leave moving ranges beyond 3.267 means out of the mean, as NHSRplotthedots does; the NHS spreadsheet
        and Wheeler keep them.

    Returns
    -------
    `points`: `by`, `phase` (from 0), `on`, `value`, `center`, `lower`, `upper`, `side` (1, 0, -1), `outside`,
    `near` (beyond two thirds of the way to a limit), `shift`, `trend`, `two_of_three`, `kind` ('', 'special',
    'improvement', 'concern'). `summary`: `by`, `phase`, `because`, `n`, `missing` (dates skipped), `trial`
    (fewer than 12 points), `verdict` ('signal', 'noise', 'too early'), `more` (points needed) and `words`.
    """
    laid = _Laid.of(series(table, ["value"], by), by, rebase)
    values = laid.rows.matrix(laid.points["value"])
    return laid.chart("xmr", _mean(values), XMR * _usual_step(values, screen) / 3, wanted)


def p_chart(
    table: pd.DataFrame, by: Sequence[str] = (), *, rebase: Rebase | None = None, wanted: str = ""
) -> ProcessChart:
    """Return the P chart of shares: `good` of `n` at each date, with limits that follow `n`.

    Three binomial standard errors around the share of the whole phase (Montgomery, Introduction to
    Statistical Quality Control, 7th edition, 2013, 7.2). Options, rules and result are those of `xmr`;
    `value` is the share, and dates with `n` of 0 are left out.
    """
    laid = _Laid.of(_rates(table, "good", "n", by), by, rebase)
    share, size = laid.rate("good", "n")
    return laid.chart("p", share, np.sqrt(share * (1 - share) / size), wanted)


def u_chart(
    table: pd.DataFrame, by: Sequence[str] = (), *, rebase: Rebase | None = None, wanted: str = ""
) -> ProcessChart:
    """Return the U chart of rates: `count` events over `size` units of exposure at each date.

    Three Poisson standard errors around the rate of the whole phase (Montgomery, 2013, 7.3). Options, rules
    and result are those of `xmr`; `value` is the rate, and dates with `size` of 0 are left out.
    """
    laid = _Laid.of(_rates(table, "count", "size", by), by, rebase)
    rate, size = laid.rate("count", "size")
    return laid.chart("u", rate, np.sqrt(rate / size), wanted)


def _rates(table: pd.DataFrame, top: str, bottom: str, by: Sequence[str]) -> pd.DataFrame:
    points = series(table, [top, bottom], by)
    points = points[points[bottom] > 0].reset_index(drop=True)
    wrong = (points[top] < 0) | ((points[top] > points[bottom]) & (bottom == "n"))
    if wrong.any():
        day, x, n = points.loc[wrong, ["on", top, bottom]].iloc[0]
        raise CadenceError(f"On {day:%Y-%m-%d} `{top}` is {x:g} of {n:g}.", "Count again: it cannot be so.")
    return points.assign(value=points[top] / points[bottom])


def _mean(values: Floats) -> Floats:
    n = (~np.isnan(values)).sum(axis=1, keepdims=True)
    return np.asarray(np.nansum(values, axis=1, keepdims=True) / np.where(n, n, np.nan))


def _usual_step(values: Floats, screen: bool) -> Floats:
    """Return the mean moving range of each series, NaN with fewer than two points."""
    steps = np.abs(np.diff(values, axis=1))
    usual = _mean(steps)
    if not screen:
        return usual
    # A series without any step keeps its zeros.
    return _mean(np.where((steps < OUTLYING * usual) | (usual == 0), steps, np.nan))


def _day(said: str) -> pd.Timestamp:
    try:
        return pd.Timestamp(said)
    except ValueError:
        raise CadenceError(f"Limits cannot begin anew on '{said}'.", "Write a day as 2026-03-02.") from None


@dataclass(frozen=True)
class _Laid:
    """Points with their phases, and where they lie in a matrix with a row a series and phase."""

    points: pd.DataFrame
    keys: list[str]
    rows: Rows
    because: tuple[str, ...]

    @classmethod
    def of(cls, points: pd.DataFrame, by: Sequence[str], rebase: Rebase | None) -> "_Laid":
        days = sorted(rebase or {}, key=_day)
        starts = pd.to_datetime(days).to_numpy()
        phased = points.assign(phase=np.searchsorted(starts, points["on"].to_numpy(), side="right"))
        keys = [*by, "phase"]
        return cls(phased, keys, Rows.of(phased, keys), ("", *((rebase or {})[day] for day in days)))

    def rate(self, top: str, bottom: str) -> tuple[Floats, Floats]:
        """Return the rate of each row as a whole, and the size behind each point."""
        size = self.rows.matrix(self.points[bottom])
        total = np.nansum(self.rows.matrix(self.points[top]), axis=1, keepdims=True)
        return total / np.nansum(size, axis=1, keepdims=True), size

    def chart(self, kind: str, center: Floats, sigma: Floats, wanted: str) -> ProcessChart:
        """Mark the points by the rules, and judge each row."""
        values = self.rows.matrix(self.points["value"])
        marks = _marks(values, center, sigma, _RANGE[kind])
        points = self.points.assign(**{name: self.rows.flat(each) for name, each in marks.items()})
        points["kind"] = _kinds(points, wanted)
        summary = points[self.keys].drop_duplicates(ignore_index=True)
        summary["because"] = [self.because[phase] for phase in summary["phase"]]
        summary = summary.assign(n=self.rows.lengths, missing=missing_dates(points, self.rows))
        summary["trial"] = summary["n"] < FIRM
        return ProcessChart(points, judged(summary, points, self.keys), ASSUMES[kind])


def _marks(values: Floats, center: Floats, sigma: Floats, within: tuple[float, float]) -> dict[str, Any]:
    """Return limits and rules for every point; limits end where values do."""
    low, high = center - 3 * sigma, center + 3 * sigma
    side = side_of(values, center)
    outside = (side_of(values, high) == 1) | (side_of(values, low) == -1)
    near = ~outside & (
        (side_of(values, center + 2 * sigma) == 1) | (side_of(values, center - 2 * sigma) == -1)
    )
    whole = {"center": center, "lower": low.clip(within[0]), "upper": high.clip(max=within[1])}
    return {
        **{name: np.broadcast_to(each, values.shape) for name, each in whole.items()},
        "side": side, "outside": outside, "near": near,
        "shift": shift(side), "trend": trend(values), "two_of_three": two_of_three(near, side),
    }  # fmt: skip


def _kinds(points: pd.DataFrame, wanted: str) -> Any:
    special = points[list(RULES)].any(axis=1)
    if wanted not in _WANTED:
        raise CadenceError(f"`wanted` is '{wanted}'.", "Say 'up', 'down', or leave it empty.")
    if not wanted:
        return np.where(special, "special", "")
    better = points["side"] == _WANTED[wanted]
    return np.where(special, np.where(better, "improvement", "concern"), "")
