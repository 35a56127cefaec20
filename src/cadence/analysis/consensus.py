"""How far the people of one team see the same thing: r_wg, r_wg(j) and the average deviation."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from cadence.analysis.interval import Unsaid
from cadence.analysis.ratings import require
from cadence.analysis.series import all_numbers
from cadence.errors import CadenceError

Null = str | Sequence[float]
# The slightly skewed null of James, Demaree and Wolf (1984): people lean to the friendly side. Variance 1.34.
SLIGHT_SKEW = {5: (0.05, 0.15, 0.20, 0.35, 0.25)}
COLUMNS = [
    "team", "null", "rwg_j", "ratio", "above_null", "deviation", "agreed", "people", "items", "unsaid",
]  # fmt: skip
TOO_FEW = "Agreement takes two people or more; here {n} answered."
PLAIN = (
    "1 is full agreement and 0 is what answers ticked blindly would show. It compares the spread of answers"
    " with that of answers from people who share nothing; which spread that is (the null) is a guess, so "
    "look at more than one. People who are all polite in the same way look as if they agreed."
)
PLAIN_AD = (
    "The average distance of an answer from the middle one, in points of the scale: 0 is full agreement. Up"
    " to a sixth of the number of points counts as agreement (Burke and Dunlap, 2002)."
)


@dataclass(frozen=True)
class Consensus:
    """Agreement within one team against one null.

    `value` is cut off at 0; `above_null` says that people differed more than the null has it, and `ratio`
    is the observed variance over the null's, so that nothing is hidden by the cut.
    """

    value: float
    ratio: float
    above_null: bool
    people: int
    items: int
    plain: str = PLAIN


def null_variance(points: int, null: Null = "uniform") -> float | Unsaid:
    """Return the variance of answers that share nothing.

    Parameters
    ----------
    null
        'uniform' (every point is as likely: (points^2 - 1) / 12), 'slight skew' (for five points, as
        James, Demaree and Wolf, 1984, Journal of Applied Psychology 69, 85-98), or the share of each point.
    """
    if null == "uniform":
        return (points**2 - 1) / 12
    if null == "slight skew":
        if points not in SLIGHT_SKEW:
            return Unsaid(
                "The slightly skewed null is defined for five points; give the share of each point instead."
            )
        null = SLIGHT_SKEW[points]
    return _variance(points, null)


def _variance(points: int, null: Null) -> float:
    shares = np.asarray(null, dtype=object)
    if isinstance(null, str) or len(shares) != points or not np.isclose(sum(shares), 1):
        raise CadenceError(
            f"The null {null!r} does not fit a scale of {points} points.",
            "Say 'uniform', 'slight skew', or give one share for each point, 1 in all.",
        )
    at = np.arange(1, points + 1)
    weights = shares.astype(float)
    return float(weights @ at**2 - (weights @ at) ** 2)


def rwg(answers: Sequence[float] | pd.Series, points: int, null: Null = "uniform") -> Consensus | Unsaid:
    """Return r_wg of one item: 1 - observed variance / variance of the null.

    James, Demaree and Wolf (1984); the observed variance has n - 1 below.
    """
    return rwg_j(pd.DataFrame({"item": pd.Series(list(answers), dtype=float)}), points, null)


def rwg_j(table: pd.DataFrame, points: int, null: Null = "uniform") -> Consensus | Unsaid:
    """Return r_wg(j) of several items of one scale, answered by one team.

    James, Demaree and Wolf (1984), equation 2, with j items: j (1 - v) / (j (1 - v) + v), where v is the mean
    observed variance over that of the null, taken as 1 where it exceeds it. For one item it is r_wg.

    Parameters
    ----------
    table
        A row a person, a column an item, as `keyed` returns it. Missing answers are left out of their
        item; an item that fewer than two answered is left out.
    """
    expected = null_variance(points, null)
    if isinstance(expected, Unsaid):
        return expected
    enough, people = _answered(table)
    if not enough.shape[1]:
        return Unsaid(TOO_FEW.format(n=people))
    j, ratio = enough.shape[1], float(enough.var(ddof=1).mean() / expected)
    return Consensus(float(_rwg_j(ratio, j)), ratio, ratio > 1, people, j)


def _answered(table: pd.DataFrame) -> tuple[pd.DataFrame, int]:
    """Return the items that two people or more answered, and how many people answered any."""
    told = all_numbers(table)
    return told.loc[:, told.notna().sum() >= 2], int(told.notna().any(axis=1).sum())


@dataclass(frozen=True)
class Deviation:
    """The average distance of answers from their middle; `agreed` where it is at most `allowed`."""

    value: float
    allowed: float
    people: int
    items: int
    plain: str = PLAIN_AD

    @property
    def agreed(self) -> bool:
        """Say whether the distance counts as agreement."""
        return self.value <= self.allowed


def average_deviation(table: pd.DataFrame, points: int, about: str = "median") -> Deviation | Unsaid:
    """Return the average deviation of one team's answers, the mean over items.

    Burke, Finkelstein and Dusig (1999), Organizational Research Methods 2, 49-68; bound of Burke and Dunlap
    (2002), same journal 5, 159-172.

    Parameters
    ----------
    about
        'median' or 'mean': what distances are taken from.
    """
    enough, people = _answered(table)
    if not enough.shape[1]:
        return Unsaid(TOO_FEW.format(n=people))
    middle = enough.median() if about == "median" else enough.mean()
    value = float((enough - middle).abs().mean().mean())
    return Deviation(value, points / 6, people, enough.shape[1])


def consensus_by_team(table: pd.DataFrame, team: str, points: int, nulls: Sequence[str] = ()) -> pd.DataFrame:
    """Return agreement within each team on one scale.

    Parameters
    ----------
    table
        A row a person: the column named by `team`, all other columns are items, as `keyed` returns them.
    nulls
        Nulls to compare with; 'uniform', and 'slight skew' where it is defined.

    Returns
    -------
    Columns `team`, `null`, `rwg_j`, `ratio`, `above_null`, `deviation`, `agreed` (by the average
    deviation), `people`, `items`, `unsaid`.
    """
    nulls = nulls or ("uniform", *(("slight skew",) if points in SLIGHT_SKEW else ()))
    require(table, [team])
    spread = _by_team(table, team)
    beside = [_beside_null(spread, points, null) for null in nulls]
    found = pd.concat(beside, keys=nulls, names=["null"]).reset_index()
    found = found.set_index([team, "null"]).reindex(pd.MultiIndex.from_product([spread.index, nulls]))
    return found.rename_axis(["team", "null"]).reset_index()[COLUMNS]


def _by_team(table: pd.DataFrame, team: str) -> pd.DataFrame:
    """Return each team's mean variance and mean distance from the middle, over items that two answered."""
    items = all_numbers(table.drop(columns=team))
    groups = items.groupby(table[team], sort=False)
    enough = groups.count() >= 2
    far = (items - groups.transform("median")).abs().groupby(table[team], sort=False).mean()
    people = items.notna().any(axis=1).groupby(table[team], sort=False).sum()
    return pd.DataFrame(
        {
            "variance": groups.var(ddof=1).where(enough).mean(axis=1),
            "deviation": far.where(enough).mean(axis=1),
            "people": people,
            "items": enough.sum(axis=1),
        }
    )


def _beside_null(spread: pd.DataFrame, points: int, null: str) -> pd.DataFrame:
    expected = null_variance(points, null)
    why = expected.reason if isinstance(expected, Unsaid) else ""
    ratio = spread["variance"] / (np.nan if isinstance(expected, Unsaid) else expected)
    few = [TOO_FEW.format(n=n) for n in spread["people"]]
    return spread.assign(
        ratio=ratio,
        rwg_j=_rwg_j(ratio, spread["items"]),
        above_null=ratio > 1,
        agreed=spread["deviation"] <= points / 6,
        unsaid=np.where(spread["items"] == 0, few, why),
    )


def _rwg_j(ratio: Any, items: Any) -> Any:
    kept = np.minimum(ratio, 1.0)
    return items * (1 - kept) / (items * (1 - kept) + kept)
