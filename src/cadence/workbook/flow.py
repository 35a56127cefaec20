"""Session 5: how the work flows over the board, and when what is open will be done."""

from collections.abc import Sequence
from datetime import date

import pandas as pd

from cadence.analysis import (
    CycleTimes,
    Unsaid,
    card_ages,
    cumulative_flow,
    cycle_times,
    forecast_weeks,
    weekly_throughput,
)
from cadence.analysis.flow import PLAIN
from cadence.analysis.forecast import PLAIN as FORECAST
from cadence.blocks import Block, Callout, Facts
from cadence.charts import age_bars, cumulative_flow_areas
from cadence.workbook.baseline import drawn
from cadence.workbook.context import Context
from cadence.workbook.plan import board_of
from cadence.workbook.trend import meetings


def flow(context: Context) -> Sequence[Block]:
    """Return what was begun and done, how long cards take and are open, and when all will be done."""
    cards = _cards(context)
    if cards["started"].isna().all():
        return []
    took = cycle_times(cards)
    behind = weekly_throughput(cards, cards["started"].min(), pd.Timestamp(context.today))
    return [
        *_figures(took, behind),
        drawn(
            cumulative_flow_areas(
                _until(cumulative_flow(cards, ["started", "done"]), context.today), meetings(context)
            )
        ),
        *_ages(cards, took, context.today),
        Callout(
            "note", "How long, and until when", f"{PLAIN} {FORECAST}", (took.words, _ahead(cards, behind))
        ),
    ]


def _cards(context: Context) -> pd.DataFrame:
    cards = pd.DataFrame(
        [(c.title, c.started, c.done, c.column) for c in board_of(context)],
        columns=["title", "started", "done", "column"],
    )
    return cards.assign(**{name: pd.to_datetime(cards[name]) for name in ("started", "done")})


def _until(flow: pd.DataFrame, today: date) -> pd.DataFrame:
    """Return the flow drawn out to the day of the page: days on which nothing moved count too."""
    if flow.empty:
        return flow
    days = pd.date_range(flow["on"].iloc[0], max(flow["on"].iloc[-1], pd.Timestamp(today)), name="on")
    return flow.set_index("on").reindex(days).ffill().astype(int).reset_index()


def _figures(took: CycleTimes, behind: pd.DataFrame) -> list[Block]:
    """Return the usual figures of a board, those that can be said."""
    items = []
    if not isinstance(took.median, Unsaid) and not isinstance(took.slow, Unsaid):
        items += [
            (f"{took.median:.0f}", "days half of the cards took", "or fewer"),
            (f"{took.slow:.0f}", "days 85 of 100 took", "or fewer"),
        ]
    if len(behind):
        done = int(behind["cards"].sum())
        items.append(
            (f"{done / len(behind):.1f}", "cards done a week", f"{done} in {len(behind)} whole weeks")
        )
    return [Facts(tuple(items))] if items else []


def _ages(cards: pd.DataFrame, took: CycleTimes, today: date) -> list[Block]:
    aged = card_ages(cards, pd.Timestamp(today))
    return [] if aged.empty else [drawn(age_bars(aged, took.slow))]


def _ahead(cards: pd.DataFrame, behind: pd.DataFrame) -> str:
    """Return the forecast for everything that is agreed on and not done; ideas are not promised."""
    left = int(((cards["column"] != "done") & (cards["column"] != "ideas")).sum())
    if not left:
        return "Everything that was agreed on is done."
    monday = behind["week"].max() + pd.Timedelta(weeks=1) if len(behind) else None
    found = forecast_weeks(behind["cards"].tolist(), left, start=monday)
    if isinstance(found, Unsaid):
        return found.reason
    return " ".join(found["words"])
