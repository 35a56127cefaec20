"""Tables of results, row by row."""

from typing import Any

import pandas as pd

Row = dict[str, Any]


def rows_of(table: pd.DataFrame) -> list[Row]:
    """Return a table's rows, each by column name."""
    return [{str(key): value for key, value in row.items()} for row in table.to_dict("records")]


def least_seen(indicators: pd.DataFrame) -> Row | None:
    """Return the row of a baseline with the lowest share among those that are shown, or None."""
    shown = [row for row in rows_of(indicators) if not row["unsaid"]]
    return min(shown, key=lambda row: float(row["share"]), default=None)
