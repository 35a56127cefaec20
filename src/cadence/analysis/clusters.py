"""Shares whose observations come in bunches: visits to the same room, or by the same observer."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from cadence.analysis.interval import Floats, Interval, Unsaid, wilson, wilson_bounds
from cadence.analysis.ratings import blank_as_missing, require
from cadence.analysis.series import numbers
from cadence.errors import CadenceError

PLAIN = (
    "Visits to one room, or by one observer, resemble each other, so ten of them tell less than ten visits "
    "to ten rooms. The design effect says how many such visits it takes for one independent visit's worth; "
    "the interval counts with that smaller number."
)
NOTHING = "Nothing was observed, so there is no share to speak of."
ONE_BUNCH = "All observations come from one room or observer, so it is unknown how others would differ."


def clustered_share(table: pd.DataFrame, cluster: str, by: Sequence[str] = ()) -> pd.DataFrame:
    """Return the share of `good` observations with an interval that knows of bunches.

    The variance between clusters of a ratio (Cochran, Sampling Techniques, 1977, 11.6), turned into an
    effective number of observations for Wilson's interval, made smaller for few clusters (Korn and
    Graubard, 1998, Survey Methodology 24, 193-201).

    Parameters
    ----------
    table
        A row an observation: `good` (0 or 1, empty where not observed), the column named by `cluster` (a
        room code, an observer; an empty one is a bunch of its own) and those of `by`, one share for each
        combination.

    Returns
    -------
    Columns `by`, `good`, `n`, `clusters`, `share`, `low`, `high` (95%), `effective` (how many independent
    observations it is worth), `design_effect` (n over that, before few clusters are allowed for; empty
    where all or none are good) and `unsaid`.
    """
    require(table, [cluster, *by])
    seen = numbers(table, ["good"]).dropna(subset=["good"]).reset_index(drop=True)
    if not seen["good"].isin([0, 1]).all():
        raise CadenceError("Column 'good' holds something other than 0 and 1.", "Write 1 for yes, 0 for no.")
    keys = list(by) or ["_all"]
    seen = seen.assign(_all=0, _cluster=_bunches(seen[cluster]))
    bunches = seen.groupby([*keys, "_cluster"], sort=False, dropna=False)["good"].agg(x="sum", m="size")
    found = _estimates(bunches.reset_index(), keys)
    return found.drop(columns="_all", errors="ignore")


def _bunches(codes: pd.Series) -> pd.Series:
    told = blank_as_missing(codes.to_frame()).iloc[:, 0]
    alone = "\0" + pd.Series(range(len(codes)), index=codes.index).astype(str)
    return told.astype(object).where(told.notna(), alone).astype(str)


def _estimates(bunches: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    sums = bunches.groupby(keys, sort=False, dropna=False)[["x", "m"]].transform("sum")
    off = (bunches["x"] - sums["x"] / sums["m"] * bunches["m"]) ** 2
    groups = bunches.assign(off=off).groupby(keys, sort=False, dropna=False)
    found = groups.agg(good=("x", "sum"), n=("m", "sum"), clusters=("m", "size"), off=("off", "sum"))
    good, n, g = (found[name].to_numpy(float) for name in ("good", "n", "clusters"))
    share = good / n
    variance = np.where(g > 1, g / np.maximum(g - 1, 1) * found["off"] / n**2, np.nan)
    worth, effect = _worth(share, n, g, variance)
    low, high = wilson_bounds(share * worth, worth)
    said = found.assign(
        good=good.astype(int), share=share, low=low, high=high, effective=worth, design_effect=effect,
        unsaid=np.where(g > 1, "", ONE_BUNCH),
    )  # fmt: skip
    return said.drop(columns="off").reset_index()


def _worth(share: Floats, n: Floats, clusters: Floats, variance: Floats) -> tuple[Floats, Floats]:
    """Return the effective number of observations, and the design effect."""
    from scipy.stats import t

    mixed = (share > 0) & (share < 1) & (variance > 0)
    plain = np.where(mixed, share * (1 - share) / np.where(mixed, variance, 1), clusters)
    # Without a difference between clusters there is no telling: each then counts once.
    few = (t.ppf(0.975, np.maximum(n - 1, 1)) / t.ppf(0.975, np.maximum(clusters - 1, 1))) ** 2
    worth = np.minimum(plain * np.where(mixed, few, 1), n)
    effect = np.where(mixed, n / plain, np.nan)
    return np.where(clusters > 1, worth, np.nan), effect


def wilson_finite(successes: float, n: float, population: float) -> Interval | Unsaid:
    """Return the interval of a share when a good part of all there is was seen.

    Wilson's, with n (N - 1) / (N - n) observations for n of N (Cochran, 1977, 3.2): who saw all knows it
    exactly.
    """
    if n > population:
        raise CadenceError(f"{n:g} of {population:g} were seen.", "Say how many there are in all.")
    if n == 0:
        return Unsaid(NOTHING)
    if n == population:
        return Interval(successes / n, successes / n)
    worth = n * (population - 1) / (population - n)
    return wilson(successes / n * worth, worth)
