"""Answers on a rating scale as numbers of which high is good: a row a person, a column an item."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from cadence.analysis.interval import Floats
from cadence.analysis.ratings import blank_as_missing
from cadence.analysis.series import all_numbers
from cadence.errors import CadenceError

CANNOT_SAY = ("cannot say", "n/a", "don't know")


def keyed(
    table: pd.DataFrame, points: int, reverse: Sequence[str] = (), cannot_say: Sequence[str] = CANNOT_SAY
) -> pd.DataFrame:
    """Return answers as numbers, reverse-keyed items turned round so that high is good.

    Parameters
    ----------
    table
        A row a person, a column an item, cells from 1 to `points`. Empty cells, spaces and the words of
        `cannot_say` (in any case) are missing.
    reverse
        Items in which agreeing is bad news: 1 becomes `points`, and so on.
    """
    strange = [item for item in reverse if item not in table]
    if strange:
        raise CadenceError(
            f"There is no item '{strange[0]}' to turn round.", f"The items are {', '.join(map(str, table))}."
        )
    words = {word.lower() for word in cannot_say}
    cells = blank_as_missing(table).map(
        lambda cell: None if isinstance(cell, str) and cell.lower() in words else cell
    )
    out = all_numbers(cells)
    _within(out, points)
    return out.assign(**{item: points + 1 - out[item] for item in reverse})


def _within(table: pd.DataFrame, points: int) -> None:
    for item in table:
        wrong = table[item].dropna()
        wrong = wrong[~wrong.isin(range(1, points + 1))]
        if len(wrong):
            raise CadenceError(
                f"Item '{item}' has the answer {wrong.iloc[0]:g}; the scale goes from 1 to {points}.",
                "Correct the answer, or say how many points the scale has.",
            )


def complete(table: pd.DataFrame) -> Floats:
    """Return the answers of those who answered every item."""
    return np.asarray(all_numbers(table).dropna().to_numpy(float))
