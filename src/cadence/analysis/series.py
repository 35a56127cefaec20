"""Series of dated values, one or thousands at once, laid out as rows of a matrix."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from cadence.analysis.interval import Floats
from cadence.analysis.ratings import blank_as_missing, require
from cadence.errors import CadenceError

Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]


def numbers(table: pd.DataFrame, columns: Sequence[str]) -> pd.DataFrame:
    """Return the table with these columns as numbers; cells of spaces are missing, words are refused."""
    require(table, columns)
    out = table.copy()
    for name in columns:
        if pd.api.types.is_numeric_dtype(table[name]):
            out[name] = table[name].astype(float)
            continue
        cells = blank_as_missing(table[[name]])[name]
        read = pd.to_numeric(cells, errors="coerce")
        strange = cells[read.isna() & cells.notna()]
        if len(strange):
            raise CadenceError(
                f"Column '{name}' holds {strange.iloc[0]!r}, which is no number.",
                "Correct it, or leave the cell empty where nothing is known.",
            )
        out[name] = read.astype(float)
    if np.isinf(out[list(columns)].to_numpy(float)).any():
        raise CadenceError("A number is infinite.", "Leave the cell empty where nothing is known.")
    return out


def all_numbers(table: pd.DataFrame) -> pd.DataFrame:
    """Return the table with every column as numbers."""
    return numbers(table, list(table.columns))


def series(table: pd.DataFrame, columns: Sequence[str], by: Sequence[str] = ()) -> pd.DataFrame:
    """Return the values of each series in the order of their dates, rows without a value left out.

    Parameters
    ----------
    table
        Columns `on` (a date), those named by `columns` (numbers), and those of `by`, which tell series apart.
    """
    require(table, [*by, "on"])
    out = numbers(table, columns)[[*by, "on", *columns]].dropna(subset=[*columns, "on"])
    out["on"] = dates(out["on"])
    twice = out[out.duplicated([*by, "on"])]
    if len(twice):
        day = twice["on"].iloc[0]
        raise CadenceError(
            f"{day:%Y-%m-%d} occurs more than once in a series ({len(twice)} dates do).",
            "Add its values up or keep one of them; a chart over time has one point a date.",
        )
    return out.sort_values([*by, "on"], kind="stable", ignore_index=True)


def dates(column: pd.Series) -> pd.Series:
    """Return a column as dates; empty cells stay empty, and what is neither is refused."""
    cells = blank_as_missing(column.to_frame()).iloc[:, 0]
    if pd.api.types.is_numeric_dtype(column) and cells.notna().any():
        raise CadenceError(
            f"Column '{column.name}' holds numbers and no dates.", "Write dates as 2026-03-02."
        )
    read = pd.to_datetime(cells, errors="coerce")
    strange = cells[read.isna() & cells.notna()]
    if len(strange):
        raise CadenceError(
            f"{strange.iloc[0]!r} in column '{column.name}' is no date.", "Write dates as 2026-03-02."
        )
    return read


@dataclass(frozen=True)
class Rows:
    """Where each line of a table lies in a matrix with a row a series and a column a point in time."""

    row: Ints
    place: Ints
    lengths: Ints

    @classmethod
    def of(cls, table: pd.DataFrame, by: Sequence[str]) -> "Rows":
        """Lay out a sorted table; without `by` it is one series."""
        if not by:
            one = np.zeros(len(table), np.int64)
            return cls(one, np.arange(len(table), dtype=np.int64), np.array([len(table)], np.int64))
        groups = table.groupby(list(by), sort=False, dropna=False)
        row, place, lengths = (
            np.asarray(each, np.int64) for each in (groups.ngroup(), groups.cumcount(), groups.size())
        )
        return cls(row, place, lengths)

    def matrix(self, values: pd.Series) -> Floats:
        """Return the values as a matrix, NaN after the end of a series."""
        out = np.full((len(self.lengths), int(self.lengths.max(initial=0))), np.nan)
        out[self.row, self.place] = values
        return out

    def flat(self, matrix: NDArray[np.generic]) -> NDArray[np.generic]:
        """Return a matrix, or one value a row, in the order of the table's lines."""
        return matrix[self.row, self.place] if matrix.ndim == 2 else matrix[self.row]


def missing_dates(table: pd.DataFrame, rows: Rows) -> Ints:
    """Return for each series how many dates its usual rhythm has lost between first and last."""
    days = rows.matrix(table["on"].astype("datetime64[s]").astype("int64") / 86400)
    return np.array([_lost(np.diff(row[~np.isnan(row)])) for row in days], np.int64)


def _lost(steps: Floats) -> int:
    """Count dates skipped: the commonest step is the rhythm, and where none recurs there is no rhythm."""
    sizes, often = np.unique(steps, return_counts=True)
    if often.max(initial=0) < 2:
        return 0
    return int((np.round(steps / sizes[often.argmax()]) - 1).clip(0).sum())


def gap_words(missing: int) -> str:
    """Return a sentence on the dates that were skipped, with a space before it, or nothing."""
    if not missing:
        return ""
    dates = "1 date has no value; its" if missing == 1 else f"{missing} dates between have no value; their"
    return f" {dates} neighbors count as following each other."


def side_of(values: Floats, centre: Floats) -> Ints:
    """Return 1 above the centre line, -1 below it and 0 on it, or where there is no value."""
    off = values - centre
    # A mean of equal numbers may miss them by a rounding error, which is no side.
    on = np.abs(off) <= 1e-9 * np.maximum(np.abs(values), np.abs(centre))
    return np.where(on | np.isnan(off), 0, np.sign(np.nan_to_num(off))).astype(np.int64)
