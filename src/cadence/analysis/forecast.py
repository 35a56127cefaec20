"""When the open cards will be done, and how many in so many weeks: what weeks behind say of weeks ahead.

This is the Monte Carlo forecast of throughput (Magennis; Vacanti, When Will It Be Done, 2020) without the
dice: every coming week is drawn from the weeks behind, and the chances are added up exactly.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from cadence.analysis.interval import Floats, Unsaid
from cadence.errors import CadenceError

WEEKS, CARDS = 8, 5
FAR = 260  # weeks: five years are no forecast
CHANCES = (0.5, 0.85)
PLAIN = (
    "Each coming week is taken to be like one of the weeks behind, picked by chance, and cards to be of the"
    " same kind as before. Holidays ahead, people leaving and cards that wait on others are not in it."
)


def _history(throughput: Sequence[float], weeks: int, cards: int) -> Floats | Unsaid:
    past = np.asarray(throughput, float)
    if (past < 0).any() or not (past == np.round(past)).all():
        raise CadenceError("Throughput counts cards, so it is a whole number, 0 or more.", "Count again.")
    if len(past) < weeks:
        more = weeks - len(past)
        return Unsaid(
            f"Too early for a forecast: {len(past)} weeks are behind, and a slow week, one in seven, may "
            f"not be among them. {more} more {'week' if more == 1 else 'weeks'} will do."
        )
    if past.sum() < cards:
        return Unsaid(
            f"Too early for a forecast: {past.sum():.0f} cards were done in {len(past)} weeks, "
            f"and it takes {cards}."
        )
    return np.bincount(past.astype(int)) / len(past)


def forecast_weeks(
    throughput: Sequence[float],
    cards: int,
    *,
    start: pd.Timestamp | str | None = None,
    chances: Sequence[float] = CHANCES,
    weeks_needed: int = WEEKS,
    cards_needed: int = CARDS,
) -> pd.DataFrame | Unsaid:
    """Return in how many weeks so many cards will be done, with what chance.

    Parameters
    ----------
    throughput
        Cards done in each week behind, weeks without any included; `weekly_throughput` makes it.
    start
        The Monday on which the first week ahead begins; gives the date in `by`.
    weeks_needed, cards_needed
        With a thinner history it refuses.

    Returns
    -------
    Columns `chance` (asked for), `weeks` (the fewest that reach it), `reached` (the chance of those weeks),
    `by` (the Sunday that ends them, empty without `start`) and `words`.
    """
    if cards < 0:
        raise CadenceError(f"{cards} cards cannot be open.", "Say how many there are.")
    week = _history(throughput, weeks_needed, cards_needed)
    if isinstance(week, Unsaid):
        return week
    done = _chances_by_week(week, cards, max(chances))
    if isinstance(done, Unsaid):
        return done
    weeks = [int(np.argmax(done >= chance - 1e-12)) for chance in chances]
    out = pd.DataFrame({"chance": chances, "weeks": weeks, "reached": done[weeks]})
    out["by"] = pd.NaT if start is None else pd.Timestamp(start) + pd.to_timedelta(out["weeks"] * 7 - 1, "D")
    return out.assign(words=[_words(row, cards) for row in out.itertuples()])


def _chances_by_week(week: Floats, cards: int, wanted: float) -> Floats | Unsaid:
    """Return the chance that all cards are done after 0, 1, 2 ... weeks, as far as it is wanted."""
    short = np.zeros(max(cards, 1))  # how likely each number of cards is, while short of all of them
    short[0] = float(cards > 0)
    done = [1 - short.sum()]
    while done[-1] < wanted - 1e-12:
        if len(done) > FAR:
            return Unsaid("At this pace it takes more than five years; a forecast that far says nothing.")
        short = np.convolve(short, week)[: len(short)]
        done.append(1 - short.sum())
    return np.array(done)


def _words(row: Any, cards: int) -> str:
    weeks = "1 week" if row.weeks == 1 else f"{row.weeks} weeks"
    date = "" if pd.isna(row.by) else f", by {row.by:%B} {row.by.day}, {row.by.year}"
    all_cards = "The card is" if cards == 1 else f"All {cards} cards are"
    return f"{all_cards} done within {weeks}{date}, in {row.chance:.0%} of futures like the past."


def forecast_cards(
    throughput: Sequence[float],
    weeks: int,
    *,
    chances: Sequence[float] = CHANCES,
    weeks_needed: int = WEEKS,
    cards_needed: int = CARDS,
) -> pd.DataFrame | Unsaid:
    """Return how many cards will at least be done in so many weeks, with what chance.

    Returns
    -------
    Columns `chance` (asked for), `cards` (the most that still reach it), `reached` (their chance) and
    `words`.
    """
    if weeks < 1:
        raise CadenceError(f"{weeks} weeks are none to look ahead.", "Say one week or more.")
    week = _history(throughput, weeks_needed, cards_needed)
    if isinstance(week, Unsaid):
        return week
    total = np.ones(1)
    for _ in range(weeks):
        total = np.convolve(total, week)
    at_least = total[::-1].cumsum()[::-1]
    cards = [int(np.flatnonzero(at_least >= chance - 1e-12).max()) for chance in chances]
    out = pd.DataFrame({"chance": chances, "cards": cards, "reached": at_least[cards]})
    words = [
        f"{row.cards} cards or more in {weeks} weeks, in {row.chance:.0%} of futures like the past."
        for row in out.itertuples()
    ]
    return out.assign(words=words)
