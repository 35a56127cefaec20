"""A published profile of conditions, read back as tables."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

import pandas as pd

from cadence.analysis.answers import SIDES
from cadence.analysis.interval import Unsaid
from cadence.publish.boundary import Boundary

_NUMBERS = ["cannot_say", "missing", "n", "favorable", "median", "mean", "spread"]


def counted(rows: Sequence[Mapping[str, Any]], keys: Sequence[str], points: int) -> pd.DataFrame:
    """Return rows of counts as a table; what is hidden has no numbers and says why in `unsaid`."""
    at = [f"at_{i}" for i in range(1, points + 1)]
    words = [{key: row.get(key, "") for key in keys} for row in rows]
    numbers = [
        {**dict(zip(at, row.get("counts", ()), strict=False)),
         **dict(zip(SIDES, row.get("sides", ()), strict=False)),
         **{name: row.get(name) for name in _NUMBERS}}
        for row in rows
    ]  # fmt: skip
    table = pd.DataFrame(numbers, columns=[*at, *SIDES, *_NUMBERS], dtype="float64")
    return (
        pd.DataFrame(words, columns=[*keys])
        .join(table)
        .assign(unsaid=[row.get("unsaid", "") for row in rows])
    )


@dataclass(frozen=True)
class ConditionProfile:
    """What a publication of the kind 'conditions' says.

    `unsaid` is '' where there are results; otherwise it is the reason, `respondents` is 0 and the
    tables are empty. `items`, `facets` and `conditions` have the counts `at_1` ...,
    `side_low`, `side_high` (answers so alike that only their side is shown: not favorable, favorable),
    `cannot_say`, `missing`, `n`, `favorable`, `median`, `mean`, `spread`, and `unsaid` with the reason
    for a row that is hidden. Median and mean are empty where some answers are shown by side.
    `order` has `condition`, `rank`, `need` and `reason`. `comments` maps an open question to what
    people wrote, in no order.
    """

    title: str
    points: tuple[str, ...]
    unsaid: str
    respondents: int
    items: pd.DataFrame
    facets: pd.DataFrame
    conditions: pd.DataFrame
    order: pd.DataFrame
    boundary: Boundary | Unsaid
    comments: dict[str, tuple[str, ...]]

    def __bool__(self) -> bool:
        return not self.unsaid

    @classmethod
    def from_body(cls, body: Mapping[str, Any]) -> Self:
        """Read the body of a publication."""
        points = tuple(body["points"])
        reason = body.get("unsaid", "")
        table = {
            level: counted(body.get(level, ()), keys, len(points))
            for level, keys in (
                ("items", ["item", "text", "facet", "condition", "family"]),
                ("facets", ["facet", "title", "condition", "family"]),
                ("conditions", ["condition", "title", "family", "question", "move"]),
            )
        }
        return cls(
            title=body["title"],
            points=points,
            unsaid=reason,
            respondents=body.get("respondents", 0),
            order=pd.DataFrame(body.get("order", ()), columns=["condition", "rank", "need", "reason"]),
            boundary=Boundary.from_body(body.get("boundary", {"unsaid": reason})),
            comments={asked: tuple(said) for asked, said in body.get("comments", {}).items()},
            **table,
        )
