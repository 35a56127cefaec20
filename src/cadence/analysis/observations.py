"""Visits to classrooms: the baseline by look-for, and the series by week."""

from collections.abc import Iterable

import numpy as np
import pandas as pd

from cadence.analysis.interval import wilson_bounds
from cadence.model import Card, Metric, Observation

COLUMNS = ["visit", "on", "grade_band", "subject", "indicator", "level", "good"]
NO_VISITS = "No visit has a mark for this yet."


def visits(metric: Metric, observations: Iterable[Observation]) -> pd.DataFrame:
    """Return one row a visit and indicator; an empty `level` means 'not observed'.

    `good` says whether the level is the wanted one or above. Indicators left out of a visit have no
    row, and marks on indicators that the metric no longer has are left out.
    """
    rows = [
        (o.id, o.on, o.grade_band, o.subject, i.id, level, level is not None and level >= i.good)
        for o in observations
        for i in metric.indicators
        if i.id in o.levels
        for level in (o.levels[i.id],)
    ]
    table = pd.DataFrame(rows, columns=COLUMNS)
    return table.astype({"level": "float64", "good": "bool"}).assign(on=pd.to_datetime(table["on"]))


def _shares(table: pd.DataFrame) -> pd.DataFrame:
    """Return counts `good` and `n` with share, interval and the reason where there is none."""
    low, high = wilson_bounds(table["good"], table["n"])
    share = table["good"] / table["n"].where(table["n"] > 0)
    unsaid = np.where(table["n"] > 0, "", NO_VISITS)
    return table.assign(share=share, low=low, high=high, unsaid=unsaid)


def baseline(observations: pd.DataFrame, by: str | None = None) -> pd.DataFrame:
    """Return for each indicator the share of visits at the wanted level with its 95% interval.

    'Not observed' counts in `not_observed` and not in `n`: a share is of the visits in which the
    look-for could have been seen.

    Parameters
    ----------
    observations
        Columns `indicator`, `level`, `good` as `visits` makes them, and the column named by `by`.
    by
        A second column to divide by ('grade_band', 'subject').

    Returns
    -------
    Columns `indicator` (and `by`), `good`, `n`, `not_observed`, `share`, `low`, `high`, `unsaid`, in
    the order in which they first appear.
    """
    seen = observations["level"].notna()
    table = observations.assign(
        good=(observations["good"].astype(bool) & seen).astype(int),
        n=seen.astype(int),
        not_observed=(~seen).astype(int),
    )
    keys = ["indicator", by] if by else ["indicator"]
    return _shares(table.groupby(keys, sort=False)[["good", "n", "not_observed"]].sum().reset_index())


def weekly(observations: pd.DataFrame, indicator: str | None = None) -> pd.DataFrame:
    """Return the share at the wanted level for each week from the first to the last, gaps included.

    Parameters
    ----------
    observations
        Columns `visit`, `on`, `indicator`, `level`, `good` as `visits` makes them.
    indicator
        One indicator, or None for all marks together. Marks of one visit resemble each other, so the
        interval then takes the number of visits, not of marks, for its size.

    Returns
    -------
    Columns `week` (its Monday), `good`, `n`, `visits`, `share`, `low`, `high`, `unsaid`.
    """
    table = observations[observations["level"].notna()]
    if indicator is not None:
        table = table[table["indicator"] == indicator]
    on = pd.to_datetime(table["on"])
    monday = on - pd.to_timedelta(on.dt.day_of_week, unit="D")
    groups = table.assign(good=table["good"].astype(int)).groupby(monday.dt.normalize().rename("week"))
    weeks = groups.agg(good=("good", "sum"), n=("good", "size"), visits=("visit", "nunique"))
    if len(weeks):
        whole = pd.date_range(weeks.index.min(), weeks.index.max(), freq="7D", name="week")
        weeks = weeks.reindex(whole, fill_value=0)
    return _clustered(_shares(weeks.reset_index()))


def _clustered(weeks: pd.DataFrame) -> pd.DataFrame:
    low, high = wilson_bounds(weeks["share"].fillna(0) * weeks["visits"], weeks["visits"])
    return weeks.assign(low=low, high=high)


def marks(cards: Iterable[Card]) -> pd.DataFrame:
    """Return the changes to mark on a trend: columns `on`, `label`, `card`, the earliest first."""
    rows = sorted((c.started, c.mark, c.id) for c in cards if c.mark and c.started)
    table = pd.DataFrame(rows, columns=["on", "label", "card"])
    return table.assign(on=pd.to_datetime(table["on"]))
