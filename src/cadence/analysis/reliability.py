"""Whether the items of a scale hang together: alpha, omega, and each item beside the others."""

import warnings
from typing import Any

import numpy as np
import pandas as pd

from cadence.analysis.clustering import Reliability
from cadence.analysis.interval import Floats, Interval, Unsaid
from cadence.analysis.scales import complete
from cadence.analysis.series import all_numbers

PLAIN_ALPHA = (
    "Alpha says how far a score from these items would come out again with other items of the same kind, "
    "taking every item as equally good. It grows with the number of items and does not show that they "
    "measure one thing."
)
PLAIN_OMEGA = (
    "Omega says the same as alpha without taking every item as equally good; it does take them all as signs"
    " of one thing. Here it is omega total of a model with a single factor."
)
NO_FACTOR = (
    "The items do not go together as signs of one thing, so omega cannot be worked out. "
    "Look at the items one by one."
)


def _usable(table: pd.DataFrame, items: int, people: int) -> Floats | Unsaid:
    answers = complete(table)
    n, k = answers.shape
    if k < items:
        return Unsaid(f"A scale needs {items} items or more for this; here are {k}.")
    if n < people:
        return Unsaid(f"This takes {people} people or more who answered every item; here {n} did.")
    if answers.sum(axis=1).var() < 1e-12:
        return Unsaid("Everybody has the same score, so there are no differences that could come out again.")
    return answers


def cronbach(table: pd.DataFrame) -> Reliability | Unsaid:
    """Return Cronbach's alpha of a scale with Feldt's 95% interval, from those who answered every item.

    Cronbach (1951), Psychometrika 16, 297-334; Feldt, Woodruff and Salih (1987), Applied Psychological
    Measurement 11, 93-103. A row a person, a column an item, as `keyed` returns them.
    """
    from scipy.stats import f

    answers = _usable(table, 2, 3)
    if isinstance(answers, Unsaid):
        return answers
    n, k = answers.shape
    alpha = k / (k - 1) * (1 - answers.var(axis=0, ddof=1).sum() / answers.sum(axis=1).var(ddof=1))
    degrees = (n - 1, (n - 1) * (k - 1))
    low, high = (float(1 - (1 - alpha) * f.ppf(at, *degrees)) for at in (0.975, 0.025))
    return Reliability(float(alpha), Interval(low, high), PLAIN_ALPHA)


def omega(table: pd.DataFrame) -> Reliability | Unsaid:
    """Return McDonald's omega total of a scale, from those who answered every item.

    (sum of loadings)^2 over that plus the sum of unique variances, of a single-factor model fitted by maximum
    likelihood (McDonald, Test Theory, 1999, chapter 6), by way of statsmodels. It takes three items.
    """
    # Fewer people than items leave nothing to fit a factor to.
    answers = _usable(table, 3, table.shape[1] + 1)
    if isinstance(answers, Unsaid):
        return answers
    spread = answers.std(axis=0, ddof=1)
    if (spread < 1e-12).any():
        return Unsaid("An item got the same answer from everybody, so it tells nothing about the others.")
    loadings = _loadings(answers)
    if loadings is None:
        return Unsaid(NO_FACTOR)
    common = float((loadings * spread).sum() ** 2)
    unique = float(((1 - loadings**2) * spread**2).sum())
    no_interval = Unsaid(
        "No interval is worked out for omega; that of alpha shows how little few people tell."
    )
    return Reliability(common / (common + unique), no_interval, PLAIN_OMEGA)


def _loadings(answers: Floats) -> Floats | None:
    """Return standardized loadings on one factor, or None where the model has no proper solution."""
    from statsmodels.multivariate.factor import Factor

    with warnings.catch_warnings():
        warnings.simplefilter("error")  # a solution that did not settle is none
        try:
            correlations = np.corrcoef(answers, rowvar=False)
            fit = Factor(corr=correlations, n_factor=1, method="ml", nobs=len(answers)).fit()
        except (Warning, ValueError, np.linalg.LinAlgError):
            return None
    loadings = np.asarray(fit.loadings)[:, 0]
    return None if np.abs(loadings).max() > 0.999 else loadings


def item_diagnostics(table: pd.DataFrame, points: int) -> pd.DataFrame:
    """Return each item of a scale beside the others.

    Parameters
    ----------
    table
        A row a person, a column an item, as `keyed` returns them.

    Returns
    -------
    Columns `item`, `n`, `missing`, `mean`, `sd`, `lowest` and `highest` (share of answers at the ends of
    the scale), `with_others` (correlation with the sum of the other items), `alpha_without` (alpha of the
    others) and `words`. Correlations are those of people who answered every item, empty where there are too
    few.
    """
    table = all_numbers(table)
    answers = table.dropna()
    rows = [
        (
            item, len(said), int(table[item].isna().sum()), said.mean(), said.std(ddof=1),
            (said == 1).mean(), (said == points).mean(), *_beside(answers, item),
        )
        for item in table
        for said in (table[item].dropna(),)
    ]  # fmt: skip
    columns = ["item", "n", "missing", "mean", "sd", "lowest", "highest", "with_others", "alpha_without"]
    found = pd.DataFrame(rows, columns=columns)
    return found.assign(words=[_words(row) for row in found.itertuples()])


def _beside(answers: pd.DataFrame, item: object) -> tuple[float, float]:
    others = answers.drop(columns=[item])
    total = others.sum(axis=1)
    without = cronbach(others)
    alpha = without.value if isinstance(without, Reliability) else np.nan
    if len(answers) < 3 or answers[item].std() < 1e-12 or total.std() < 1e-12:
        return np.nan, alpha
    return float(np.corrcoef(answers[item], total)[0, 1]), alpha


def _words(row: Any) -> str:
    together, most = row.with_others, max(row.lowest, row.highest)
    if together < 0:
        return "It goes against the other items: see whether it should be turned round."
    if together < 0.3:
        return "It has little in common with the other items: read its wording again."
    if most >= 0.8:
        return "Nearly everybody gives the same answer, so it tells little."
    return ""
