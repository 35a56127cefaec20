"""How cards flow over a board: cycle time, throughput, the age of what is open, and cumulative flow."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from cadence.analysis.interval import Unsaid
from cadence.analysis.ratings import require
from cadence.analysis.series import dates

Day = pd.Timestamp | str

SLOW = 0.85  # six cards of seven
ENOUGH = 7  # with fewer, the slow one of seven need not be among them
PLAIN = (
    "Days from starting to done, both counted, so that a card started and done on one day took one day. It "
    "says what finished cards took; cards that never finish are not in it."
)
TOO_FEW = (
    "Too early to say how long cards take: {n} are finished, and it takes {least} for a slow one, one in "
    "seven, to be among them."
)


@dataclass(frozen=True)
class CycleTimes:
    """`cards` has `started`, `done` and `days` of finished cards; see `cycle_times`."""

    cards: pd.DataFrame
    median: float | Unsaid
    slow: float | Unsaid
    backwards: int
    words: str
    plain: str = PLAIN


def _dates(cards: pd.DataFrame, columns: Sequence[str]) -> pd.DataFrame:
    out = cards.copy()
    require(cards, columns)
    for name in columns:
        out[name] = dates(out[name]).dt.normalize()
    return out


def cycle_times(cards: pd.DataFrame, least: int = ENOUGH) -> CycleTimes:
    """Return how long finished cards took, in days.

    Parameters
    ----------
    cards
        Columns `started` and `done` (dates, empty while not). A card done before it was started is left
        out, counted in `backwards` and said.
    least
        How many finished cards it takes to speak of the slow ones.

    Returns
    -------
    `median`, and `slow`: 85 of 100 finished cards took so many days or fewer (the 85th percentile of Vacanti,
    Actionable Agile Metrics, 2015). Both are `Unsaid` with fewer cards than `least`.
    """
    told = _dates(cards, ["started", "done"]).dropna(subset=["started", "done"])
    days = (told["done"] - told["started"]).dt.days + 1
    backwards = int((days < 1).sum())
    kept = told.assign(days=days)[days >= 1].reset_index(drop=True)
    wrong = (
        f" {backwards} done before they were started are left out: correct the dates." if backwards else ""
    )
    if len(kept) < least:
        few = Unsaid(TOO_FEW.format(n=len(kept), least=least))
        return CycleTimes(kept, few, few, backwards, few.reason + wrong)
    median, slow = (_percentile(kept["days"], at) for at in (0.5, SLOW))
    words = f"Half of {len(kept)} finished cards took {median:.0f} days or fewer, and 85 of 100 {slow:.0f}."
    return CycleTimes(kept, median, slow, backwards, words + wrong)


def _percentile(values: pd.Series, at: float) -> float:
    """Return the smallest value that so large a part of the values does not exceed."""
    return float(np.quantile(values, at, method="inverted_cdf"))


def weekly_throughput(
    cards: pd.DataFrame, since: pd.Timestamp | str, until: pd.Timestamp | str
) -> pd.DataFrame:
    """Return how many cards were done in each whole week from `since` to `until`, weeks without any included.

    A week begins on Monday. Weeks that `since` and `until` cut through are left out: half a week would look
    like a slow one.

    Returns
    -------
    Columns `week` (its Monday) and `cards`.
    """
    done = _dates(cards, ["done"])["done"].dropna()
    first, last = pd.Timestamp(since).normalize(), pd.Timestamp(until).normalize()
    end = last - pd.Timedelta(days=(last.weekday() + 1) % 7)  # a Sunday
    weeks = pd.date_range(first, end, freq="W-MON", name="week")
    monday = done - pd.to_timedelta(done.dt.day_of_week, unit="D")
    counted = monday.value_counts().reindex(weeks, fill_value=0)
    return pd.DataFrame({"week": weeks, "cards": counted.to_numpy()})


def card_ages(cards: pd.DataFrame, today: Day, least: int = ENOUGH) -> pd.DataFrame:
    """Return cards that are started and not done, the oldest first, beside what finished cards took.

    Returns
    -------
    All columns of `cards`, `age` in days, `slow` (whether it is older than 85 of 100 finished cards became,
    False where that is not known) and `words`.
    """
    told = _dates(cards, ["started", "done"])
    now = pd.Timestamp(today).normalize()
    going = told[told["started"].notna() & (told["started"] <= now) & ~(told["done"] <= now)]
    age = (now - going["started"]).dt.days + 1
    usual = cycle_times(told[told["done"] <= now], least).slow
    slow = age > usual if not isinstance(usual, Unsaid) else pd.Series(False, age.index)
    aged = going.assign(age=age, slow=slow, words=[_aged(a, usual) for a in age])
    return aged.sort_values("age", ascending=False, kind="stable", ignore_index=True)


def _aged(age: int, usual: float | Unsaid) -> str:
    days = "1 day" if age == 1 else f"{age} days"
    if isinstance(usual, Unsaid):
        return f"{days} old. {usual.reason}"
    if age > usual:
        return f"{days} old: older than 85 of 100 cards were when done ({usual:.0f}). Ask what holds it up."
    return f"{days} old, within the usual {usual:.0f}."


def cumulative_flow(cards: pd.DataFrame, stages: Sequence[str]) -> pd.DataFrame:
    """Return for every day how many cards had reached each stage by then.

    Parameters
    ----------
    cards
        One column a stage with the date on which a card reached it, empty while it has not.
    stages
        Those columns from first to last ('created', 'started', 'done'). A card that has reached a stage
        has passed those before it, whatever their dates say.

    Returns
    -------
    Columns `on` (every day from the first to the last date), one column a stage, and `in_progress` (reached
    the second stage and not the last, where there are three or more; the first otherwise).
    """
    dates = _dates(cards, stages)[list(stages)].to_numpy("datetime64[D]")
    reached = np.where(np.isnat(dates), np.inf, dates.astype(float))
    # From the last stage backwards: whoever is further on was here by then at the latest.
    passed = np.minimum.accumulate(reached[:, ::-1], axis=1)[:, ::-1]
    known = passed[np.isfinite(passed)]
    days = np.arange(known.min(), known.max() + 1) if len(known) else known
    flow = {
        stage: np.searchsorted(np.sort(column), days, side="right")
        for stage, column in zip(stages, passed.T, strict=True)
    }
    begun = stages[1] if len(stages) > 2 else stages[0]
    on = days.astype("datetime64[D]")
    return pd.DataFrame({"on": on, **flow, "in_progress": flow[begun] - flow[stages[-1]]})
