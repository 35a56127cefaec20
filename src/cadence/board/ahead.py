"""What falls due in the next thirty, sixty and ninety days."""

from collections.abc import Mapping, Sequence
from datetime import date

from cadence.blocks import Block, Table
from cadence.model import Card

HORIZONS = (30, 60, 90)


def ahead(cards: Sequence[Card], names: Mapping[str, str], today: date) -> list[Block]:
    """Return the open cards by day, each with its date under the thirty days it falls into.

    What is overdue stands first, under the first thirty days. What falls due later, or has no day yet,
    is counted.
    """
    standing = [card for card in cards if card.column != "done"]
    dated = sorted((card for card in standing if card.due), key=lambda card: (card.due or today, card.title))
    rows = [(card, _column(card, today)) for card in dated]
    near = tuple(_row(card, at, names, today) for card, at in rows if at is not None)
    later, open_ended = sum(at is None for _, at in rows), len(standing) - len(dated)
    return [
        Table(
            caption="What falls due in 30, 60 and 90 days",
            columns=("Card", "Who", *(f"{days} days" for days in HORIZONS)),
            widths=(2.8, 1.4, 1, 1, 1),
            rows=near,
            note=_note(later, open_ended),
        )
    ]


def _column(card: Card, today: date) -> int | None:
    days = (card.due - today).days if card.due else 0
    return next((at for at, most in enumerate(HORIZONS) if days <= most), None)


def _row(card: Card, at: int, names: Mapping[str, str], today: date) -> tuple[str, ...]:
    assert card.due is not None
    day = f"{card.due:%b} {card.due.day}" + (" (overdue)" if card.due < today else "")
    places = [day if place == at else "" for place in range(len(HORIZONS))]
    return (card.title, names.get(card.owner or "", "nobody yet"), *places)


def _note(later: int, open_ended: int) -> str:
    words = [
        f"{later} {'falls' if later == 1 else 'fall'} due later." if later else "",
        f"{open_ended} {'has' if open_ended == 1 else 'have'} no day yet." if open_ended else "",
    ]
    return " ".join(filter(None, words))
