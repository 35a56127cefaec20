"""The weekly fifteen minutes at the board, made from what stands on it."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from cadence.blocks import Agenda, AgendaRow, Block, Bullets, Lines, Table
from cadence.model import Card, Protocol
from cadence.model.plan import Column

_WEEK = timedelta(days=7)


def weekly(
    protocol: Protocol,
    cards: Sequence[Card],
    names: Mapping[str, str],
    columns: Mapping[Column, str],
    today: date,
) -> list[Block]:
    """Return the agenda with its minutes, whom to thank, each card to be spoken of, and room to write.

    `names` are those of people by id, `columns` the titles of the board's columns by id.
    """
    spoken = tuple(
        (card.title, columns[card.column], names.get(card.owner or "", "nobody yet"), words)
        for card, words in _spoken(cards, today)
    )
    thanks = tuple(_thanked(cards, names, today))
    table = Table(
        caption="The board, right to left",
        columns=("Card", "Where it stands", "Who", "To be said"),
        widths=(2.4, 1, 1.3, 2.6),
        rows=spoken,
        note="" if spoken else "Nothing waits to be spoken of. Which card is ready to begin?",
    )
    return [
        _agenda(protocol),
        *([Bullets(thanks, lead="Confirmed in the last seven days: say thank you")] if thanks else []),
        table,
        Lines("Who does what by next week?", 5),
    ]


def _agenda(protocol: Protocol) -> Agenda:
    rows, start = [], 0.0
    for step in protocol.steps:
        rows.append(AgendaRow(round(start), round(step.minutes), step.title, step.do))
        start += step.minutes
    return Agenda(f"{protocol.title}: {protocol.minutes:g} minutes", tuple(rows))


def _thanked(cards: Sequence[Card], names: Mapping[str, str], today: date) -> Iterator[str]:
    for card in cards:
        if card.column == "done" and card.done and today - _WEEK <= card.done <= today:
            owner = names.get(card.owner or "", "")
            yield f"{card.title} ({owner})" if owner else card.title


def _spoken(cards: Sequence[Card], today: date) -> Iterator[tuple[Card, str]]:
    """Yield what waits for a look, what is under way, the oldest first, and what is soon to begin."""
    for card in _in(cards, "review"):
        yield card, "Confirm, or ask a question."
    for card in sorted(_in(cards, "doing"), key=lambda each: each.started or today):
        yield (
            card,
            " ".join(filter(None, ["Moving, stuck or stopped?", _age(card, today), _late(card, today)])),
        )
    for card in _in(cards, "ready"):
        if card.due and card.due <= today + _WEEK:
            yield card, " ".join(filter(None, ["Begin, or choose another day?", _late(card, today)]))


def _in(cards: Sequence[Card], column: str) -> list[Card]:
    return [card for card in cards if card.column == column]


def _age(card: Card, today: date) -> str:
    days = (today - card.started).days if card.started else 0
    return f"Begun {days} {'day' if days == 1 else 'days'} ago." if days > 0 else ""


def _late(card: Card, today: date) -> str:
    days = (today - card.due).days if card.due else 0
    return f"{days} {'day' if days == 1 else 'days'} overdue." if days > 0 else ""
