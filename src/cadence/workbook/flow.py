"""Session 5: how the work flows over the board, and when what is open will be done."""

from collections.abc import Sequence
from datetime import date

import pandas as pd

from cadence.analysis import Unsaid, card_ages, cycle_times, forecast_weeks, weekly_throughput
from cadence.blocks import Block, Callout
from cadence.workbook.context import Context
from cadence.workbook.plan import board_of
from cadence.workbook.tables import rows_of

MOST = 3  # cards that are told one by one


def flow(context: Context) -> Sequence[Block]:
    """Return how long cards take, which have grown old, and when all of them will be done."""
    cards = pd.DataFrame(
        [(c.title, c.started, c.done, c.column) for c in board_of(context)],
        columns=["title", "started", "done", "column"],
    )
    cards = cards.assign(**{name: pd.to_datetime(cards[name]) for name in ("started", "done")})
    if cards["started"].isna().all():
        return []
    points = (cycle_times(cards).words, *_old(cards, context.today), _ahead(cards, context))
    return [Callout("note", "How the work flows", "", points)]


def _old(cards: pd.DataFrame, today: date) -> list[str]:
    aged = card_ages(cards, pd.Timestamp(today))
    return [f"“{row['title']}” is {row['words']}" for row in rows_of(aged[aged["slow"]].head(MOST))]


def _ahead(cards: pd.DataFrame, context: Context) -> str:
    """Return the forecast for everything that is agreed on and not done; ideas are not promised."""
    left = int(((cards["column"] != "done") & (cards["column"] != "ideas")).sum())
    if not left:
        return "Everything that was agreed on is done."
    behind = weekly_throughput(cards, cards["started"].min(), pd.Timestamp(context.today))
    monday = behind["week"].max() + pd.Timedelta(weeks=1) if len(behind) else None
    found = forecast_weeks(behind["cards"].tolist(), left, start=monday)
    if isinstance(found, Unsaid):
        return found.reason
    return " ".join(found["words"])
