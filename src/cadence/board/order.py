"""Where a card stands in its column: numbers with room between them, so that a move changes one card."""

from collections.abc import Mapping, Sequence

from cadence.model import Card

GAP = 1024


def placed(column: Sequence[Card], before: str) -> tuple[int, dict[str, int]]:
    """Return the number of a card that comes to stand before another, and new numbers of others.

    `column` is in order, without the card. Before a card that is not (or no longer) there is at the end. The
    others keep their numbers unless there is no room left between two of them.
    """
    at = next((place for place, card in enumerate(column) if card.id == before), len(column))
    above = column[at - 1].order if at > 0 else None
    below = column[at].order if at < len(column) else None
    if below is None:
        return (GAP if above is None else above + GAP), {}
    if above is None:
        return below - GAP, {}
    if below - above >= 2:
        return (above + below) // 2, {}
    return _with_room(column, at)


def renumbered(column: Sequence[Card], numbers: Mapping[str, int]) -> list[Card]:
    """Return the cards of a column that get new numbers."""
    return [card.model_copy(update={"order": numbers[card.id]}) for card in column if card.id in numbers]


def _with_room(column: Sequence[Card], at: int) -> tuple[int, dict[str, int]]:
    """Number a column anew, with a place left free."""
    places = [place for place in range(len(column) + 1) if place != at]
    return GAP * (at + 1), {card.id: GAP * (place + 1) for card, place in zip(column, places, strict=True)}
