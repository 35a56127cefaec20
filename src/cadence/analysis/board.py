"""Where the board stands, and what happened since last time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import get_args

import pandas as pd

from cadence.model import Card, Commitment, Evidence, Verification
from cadence.model.plan import Column

COLUMNS: tuple[str, ...] = get_args(Column)
_EVENT = ["kind", "text", "who", "on", "record"]
Event = tuple[str, str, str, date | None, str]


@dataclass(frozen=True)
class BoardSummary:
    """Cards by column, what is overdue, and what was confirmed as done.

    `columns` has `column` and `cards`; `overdue` has `card`, `title`, `owner`, `due` and `days` late,
    the latest first; `wins` has `card`, `title`, `owner` and `done`.
    """

    columns: pd.DataFrame
    overdue: pd.DataFrame
    wins: pd.DataFrame


def _confirmed(cards: Iterable[Card], verifications: Iterable[Verification]) -> list[Card]:
    """Return the cards that are done on the word of somebody other than their owner."""
    owners = {card.id: card.owner for card in cards}
    good = {v.card for v in verifications if v.verdict == "confirmed" and v.verifier != owners.get(v.card)}
    return [card for card in cards if card.column == "done" and card.id in good]


def _late(cards: Iterable[Card], today: date) -> list[Card]:
    late = [card for card in cards if card.column != "done" and card.due and card.due < today]
    return sorted(late, key=lambda card: (card.due or today, card.title))


def board_summary(
    cards: Iterable[Card],
    verifications: Iterable[Verification] = (),
    *,
    today: date,
    since: date | None = None,
) -> BoardSummary:
    """Return how the cards stand on `today`; wins are those confirmed on or after `since`."""
    cards = list(cards)
    tally = [(column, sum(card.column == column for card in cards)) for column in COLUMNS]
    late = [(c.id, c.title, c.owner, c.due, (today - c.due).days) for c in _late(cards, today) if c.due]
    confirmed = _confirmed(cards, verifications)
    wins = [
        (c.id, c.title, c.owner, c.done) for c in confirmed if since is None or (c.done and c.done >= since)
    ]
    return BoardSummary(
        pd.DataFrame(tally, columns=["column", "cards"]),
        pd.DataFrame(late, columns=["card", "title", "owner", "due", "days"]),
        pd.DataFrame(wins, columns=["card", "title", "owner", "done"]),
    )


def _promises(commitments: Iterable[Commitment], since: date, today: date) -> list[Event]:
    events: list[Event] = []
    for c in commitments:
        if c.done is None:
            kind = "overdue commitment" if c.due and c.due < today else "open commitment"
            events.append((kind, c.text, c.person or "", c.due, c.id))
        elif since <= c.done <= today:
            events.append(("kept commitment", c.text, c.person or "", c.done, c.id))
    return events


def _moves(
    cards: list[Card],
    evidence: Iterable[Evidence],
    verifications: list[Verification],
    since: date,
    today: date,
) -> list[Event]:
    title = {card.id: card.title for card in cards}
    owner = {card.id: card.owner or "" for card in cards}
    wins = [c for c in _confirmed(cards, verifications) if c.done and since <= c.done <= today]
    events: list[Event] = [("win", c.title, c.owner or "", c.done, c.id) for c in wins]
    events += [("overdue card", c.title, c.owner or "", c.due, c.id) for c in _late(cards, today)]
    events += [
        (
            "returned card",
            f"{title[v.card]}: {v.question}".removesuffix(": "),
            owner[v.card],
            v.at.date(),
            v.card,
        )
        for v in verifications
        if v.verdict == "returned" and v.card in title and since <= v.at.date() <= today
    ]
    events += [
        ("evidence", f"{title[e.card]}: {e.text}", e.added_by, e.added, e.id)
        for e in evidence
        if e.card in title and since <= e.added <= today
    ]
    return events


def since_last(
    since: date,
    today: date,
    *,
    commitments: Iterable[Commitment] = (),
    cards: Iterable[Card] = (),
    evidence: Iterable[Evidence] = (),
    verifications: Iterable[Verification] = (),
) -> pd.DataFrame:
    """Return what happened from `since` to `today` and what is late or still open.

    Returns
    -------
    Columns `kind` ('kept commitment', 'open commitment', 'overdue commitment', 'win', 'overdue card',
    'returned card', 'evidence'), `text`, `who`, `on` and `record` (the id it comes from).
    """
    events = _promises(commitments, since, today)
    events += _moves(list(cards), evidence, list(verifications), since, today)
    return pd.DataFrame(events, columns=_EVENT)
