"""Who is on this team? How far its own members agree."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from itertools import combinations

import pandas as pd

from cadence.analysis.interval import Unsaid


@dataclass(frozen=True)
class BoundaryAgreement:
    """How many pairs of people list the same team, and on whom the lists differ.

    `share` is `same` of `pairs`. `overlap` is the mean over pairs of (named by both) / (named by
    either): how near the lists are where they are not the same. `named` has one row a name with
    `listed`, `of` and `doubt` (listed by some and not by all), the most doubtful first.
    """

    people: int
    pairs: int
    same: int
    share: float
    overlap: float
    named: pd.DataFrame

    @property
    def doubtful(self) -> tuple[str, ...]:
        """Return the names that some list and others do not."""
        return tuple(self.named.loc[self.named["doubt"], "name"])


def _overlap(one: frozenset[str], other: frozenset[str]) -> float:
    either = one | other
    return len(one & other) / len(either) if either else 1.0


def _named(lists: Collection[frozenset[str]]) -> pd.DataFrame:
    tally = Counter(name for names in lists for name in names)
    table = pd.DataFrame(sorted(tally.items()), columns=["name", "listed"])
    table["of"] = len(lists)
    table["doubt"] = table["listed"] < table["of"]
    # Nearest to half and half is where people disagree most.
    far = (table["listed"] / table["of"] - 0.5).abs()
    return table.assign(far=far).sort_values(["far", "name"], ignore_index=True).drop(columns="far")


def boundary_agreement(listings: Mapping[str, Collection[str]]) -> BoundaryAgreement | Unsaid:
    """Return how far people agree on who is on their team; `listings` maps a person to the names."""
    lists = [frozenset(names) for names in listings.values() if names]
    if len(lists) < 2:
        return Unsaid("Fewer than two people listed the members, so there is no pair to compare.")
    pairs = list(combinations(lists, 2))
    same = sum(one == other for one, other in pairs)
    overlap = sum(_overlap(one, other) for one, other in pairs) / len(pairs)
    return BoundaryAgreement(len(lists), len(pairs), same, same / len(pairs), overlap, _named(lists))
