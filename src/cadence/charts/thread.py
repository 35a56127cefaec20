"""The one thread as a picture: from the need over vision, look-for and goal to the cards that serve it."""

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from cadence.analysis.interval import Unsaid
from cadence.charts.boxes import Words, boxes
from cadence.charts.sheet import Drawing

COLUMNS = ("need", "clause", "indicator", "goal", "card")
HEADS = ("Need", "Clause of the vision", "Look-for", "Goal", "Card, and what shows it")
SHARES = (0.72, 1.15, 0.95, 0.95, 1.25)
MOST = 4  # cards of one goal
GAPS = {
    "clause": "serves no clause yet",
    "indicator": "no look-for yet",
    "goal": "serves no goal yet",
    "card": "no card yet",
}
CAPTION = (
    "Read from left to right what a need led to, and from right to left what a card is for. A white box is a "
    "gap; a blue edge a card that a peer has confirmed. Look-fors without a goal are only watched."
)
Row = tuple[str, ...]


def thread_picture(ways: pd.DataFrame, words: Mapping[str, Words]) -> Drawing | Unsaid:
    """Draw the ways from need to card, or say why there is nothing to draw.

    Parameters
    ----------
    ways
        As `analysis.strands` makes them.
    words
        What stands in the box of each record, by 'kind:id'.
    """
    rows = list(dict.fromkeys(tuple(map(str, row)) for row in ways[list(COLUMNS)].itertuples(index=False)))
    if not rows:
        return Unsaid("There is no clause, goal or card yet.")
    shown = dict(words) | {f"gap:{kind}": Words(text, gap=True) for kind, text in GAPS.items()}
    keyed = _few([_keys(row) for row in rows], shown)
    title = _finding(rows)
    return Drawing(title, boxes(HEADS, SHARES, keyed, shown), f"{title}. {_told(keyed, shown)}", CAPTION)


def _keys(row: Row) -> Row:
    """Return the key of the box in each column, with a gap where the thread is broken."""
    need, clause, look, goal, card = (
        f"{kind}:{name}" if name else "" for kind, name in zip(COLUMNS, row, strict=True)
    )
    if not goal and not card:
        return need, clause, look or "gap:indicator", "", ""
    if not goal:
        return need, clause, look, "gap:goal", card
    return need, clause or "gap:clause", look or "gap:indicator", goal, card or "gap:card"


def _few(rows: Sequence[Row], words: dict[str, Words]) -> list[Row]:
    """Return the rows with the cards of one goal cut to a few, and how many there are besides."""
    cards: dict[str, list[str]] = {}
    for row in rows:
        if row[4]:
            cards.setdefault(row[3], [])
            if row[4] not in cards[row[3]]:
                cards[row[3]].append(row[4])
    kept: list[Row] = []
    for row in rows:
        among = cards.get(row[3], [])
        if len(among) > MOST and row[4] in among[MOST - 1 :]:
            more = f"more:{row[3]}"
            words[more] = Words(f"and {len(among) - MOST + 1} more cards")
            row = (*row[:4], more)
        kept.append(row)
    return list(dict.fromkeys(kept))


def _finding(rows: Iterable[Row]) -> str:
    """Return how many clauses lead to a card."""
    clauses = {row[1] for row in rows if row[1]}
    worked = {row[1] for row in rows if row[1] and row[4]}
    if not clauses:
        return "The thread has no clause of a vision yet"
    return f"Clauses of the vision that have led to a card: {len(worked)} of {len(clauses)}"


def _told(rows: Sequence[Row], words: Mapping[str, Words]) -> str:
    """Return every way in words."""
    return " ".join(f"{number}. {_way(row, words)}." for number, row in enumerate(rows, 1))


def _way(row: Row, words: Mapping[str, Words]) -> str:
    parts = [(words[key].text, words[key].note) for key in row if key]
    return ", then ".join(f"{text} ({note})" if note else text for text, note in parts)
