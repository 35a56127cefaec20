"""A pulse beside the first audit: what changed by more than chance would have it."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from cadence.analysis.interval import Interval, Unsaid
from cadence.analysis.series import all_numbers

PLAIN = (
    "The difference of two means with its 95% interval. It takes the answers as given independently of each "
    "other. Of twenty comparisons in which nothing changed, about one looks like a change."
)


@dataclass(frozen=True)
class Change:
    """A change with its 95% interval, and the least change that so few answers would show (`least`)."""

    difference: float
    interval: Interval
    least: float
    before: int
    after: int
    words: str
    plain: str = PLAIN

    @property
    def beyond_noise(self) -> bool:
        """Say whether the interval leaves out no change at all."""
        return not self.interval.low <= 0 <= self.interval.high


def score_change(before: pd.Series, after: pd.Series, paired: bool = False) -> Change | Unsaid:
    """Return how a score moved from one survey to the next, and whether that is more than noise.

    Welch's interval (1947) for two groups of people; Student's for the differences of the same people, which
    sees smaller changes. Missing scores are left out.

    Parameters
    ----------
    paired
        The two indexes name people, and only those who answered both times count.
    """
    first, then = (all_numbers(each.to_frame("score"))["score"].dropna() for each in (before, after))
    if paired:
        both = first.index.intersection(then.index)
        first, then = first[both], then[both]
    if min(len(first), len(then)) < 2:
        return Unsaid("Telling a change from noise takes two answers or more each time.")
    error, degrees = _paired(first, then) if paired else _welch(first, then)
    return _change(float(then.mean() - first.mean()), error, degrees, len(first), len(then))


def _paired(first: pd.Series, then: pd.Series) -> tuple[float, float]:
    gaps = (then - first).to_numpy()
    return float(gaps.std(ddof=1) / np.sqrt(len(gaps))), len(gaps) - 1


def _welch(first: pd.Series, then: pd.Series) -> tuple[float, float]:
    a, b = (float(each.var(ddof=1)) / len(each) for each in (first, then))
    if a + b < 1e-24:
        return 0.0, 1
    return float(np.sqrt(a + b)), float((a + b) ** 2 / (a**2 / (len(first) - 1) + b**2 / (len(then) - 1)))


def _change(difference: float, error: float, degrees: float, before: int, after: int) -> Change | Unsaid:
    from scipy.stats import t

    if error < 1e-12:
        return Unsaid(
            "All answers moved alike, or not at all, so there is no spread to tell a change from noise by: "
            f"the difference is {difference:+.2f}."
        )
    least = float(t.ppf(0.975, degrees)) * error
    interval = Interval(difference - least, difference + least)
    return Change(difference, interval, least, before, after, _words(difference, least))


def _words(difference: float, least: float) -> str:
    moved = f"The mean moved by {difference:+.2f}"
    if abs(difference) > least:
        return f"{moved}, more than chance explains (it takes {least:.2f})."
    return f"{moved}, which may be noise: with so many answers a change shows from {least:.2f} on."


def pulse_changes(before: pd.DataFrame, after: pd.DataFrame, paired: bool = False) -> pd.DataFrame:
    """Return the change of every score that both tables have.

    Parameters
    ----------
    before, after
        A row a person, a column a score (a condition, say).

    Returns
    -------
    Columns `score`, `before`, `after` (means), `n_before`, `n_after`, `difference`, `low`, `high`, `least`,
    `beyond_noise`, `words`, `unsaid`.
    """
    rows = [(name, *_row(before[name], after[name], paired)) for name in before if name in after]
    columns = ["before", "after", "n_before", "n_after", "difference", "low", "high", "least"]
    return pd.DataFrame(rows, columns=["score", *columns, "beyond_noise", "words", "unsaid"])


def _row(before: pd.Series, after: pd.Series, paired: bool) -> tuple[object, ...]:
    first, then = (all_numbers(each.to_frame("score"))["score"] for each in (before, after))
    found = score_change(first, then, paired)
    means, sizes = (first.mean(), then.mean()), (first.count(), then.count())
    if isinstance(found, Unsaid):
        return (*means, *sizes, means[1] - means[0], np.nan, np.nan, np.nan, False, "", found.reason)
    return (
        *means, found.before, found.after, found.difference, *found.interval, found.least,
        found.beyond_noise, found.words, "",
    )  # fmt: skip
