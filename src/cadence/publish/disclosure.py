"""What must stay hidden, so that no number says what one person answered, not even by subtraction.

These rules decide, and nothing else does (`docs/disclosure.md` gives the attacker they are made for):

- A cell of fewer people than the threshold is hidden.
- Where all but at most one gave the same answer, that one would know everybody's: such answers are shown by
  side (favorable or not) and no longer by point. A scale too short for that hides them.
- Where people came or went since an earlier publication, fewer of them than the threshold, and their coming
  and going alone would explain how an item changed, the difference would be their answers: it is hidden.
- Where parts are shown beside their total, the hidden parts are at least two, together at least the
  threshold, and neither all good nor all not, so that the total less what is shown says nothing about one of
  them (complementary suppression). A part from fewer than three rooms points to a teacher and is hidden.
- A total over items, or over teams, is the sum of what is shown of them and of nothing else; then there is
  no hidden part to get by subtraction.
- All teams together are shown only where they stay enough people when any one team takes its own away.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from cadence.analysis.answers import SIDES, by_side, favorable_from

FLOOR = 3  # no setting goes below this
TEAMS = 3  # fewer teams than this are no institute: one of them could take its own away
EXCEPTIONS = 1  # with so few who answered otherwise, each of them knows what all the others answered
HELD_BACK = "Not shown: too few answers, or they would tell what one person answered."

Row = Mapping[str, Any]


def floor(threshold: int) -> int:
    """Return a threshold that is not below the floor, whatever was asked for."""
    return max(FLOOR, threshold)


@dataclass(frozen=True)
class Earlier:
    """A publication that stands: its items by id, how many people it holds, and how many of them stayed.

    `stayed` holds every number it may be: answers may have been erased since, and with them whose they were.
    """

    items: Mapping[str, Row]
    respondents: int
    stayed: range


def presentable(
    items: pd.DataFrame, threshold: int, respondents: int = 0, earlier: Sequence[Earlier] = ()
) -> pd.DataFrame:
    """Return the items that may be shown, with columns `side_low` and `side_high` for what is shown by side.

    Parameters
    ----------
    items
        Counts as `analysis.answers.counts` makes them.
    respondents
        How many people answered, to be compared with those of the publications that stand.
    """
    points = [name for name in items if str(name).startswith("at_")]
    alike = items["n"] - items[points].max(axis=1) <= EXCEPTIONS
    enough = items["n"] >= threshold
    if not _has_sides(len(points)):
        enough, alike = enough & ~alike, alike & False
    exact = items.assign(**dict.fromkeys(SIDES, 0))
    shown = exact.where(~alike, by_side(exact))[enough].astype(exact.dtypes)
    rows = [{str(name): value for name, value in row.items()} for row in shown.to_dict("records")]
    telling = [any(_tells(row, each, respondents, threshold) for each in earlier) for row in rows]
    return shown[~np.array(telling, bool)]


def _has_sides(points: int) -> bool:
    """Return whether each side of a scale has two points or more, so that a side gives no point away."""
    first = favorable_from(points)
    return first > 2 and points - first >= 1


def _tells(row: Row, earlier: Earlier, respondents: int, threshold: int) -> bool:
    """Return whether those who came and those who left would alone explain how an item changed."""
    before = earlier.items.get(str(row["item"]))
    if before is None or "unsaid" in before:
        return False
    gone = _gone(before, row)
    changes = ((earlier.respondents - stayed, respondents - stayed) for stayed in earlier.stayed)
    return any(0 < left + joined < threshold and gone <= left for left, joined in changes)


def _gone(before: Row, after: Row) -> int:
    """Return how many answers are no longer where they stood, as finely as both are shown."""
    old, new = list(before["counts"]), [after[name] for name in after if str(name).startswith("at_")]
    sides = [after[side] for side in SIDES]
    if any(sides) or any(before["sides"]) or len(old) != len(new):
        old, new = _by_side(old, before["sides"]), _by_side(new, sides)
    rest = ("cannot_say", "missing")
    pairs = zip([*old, *(before[k] for k in rest)], [*new, *(after[k] for k in rest)], strict=True)
    return sum(max(int(was) - int(now), 0) for was, now in pairs)


def _by_side(at: Sequence[int], sides: Sequence[int]) -> list[int]:
    cut = favorable_from(len(at)) - 1
    return [sum(at[:cut]) + sides[0], sum(at[cut:]) + sides[1]]


def enough_teams(sizes: Iterable[int], threshold: int) -> bool:
    """Return whether enough people of enough teams are left when any one team takes its own away."""
    people = sorted(size for size in sizes if size)
    return len(people) >= TEAMS and sum(people[:-1]) >= threshold


@dataclass(frozen=True)
class Part:
    """A part of a shown total: how many there are, how many of them count as good, from how many places.

    `places` is None where nobody knows.
    """

    size: int
    good: int
    places: int | None = None

    def too_small(self, threshold: int) -> bool:
        """Return whether the part is too few, or comes from so few places that it points to somebody."""
        return self.size < threshold or (self.places is not None and self.places < FLOOR)


def hidden_parts(parts: Mapping[str, Part], threshold: int) -> set[str]:
    """Return which parts of a shown total stay hidden; a part of size 0 holds nobody and is left alone.

    What is hidden is at least two parts and the threshold together, and neither all good nor all not:
    either would tell the share of each.
    """
    filled = {name: part for name, part in parts.items() if part.size}
    hidden = {name for name, part in filled.items() if part.too_small(threshold)}
    # The smallest go next; the name settles a tie, so that the answer does not depend on the order.
    rest = sorted(filled.keys() - hidden, key=lambda name: (filled[name].size, name))
    while hidden and rest and _tells_of_one([filled[name] for name in hidden], threshold):
        hidden.add(rest.pop(0))
    return hidden


def _tells_of_one(hidden: Sequence[Part], threshold: int) -> bool:
    size, good = sum(part.size for part in hidden), sum(part.good for part in hidden)
    return len(hidden) < 2 or size < threshold or good in (0, size)
