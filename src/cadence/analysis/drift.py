"""Whether observers rate as they used to: their leaning at one calibration beside the next."""

from typing import Any

import numpy as np
import pandas as pd

from cadence.analysis.interval import Unsaid
from cadence.analysis.pulse import Change, score_change
from cadence.analysis.ratings import blank_as_missing, require
from cadence.analysis.series import numbers
from cadence.errors import CadenceError

PLAIN = (
    "Each observer's levels beside what others gave the same unit, or beside the agreed level where there "
    "is one; drift is how that gap moved from the first round to the last. Beside others alone, one "
    "observer's drift shows as a small opposite drift of everybody else."
)


def observer_drift(table: pd.DataFrame, anchor: str | None = None) -> pd.DataFrame:
    """Return for each observer how far the leaning moved from the first calibration round to the last.

    The differential drift of rater leniency (Myford and Wolfe, 2009, Journal of Educational Measurement 46,
    371-389), as a difference of mean gaps with Welch's 95% interval.

    Parameters
    ----------
    table
        A row a rating: `rater`, `round` (a date or a number; rounds are taken in order), `unit` and `level`
        (a number, empty where not rated).
    anchor
        The column with the agreed level of the unit; without it, the mean of the other observers.

    Returns
    -------
    Columns `rater`, `rounds`, `first` and `last` (mean gap in levels, above 0 is generous), `drift`, `low`,
    `high`, `beyond_noise`, `words` and `unsaid`.
    """
    require(table, ["rater", "round", "unit"])
    needed = ["level", *([anchor] if anchor else [])]
    rated = numbers(table, needed).dropna(subset=needed)
    twice = rated.duplicated(["rater", "round", "unit"])
    if twice.any():
        row = rated[twice].iloc[0]
        raise CadenceError(f"'{row['rater']}' rated '{row['unit']}' twice in one round.", "Keep one of each.")
    gaps = rated.assign(gap=_gaps(rated, anchor)).dropna(subset=["gap"])
    names = sorted(set(blank_as_missing(table[["rater"]])["rater"].dropna()), key=str)
    rows = [(name, *_row(gaps[gaps["rater"] == name])) for name in names]
    columns = ["rounds", "first", "last", "drift", "low", "high", "beyond_noise", "words", "unsaid"]
    return pd.DataFrame(rows, columns=["rater", *columns])


def _gaps(rated: pd.DataFrame, anchor: str | None) -> pd.Series:
    if anchor:
        return rated["level"] - rated[anchor]
    groups = rated.groupby(["round", "unit"])["level"]
    others = groups.transform("size") - 1
    return rated["level"] - (groups.transform("sum") - rated["level"]) / others.where(others > 0)


def _row(gaps: pd.DataFrame) -> tuple[Any, ...]:
    rounds = sorted(gaps["round"].unique())
    if len(rounds) < 2:
        reason = "Drift takes two rounds in which units were rated that others rated too."
        return (len(rounds), *[np.nan] * 5, False, "", reason)
    first, last = (gaps.loc[gaps["round"] == at, "gap"] for at in (rounds[0], rounds[-1]))
    ends = (len(rounds), float(first.mean()), float(last.mean()))
    found = score_change(first, last)
    if isinstance(found, Unsaid):
        return (*ends, ends[2] - ends[1], np.nan, np.nan, False, "", found.reason)
    return (*ends, found.difference, *found.interval, found.beyond_noise, _words(found), "")


def _words(found: Change) -> str:
    if not found.beyond_noise:
        return f"No drift beyond noise: it would show from {found.least:.1f} levels on."
    way = "more generous" if found.difference > 0 else "stricter"
    return (
        f"Rates {abs(found.difference):.1f} levels {way} than in the first round. Calibrate again together."
    )
