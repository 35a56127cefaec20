"""How far observers agree on the same units: percent agreement, and agreement beyond luck.

All coefficients but Cohen's follow one scheme (Gwet, Handbook of Inter-Rater Reliability, 4th edition,
2014, chapters 2 to 5): (observed agreement - agreement by luck) / (1 - agreement by luck), with missing
ratings allowed, and a variance from how much each unit moves the result.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from cadence.analysis.interval import Floats, Interval, Unsaid, wilson
from cadence.analysis.ratings import Level, Ratings

Weights = Literal["identity", "linear", "quadratic"]

TOO_FEW = "At least two units need ratings by two observers or more; here {n} had them."
ONE_LEVEL = (
    "All ratings are the same level, so luck alone would have given the same agreement. Observers agreed "
    "fully; rate something that deserves another level to see whether they can tell the levels apart."
)
NAME_THE_ORDER = "The levels are words. Name the scale in its order in `levels` to have this worked out."
NAME_THE_SCALE = "Only one level was given. Name the whole scale in `levels` to have this worked out."
NO_INTERVAL = (
    "Observers agreed on every unit, so the formula has no difference to work an interval from. "
    "Full agreement on a few units is still only a few units."
)
BEYOND_LUCK = "0 is no better than luck and 1 is full agreement; below 0 is worse than luck."
ASSUMES = {
    "percent agreement": "The share of pairs of observers who gave the same level. It makes no allowance "
    "for luck, which on a short scale is a lot.",
    "within one level": "The share of pairs of observers who gave the same level or neighbours.",
    "Cohen's kappa": "For two observers, who rated every unit that counts. "
    + BEYOND_LUCK
    + " It drops when nearly all units are one level, even if observers agree.",
    "Fleiss' kappa": "For any number of observers, as if each unit's were drawn from one pool. "
    + BEYOND_LUCK
    + " It drops when nearly all units are one level, even if observers agree.",
    "Krippendorff's alpha": "For any number of observers, and ratings may be missing. "
    + BEYOND_LUCK
    + " Krippendorff asks for 0.80, and for 0.667 where a tentative finding will do.",
    "Gwet's AC1": "For any number of observers, and ratings may be missing. "
    + BEYOND_LUCK
    + " It stays steady when nearly all units are one level.",
}
ASSUMES["Gwet's AC2"] = ASSUMES["Gwet's AC1"] + " A near miss counts as partly agreed."


@dataclass(frozen=True)
class Agreement:
    """A coefficient with its 95% interval, what it was worked out from, and what it assumes (`plain`)."""

    statistic: str
    value: float
    interval: Interval | Unsaid
    units: int
    raters: int
    plain: str


def _weights(numbers: Floats, kind: Weights) -> Floats:
    """Return how far each pair of levels counts as agreed, from 0 to 1."""
    apart = np.abs(numbers[:, None] - numbers[None, :])
    if kind == "identity" or len(numbers) < 2:
        return np.asarray(apart == 0, float)
    return np.asarray(1 - (apart / apart.max()) ** (1 if kind == "linear" else 2))


def _agreed(counts: Floats, weights: Floats) -> Floats:
    """Return for each unit the share of its pairs of raters who agreed; 0 where there is no pair."""
    n = counts.sum(axis=1)
    agreeing = (counts * (counts @ weights - 1)).sum(axis=1)
    return np.asarray(agreeing / np.where(n > 1, n * (n - 1), 1))


def estimate(
    name: str, over: Floats, by_luck: float, unit_luck: Floats, ratings: Ratings, few: float = 0.0
) -> Agreement:
    """Put together a coefficient from each unit's agreement `over` luck and its own expected luck.

    `few` is the part of the gap to full agreement that Krippendorff closes when ratings are few.
    """
    n, room = len(over), 1 - by_luck
    value = over.mean() / room
    score = over / room - 2 * (1 - value) * (unit_luck - by_luck) / room
    error = np.sqrt(((score - value) ** 2).sum() / (n * (n - 1)))
    value = float(value + few * (1 - value))
    return Agreement(
        name, value, _interval(value, error, n), ratings.paired, len(ratings.raters), ASSUMES[name]
    )


def _interval(value: float, error: float, n: float) -> Interval | Unsaid:
    from scipy.stats import t

    if error < 1e-12:
        return Unsaid(NO_INTERVAL)
    half = float(t.ppf(0.975, n - 1)) * error
    return Interval(float(max(-1, value - half)), float(min(1, value + half)))


def read_ratings(
    table: pd.DataFrame, levels: Sequence[Level] | None, in_order: bool = False
) -> Ratings | Unsaid:
    """Return the ratings, or why nothing can be said of them; `in_order` asks for levels in an order."""
    ratings = Ratings.of(table, levels)
    if ratings.paired < 2:
        return Unsaid(TOO_FEW.format(n=ratings.paired))
    return ratings if ratings.ordered or not in_order else Unsaid(NAME_THE_ORDER)


def percent_agreement(
    table: pd.DataFrame, levels: Sequence[Level] | None = None, within: int = 0
) -> Agreement | Unsaid:
    """Return the share of pairs of observers who gave the same level, or levels at most `within` apart.

    The mean over units of each unit's share of agreeing pairs. The interval is Wilson's with the number
    of units for its size: pairs of one unit resemble each other.
    """
    ratings = Ratings.of(table, levels)
    if not ratings.paired:
        return Unsaid("Nothing was rated by two observers, so there is no pair to compare.")
    if within and not ratings.ordered:
        return Unsaid(NAME_THE_ORDER)
    counts = ratings.counts[ratings.counts.sum(axis=1) >= 2]
    place = np.arange(len(ratings.levels))
    near = np.asarray(np.abs(place[:, None] - place[None, :]) <= within, float)
    value = float(_agreed(counts, near).mean())
    name = "within one level" if within else "percent agreement"
    interval = wilson(value * len(counts), len(counts))
    return Agreement(name, value, interval, len(counts), len(ratings.raters), ASSUMES[name])


def cohen(
    table: pd.DataFrame, levels: Sequence[Level] | None = None, weights: Weights = "identity"
) -> Agreement | Unsaid:
    """Return Cohen's kappa of two observers over the units that both rated.

    Cohen (1960; weighted 1968), by way of statsmodels, with the large-sample variance of Fleiss, Cohen
    and Everitt (1969). `weights` 'linear' or 'quadratic' count a near miss as partly agreed.
    """
    ratings = Ratings.of(table, levels)
    if len(ratings.raters) != 2:
        return Unsaid(
            f"Cohen's kappa is for two observers; here are {len(ratings.raters)}. Use Fleiss' kappa."
        )
    both = ratings.places[(ratings.places >= 0).all(axis=1)]
    if len(both) < 2:
        return Unsaid(TOO_FEW.format(n=len(both)))
    if len(np.unique(both)) < 2:
        return Unsaid(ONE_LEVEL)
    if weights != "identity" and not ratings.ordered:
        return Unsaid(NAME_THE_ORDER)
    return _cohen(ratings, both, weights)


def _cohen(ratings: Ratings, both: np.ndarray, weights: Weights) -> Agreement:
    from statsmodels.stats.inter_rater import cohens_kappa

    cross = np.zeros((len(ratings.levels), len(ratings.levels)))
    np.add.at(cross, (both[:, 0], both[:, 1]), 1)
    # statsmodels takes how far levels lie apart, not how close.
    distances = 1 - _weights(ratings.numbers, weights)
    found = cohens_kappa(cross, weights=None if weights == "identity" else distances)
    name = "Cohen's kappa"
    kappa, error = float(found.kappa), float(np.sqrt(max(found.var_kappa, 0)))
    return Agreement(name, kappa, _interval(kappa, error, np.inf), len(both), 2, ASSUMES[name])


def fleiss(
    table: pd.DataFrame, levels: Sequence[Level] | None = None, weights: Weights = "identity"
) -> Agreement | Unsaid:
    """Return Fleiss' kappa of any number of observers, with missing ratings.

    Fleiss (1971); for missing ratings, weights and the variance Gwet (2014), chapter 3.
    """
    ratings = read_ratings(table, levels, weights != "identity")
    if isinstance(ratings, Unsaid):
        return ratings
    counts, weight = ratings.counts, _weights(ratings.numbers, weights)
    share = (counts / counts.sum(axis=1, keepdims=True)).mean(axis=0)
    by_luck = float(share @ weight @ share)
    if by_luck > 1 - 1e-12:
        return Unsaid(ONE_LEVEL)
    unit_luck = counts @ (weight @ share) / counts.sum(axis=1)
    return estimate("Fleiss' kappa", _over(counts, weight, by_luck), by_luck, unit_luck, ratings)


def _over(counts: Floats, weight: Floats, by_luck: float) -> Floats:
    """Return each unit's agreement above luck; units of one rating only tell how common levels are."""
    pairs = counts.sum(axis=1) >= 2
    over = (_agreed(counts, weight) - by_luck) * len(counts) / pairs.sum()
    return np.where(pairs, over, 0.0)


def gwet(
    table: pd.DataFrame, levels: Sequence[Level] | None = None, weights: Weights = "identity"
) -> Agreement | Unsaid:
    """Return Gwet's AC1, or AC2 with `weights`, of any number of observers, with missing ratings.

    Gwet (2008), British Journal of Mathematical and Statistical Psychology 61, 29-48; AC2 and missing
    ratings in Gwet (2014), chapters 4 and 5. Name the whole scale in `levels`: luck depends on its length.
    """
    ratings = read_ratings(table, levels, weights != "identity")
    if isinstance(ratings, Unsaid):
        return ratings
    q = len(ratings.levels)
    if q < 2:
        return Unsaid(NAME_THE_SCALE)
    counts, weight = ratings.counts, _weights(ratings.numbers, weights)
    share = (counts / counts.sum(axis=1, keepdims=True)).mean(axis=0)
    scale = float(weight.sum()) / (q * (q - 1))
    by_luck = scale * float(share @ (1 - share))
    unit_luck = scale * (counts @ (1 - share)) / counts.sum(axis=1)
    name = "Gwet's AC1" if weights == "identity" else "Gwet's AC2"
    return estimate(name, _over(counts, weight, by_luck), by_luck, unit_luck, ratings)
