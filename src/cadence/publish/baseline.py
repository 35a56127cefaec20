"""A published baseline, read back as tables."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Self

import pandas as pd

_NUMBERS = ["good", "n", "not_observed", "share", "low", "high"]


def _table(rows: list[dict[str, Any]], keys: list[str]) -> pd.DataFrame:
    whole = [{"unsaid": "", **row} for row in rows]
    table = pd.DataFrame(whole, columns=[*keys, *_NUMBERS, "unsaid"])
    return table.astype(dict.fromkeys(_NUMBERS, "float64"))


@dataclass(frozen=True)
class Baseline:
    """What a publication of the kind 'baseline' says.

    `unsaid` is '' where there are results, else the reason. `indicators` has `indicator`, `title`,
    `good`, `n`, `not_observed`, `share`, `low`, `high`, `unsaid`; `bands` the same with `grade_band`.
    A row with a reason in `unsaid` has no numbers.
    """

    title: str
    unsaid: str
    visits: int
    first: date | None
    last: date | None
    indicators: pd.DataFrame
    bands: pd.DataFrame

    def __bool__(self) -> bool:
        return not self.unsaid

    @classmethod
    def from_body(cls, body: Mapping[str, Any]) -> Self:
        """Read the body of a publication."""
        first, last = (date.fromisoformat(body[key]) if body.get(key) else None for key in ("first", "last"))
        return cls(
            title=body["title"],
            unsaid=body.get("unsaid", ""),
            visits=body.get("visits", 0),
            first=first,
            last=last,
            indicators=_table(body.get("indicators", []), ["indicator", "title"]),
            bands=_table(body.get("bands", []), ["indicator", "title", "grade_band"]),
        )
