"""Ratings of the same units by several observers, put in order: who gave which level to what."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from cadence.analysis.interval import Floats
from cadence.errors import CadenceError

Level = str | float


def blank_as_missing(table: pd.DataFrame) -> pd.DataFrame:
    """Return the table with words trimmed; what holds nothing but spaces is missing."""
    trimmed = table.astype(object).map(lambda cell: cell.strip() if isinstance(cell, str) else cell)
    return trimmed.where(trimmed.notna() & (trimmed != ""), None)


def require(table: pd.DataFrame, columns: Iterable[str]) -> None:
    """Refuse a table that lacks one of these columns."""
    for name in columns:
        if name not in table:
            raise CadenceError(f"The table has no column '{name}'.", f"It has {', '.join(map(str, table))}.")


def wide(table: pd.DataFrame, unit: str, rater: str, level: str) -> pd.DataFrame:
    """Return a list of ratings as a table with a row a unit and a column a rater."""
    require(table, [unit, rater, level])
    twice = table.duplicated([unit, rater])
    if twice.any():
        first = table[twice].iloc[0]
        raise CadenceError(
            f"'{first[rater]}' rated '{first[unit]}' more than once.",
            "Keep one rating of each and try again.",
        )
    return table.pivot(index=unit, columns=rater, values=level)


@dataclass(frozen=True)
class Ratings:
    """Ratings as counts.

    `places` has a row a unit and a column a rater, with the place of the level in `levels`, -1 where it is
    missing. `ordered` says whether the levels are known to be in order. `numbers` are the levels as
    numbers: their own where all are numbers, otherwise 1, 2, 3.
    """

    places: NDArray[np.int64]
    levels: tuple[Level, ...]
    ordered: bool
    units: tuple[object, ...]
    raters: tuple[object, ...]

    @property
    def numbers(self) -> Floats:
        """Return the levels as numbers."""
        if all(isinstance(level, (int, float)) for level in self.levels):
            return np.asarray(self.levels, float)
        return np.arange(1.0, len(self.levels) + 1)

    @property
    def counts(self) -> Floats:
        """Return how many raters gave each level: a row a unit that anybody rated, a column a level."""
        table = (self.places[:, :, None] == np.arange(len(self.levels))).sum(axis=1)
        return np.asarray(table[table.sum(axis=1) > 0], float)

    @property
    def paired(self) -> int:
        """Return how many units have two ratings or more."""
        return int((self.counts.sum(axis=1) >= 2).sum())

    @classmethod
    def of(cls, table: pd.DataFrame, levels: Sequence[Level] | None = None) -> "Ratings":
        """Read a table with a row a unit and a column a rater.

        Parameters
        ----------
        table
            Numbers or words; None, NaN and cells of spaces are missing.
        levels
            The whole scale in its order, also levels that nobody gave. Without it, the levels that
            were given, in order.
        """
        cells = blank_as_missing(table)
        if _numeric(cells) and not any(isinstance(level, str) for level in levels or ()):
            cells = cells.map(lambda cell: None if cell is None else float(cell))
        given = set(cells.stack().dropna())
        scale = (
            tuple(levels)
            if levels is not None
            else tuple(sorted(given, key=lambda level: (isinstance(level, str), level)))
        )
        _known(given, scale)
        place = {level: at for at, level in enumerate(scale)}
        places = cells.map(lambda cell: -1 if pd.isna(cell) else place[cell]).to_numpy(np.int64)
        ordered = levels is not None or not any(isinstance(level, str) for level in scale)
        return cls(places.reshape(cells.shape), scale, ordered, tuple(cells.index), tuple(cells.columns))


def _numeric(cells: pd.DataFrame) -> bool:
    flat = pd.Series(cells.to_numpy(object).ravel()).dropna()
    return bool(pd.to_numeric(flat, errors="coerce").notna().all())


def _known(given: set[Level], scale: tuple[Level, ...]) -> None:
    strange = sorted(str(level) for level in given - set(scale))
    if strange:
        known = ", ".join(str(level) for level in scale)
        raise CadenceError(
            f"The scale has no level {', '.join(map(repr, strange))}.",
            f"Its levels are {known}: correct the ratings, or name the whole scale in `levels`.",
        )
