"""A calibration warm-up read: every coefficient side by side, the paradox explained, where observers part."""

from collections.abc import Sequence
from itertools import combinations

import numpy as np
import pandas as pd

from cadence.analysis.agreement import Agreement, cohen, fleiss, gwet, percent_agreement
from cadence.analysis.interval import Unsaid
from cadence.analysis.kalpha import krippendorff
from cadence.analysis.ratings import Level, Ratings

COLUMNS = ["statistic", "value", "low", "high", "units", "raters", "unsaid", "no_interval", "plain"]
MUCH, LITTLE = 0.8, 0.4  # agreement that people call high, kappa that people call low


def agreement_report(table: pd.DataFrame, levels: Sequence[Level] | None = None) -> pd.DataFrame:
    """Return every coefficient of agreement that the ratings allow, one a row.

    Parameters
    ----------
    table
        A row a unit (a vignette, a visit), a column an observer; cells are numbers or words, blank
        where somebody did not rate.
    levels
        The whole scale in its order. Name it: 'within one' and luck depend on levels nobody gave.

    Returns
    -------
    Columns `statistic`, `value`, `low` and `high` (95%), `units`, `raters`, `unsaid` (why there is no
    value, else ''), `no_interval` (why there is no interval, else '') and `plain` (what it assumes).
    Weighted coefficients, Krippendorff's 'ordinal' and 'within one level' ask for levels in an order.
    """
    rows = [_row(name, found) for name, found in _all(table, levels).items()]
    return pd.DataFrame(rows, columns=COLUMNS)


def _all(table: pd.DataFrame, levels: Sequence[Level] | None) -> dict[str, Agreement | Unsaid]:
    found: dict[str, Agreement | Unsaid] = {
        "percent agreement": percent_agreement(table, levels),
        "within one level": percent_agreement(table, levels, within=1),
    }
    if table.shape[1] == 2:
        found["Cohen's kappa"] = cohen(table, levels)
        found["Cohen's kappa, linear weights"] = cohen(table, levels, "linear")
        found["Cohen's kappa, quadratic weights"] = cohen(table, levels, "quadratic")
    return found | {
        "Fleiss' kappa": fleiss(table, levels),
        "Krippendorff's alpha, nominal": krippendorff(table, levels, "nominal"),
        "Krippendorff's alpha, ordinal": krippendorff(table, levels, "ordinal"),
        "Krippendorff's alpha, interval": krippendorff(table, levels, "interval"),
        "Gwet's AC1": gwet(table, levels),
        "Gwet's AC2, quadratic weights": gwet(table, levels, "quadratic"),
    }


def _row(name: str, found: Agreement | Unsaid) -> tuple[object, ...]:
    if isinstance(found, Unsaid):
        return (name, np.nan, np.nan, np.nan, 0, 0, found.reason, "", "")
    if isinstance(found.interval, Unsaid):
        low, high, without = np.nan, np.nan, found.interval.reason
    else:
        low, high, without = *found.interval, ""
    return (name, found.value, low, high, found.units, found.raters, "", without, found.plain)


def paradox(table: pd.DataFrame, levels: Sequence[Level] | None = None) -> str:
    """Return in words why kappa is low although observers agree, or '' where it is not so.

    Feinstein and Cicchetti (1990), Journal of Clinical Epidemiology 43, 543-549: when nearly all ratings
    are one level, luck alone agrees often, and kappa has little left to credit.
    """
    agreed, kappa, steady = percent_agreement(table, levels), fleiss(table, levels), gwet(table, levels)
    if not isinstance(agreed, Agreement) or agreed.value < MUCH:
        return ""
    if isinstance(kappa, Agreement) and kappa.value >= LITTLE:
        return ""
    ratings = Ratings.of(table, levels)
    totals = ratings.counts.sum(axis=0)
    most = f"{totals.max() / totals.sum():.0%} of all ratings are '{ratings.levels[int(totals.argmax())]}'"
    beyond = f"only {kappa.value:.2f}" if isinstance(kappa, Agreement) else "not defined"
    words = (
        f"Observers agree on {agreed.value:.0%} of pairs, and kappa is {beyond}. That is no contradiction: "
        f"{most}, so luck alone would agree often, and kappa credits only what goes beyond luck. "
    )
    if isinstance(steady, Agreement):
        words += f"Gwet's AC1, which is steadier here, says {steady.value:.2f}. "
    return words + "Rate a few units that deserve other levels before you trust either number."


def disagreements(table: pd.DataFrame, levels: Sequence[Level] | None = None) -> pd.DataFrame:
    """Return the map of where observers part: each pair of levels that met in one unit.

    Returns
    -------
    Columns `one` and `other` (levels in order), `pairs` of ratings in which they met, their `share`
    of all pairs, `apart` (how many levels lie between, 0 when the same) and `units` in which it happened.
    """
    ratings = Ratings.of(table, levels)
    counts = ratings.counts
    met = {
        (a, b): counts[:, a] * counts[:, b] if a != b else counts[:, a] * (counts[:, a] - 1) / 2
        for a in range(len(ratings.levels))
        for b in range(a, len(ratings.levels))
    }
    every = sum(each.sum() for each in met.values())
    rows = [
        (ratings.levels[a], ratings.levels[b], int(n.sum()), n.sum() / every, b - a, int((n > 0).sum()))
        for (a, b), n in met.items()
        if n.any()
    ]
    return pd.DataFrame(rows, columns=["one", "other", "pairs", "share", "apart", "units"])


def hardest_units(table: pd.DataFrame, levels: Sequence[Level] | None = None) -> pd.DataFrame:
    """Return units by how much observers part on them, the most talked-about first.

    Returns
    -------
    Columns `unit`, `ratings`, `agreed` (share of pairs with the same level), `lowest`, `highest` and
    `apart` (levels between them); units with fewer than two ratings are left out.
    """
    ratings = Ratings.of(table, levels)
    rows = []
    for unit, places in zip(ratings.units, ratings.places, strict=True):
        given = places[places >= 0]
        if len(given) < 2:
            continue
        same = [a == b for a, b in combinations(given, 2)]
        low, high = int(given.min()), int(given.max())
        rows.append(
            (unit, len(given), float(np.mean(same)), ratings.levels[low], ratings.levels[high], high - low)
        )
    found = pd.DataFrame(rows, columns=["unit", "ratings", "agreed", "lowest", "highest", "apart"])
    return found.sort_values(["apart", "agreed"], ascending=[False, True], kind="stable", ignore_index=True)


def leanings(table: pd.DataFrame, levels: Sequence[Level] | None = None) -> pd.DataFrame:
    """Return how each observer rates beside the others: the mean difference from the others' mean level.

    Returns
    -------
    Columns `rater`, `units` (which others rated too) and `leaning`, in levels: above 0 is generous. Empty
    with the reason in `unsaid` where nobody else rated the same.
    """
    ratings = Ratings.of(table, levels)
    level = np.where(ratings.places >= 0, ratings.places, np.nan).astype(float)
    seen = ~np.isnan(level)
    others = seen.sum(axis=1, keepdims=True) - seen
    total = np.nansum(level, axis=1, keepdims=True) - np.where(seen, level, 0)
    gap = np.where(seen & (others > 0), level - total / np.maximum(others, 1), np.nan)
    units = (~np.isnan(gap)).sum(axis=0)
    lean = np.where(units > 0, np.nansum(gap, axis=0) / np.maximum(units, 1), np.nan)
    unsaid = np.where(units > 0, "", "Nobody else rated the same units.")
    return pd.DataFrame({"rater": ratings.raters, "units": units, "leaning": lean, "unsaid": unsaid})
