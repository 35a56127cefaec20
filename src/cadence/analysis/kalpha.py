"""Krippendorff's alpha: agreement beyond luck for any number of observers and levels of measurement."""

from collections.abc import Sequence
from typing import Literal

import numpy as np
import pandas as pd

from cadence.analysis.agreement import ONE_LEVEL, Agreement, estimate, read_ratings
from cadence.analysis.interval import Floats, Unsaid
from cadence.analysis.ratings import Level, Ratings

Metric = Literal["nominal", "ordinal", "interval", "ratio"]


def krippendorff(
    table: pd.DataFrame, levels: Sequence[Level] | None = None, metric: Metric = "ordinal"
) -> Agreement | Unsaid:
    """Return Krippendorff's alpha of any number of observers, with missing ratings.

    Krippendorff, Content Analysis (2004), chapter 11; the interval after Gwet (2014), chapter 5, which
    holds the distances between ordinal levels fixed. 'nominal' knows same or different, 'ordinal' the
    order of levels, 'interval' and 'ratio' their numbers.
    """
    ratings = read_ratings(table, levels, metric != "nominal")
    if isinstance(ratings, Unsaid):
        return ratings
    counts = ratings.counts[ratings.counts.sum(axis=1) >= 2]
    if (counts.sum(axis=0) > 0).sum() < 2:
        return Unsaid(ONE_LEVEL)
    return _alpha(ratings, counts, _closeness(counts.sum(axis=0), ratings.numbers, metric))


def _closeness(totals: Floats, numbers: Floats, metric: Metric) -> Floats:
    """Return how close two levels are, from 0 to 1, by Krippendorff's metrics of difference."""
    if metric == "nominal":
        return np.eye(len(numbers))
    if metric == "ordinal":
        middle = totals.cumsum() - totals / 2
        far = (middle[:, None] - middle[None, :]) ** 2
    else:
        far = (numbers[:, None] - numbers[None, :]) ** 2
    if metric == "ratio":
        both = numbers[:, None] + numbers[None, :]
        far = far / np.where(both == 0, 1, both) ** 2
    return np.asarray(1 - far / far.max())


def _alpha(ratings: Ratings, counts: Floats, weight: Floats) -> Agreement:
    n = counts.sum(axis=1)
    usual, few = n.mean(), 1 / n.sum()
    share = (counts / usual).mean(axis=0)
    by_luck = float(share @ weight @ share)
    agreed = (counts * (counts @ weight - 1)).sum(axis=1) / (usual * (n - 1))
    # A unit with more ratings than usual weighs more; the means stay those of the whole.
    more = (n - usual) / usual
    over = agreed - (agreed.mean() * (1 - few) + few) * more - by_luck
    unit_luck = counts @ (weight @ share) / usual - by_luck * more
    return estimate("Krippendorff's alpha", over, by_luck, unit_luck, ratings, few)
