"""What a process chart says in words: signal, noise, or too early."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from cadence.analysis.series import gap_words

FIRM = 12  # points; with fewer, limits are on trial (NHS England, Making Data Count)
RULES = {
    "outside": "{n} outside the limits",
    "shift": "{n} in a run of seven or more on one side of the average",
    "trend": "{n} in a run of seven or more that only rises or only falls",
    "two_of_three": "{n} close to a limit, two in three on the same side",
}


def judged(summary: pd.DataFrame, points: pd.DataFrame, keys: Sequence[str]) -> pd.DataFrame:
    """Return the summary with `verdict`, `more` (points until the limits are firm) and `words`.

    Parameters
    ----------
    summary
        A row a series and phase, with `n` and `missing`, in the order in which `points` has them.
    points
        With a column of truth a rule, `kind`, and `on`.
    """
    marked = points.assign(marked=points["on"].where(points["kind"] != ""))
    groups = marked.groupby(list(keys), sort=False, dropna=False)
    found, last = groups[list(RULES)].sum().reset_index(drop=True), groups["marked"].max()
    signal = (found > 0).any(axis=1).to_numpy()
    early = (summary["n"] < FIRM).to_numpy()
    verdict = np.where(early, "too early", np.where(signal, "signal", "noise"))
    out = summary.assign(verdict=verdict, more=np.where(early, FIRM - summary["n"], 0))
    rows = zip(out.itertuples(), found.itertuples(index=False), last, strict=True)
    return out.assign(words=[_words(row, marks, day) for row, marks, day in rows])


def _words(row: Any, marks: Any, last: pd.Timestamp) -> str:
    found = [RULES[rule].format(n=_points(n)) for rule, n in marks._asdict().items() if n]
    gaps = gap_words(row.missing)
    seen = f"{'; '.join(found)}, the last on {last:%B} {last.day}, {last.year}" if found else ""
    if row.verdict == "too early":
        so_far = f" So far: {seen}. Hold that lightly." if seen else ""
        return f"Too early to be sure: {_more(row.more)} will make the limits firm.{so_far}{gaps}"
    if seen:
        return f"Signal: {seen}. Something other than chance is at work; ask what it was.{gaps}"
    return (
        f"Noise: all points stay within the limits without a pattern; no single one needs explaining.{gaps}"
    )


def _points(n: int) -> str:
    return "1 point" if n == 1 else f"{n} points"


def _more(n: int) -> str:
    return "1 more point" if n == 1 else f"{n} more points"
