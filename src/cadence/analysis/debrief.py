"""Which condition to talk about first, and why."""

from dataclasses import dataclass

import pandas as pd

FAMILIES = ("essential", "enabler", "climate")
_WHY = {
    "essential": "essentials come before enablers",
    "enabler": "an enabler comes after the essentials",
    "climate": "this is the ground the other conversations stand on",
}
_NEEDS = ("split", "low", "steady", "unsaid")


@dataclass(frozen=True)
class _Condition:
    condition: str
    family: str
    points: int
    n: int
    favorable: int
    spread: float

    @property
    def need(self) -> str:
        """Say what asks for a conversation: people differ, or the answers are low, or neither."""
        if not self.n:
            return "unsaid"
        # Burke and Dunlap (2002): an average deviation above points / 6 is no agreement to speak of.
        if self.spread > self.points / 6:
            return "split"
        return "low" if 2 * self.favorable <= self.n else "steady"

    @property
    def place(self) -> tuple[bool, int, int, float, float]:
        needed = self.need in ("split", "low")
        spread = -self.spread if self.need == "split" else 0.0
        level = self.favorable / self.n if self.n else 0.0
        return not needed, FAMILIES.index(self.family), _NEEDS.index(self.need), spread, level

    @property
    def reason(self) -> str:
        good, n = self.favorable, self.n
        match self.need:
            case "split":
                seen = f"People see it differently, with {good} of {n} answers favorable and {n - good} not"
            case "low":
                seen = f"At least half of its {n} answers are not favorable, and people largely agree on that"
            case "steady":
                return (
                    f"{good} of its {n} answers are favorable and people largely agree, so nothing presses."
                )
            case _:
                return "Too few answers may be shown to say."
        return f"{seen}; {_WHY[self.family]}."


def _read(profile: pd.DataFrame) -> list[_Condition]:
    points = sum(str(name).startswith("at_") for name in profile.columns)
    return [
        _Condition(
            str(row["condition"]),
            str(row["family"]),
            points,
            int(row["n"]),
            int(row["favorable"]),
            float(row["spread"]),
        )
        for row in profile.to_dict("records")
    ]


def debrief_order(profile: pd.DataFrame) -> pd.DataFrame:
    """Return the conditions in the order to talk about them, each with its reason in one sentence.

    A condition asks for a conversation when people see it differently (average deviation above a
    sixth of the scale's points) or when at least half of the answers are not favorable. Those come
    first: essentials before enablers, wide spread before low level, then the least favorable. Conditions that
    people agree are well come after.

    Parameters
    ----------
    profile
        One row a condition as `pool(items, "condition")` makes it.

    Returns
    -------
    Columns `condition`, `rank` (from 1), `need` ('split', 'low', 'steady', 'unsaid') and `reason`.
    """
    ordered = sorted(_read(profile), key=lambda c: c.place)
    rows = [(c.condition, rank, c.need, c.reason) for rank, c in enumerate(ordered, start=1)]
    return pd.DataFrame(rows, columns=["condition", "rank", "need", "reason"])
