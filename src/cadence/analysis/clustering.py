"""Whether teams differ: ICC(1) and ICC(2) by the analysis of variance."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from cadence.analysis.interval import Interval, Unsaid
from cadence.analysis.ratings import blank_as_missing, require
from cadence.analysis.series import numbers

PLAIN_1 = (
    "ICC(1) is the part of the differences between answers that goes with the team: 0 if teams are like "
    "random groups, 1 if the people of a team answer alike and teams differ. It takes people's answers as "
    "independent within a team and teams as alike in spread."
)
PLAIN_2 = (
    "ICC(2) is how far the mean of a team would come out again with other people of the same kind. Teams of"
    " more people have steadier means, so it grows with the size of the teams."
)
NEGATIVE = (
    " It is below 0: people differ more within teams than teams differ from each other, as can happen by "
    "chance when teams do not differ. Read it as 0; it is left as it came out."
)


@dataclass(frozen=True)
class Reliability:
    """A coefficient with its 95% interval and what it says (`plain`)."""

    value: float
    interval: Interval | Unsaid
    plain: str


@dataclass(frozen=True)
class Clustering:
    """What the analysis of variance says about teams.

    `size` is the mean number of people a team; where teams are of unequal size the intervals are approximate.
    """

    icc1: Reliability | Unsaid
    icc2: Reliability | Unsaid
    between: float
    within: float
    teams: int
    people: int

    @property
    def size(self) -> float:
        """Return the mean number of people a team."""
        return self.people / self.teams


def icc(table: pd.DataFrame, team: str, value: str) -> Clustering | Unsaid:
    """Return ICC(1) and ICC(2) of a score across teams.

    ICC(1) = (MSB - MSW) / (MSB + (k - 1) MSW) and ICC(2) = (MSB - MSW) / MSB from a one-way analysis of
    variance, with k the mean size of a team (Bliese, 2000, in Klein and Kozlowski, Multilevel Theory; with
    equal sizes ICC(1,1) and ICC(1,k) of Shrout and Fleiss, 1979); intervals after McGraw and Wong (1996).

    Parameters
    ----------
    table
        A row a person, with the columns named by `team` and `value`; people without a value are left out.
    """
    require(table, [team])
    named = table.assign(**{team: blank_as_missing(table[[team]])[team]})
    told = numbers(named, [value])[[team, value]].dropna()
    groups = told.groupby(team)[value]
    teams, people = groups.ngroups, len(told)
    if teams < 2:
        return Unsaid(f"Whether teams differ takes two teams or more; here {teams} answered.")
    if people == teams:
        return Unsaid("Every team has one answer, so nothing is known of how people of a team differ.")
    far = groups.mean() - told[value].mean()
    between = float((groups.size() * far**2).sum() / (teams - 1))
    within = float(((told[value] - groups.transform("mean")) ** 2).sum() / (people - teams))
    return _clustering(between, within, teams, people)


def _clustering(between: float, within: float, teams: int, people: int) -> Clustering | Unsaid:
    if within < 1e-12 and between < 1e-12:
        return Unsaid("Everybody gave the same answer, so there is no difference to share out.")
    k = people / teams
    ratio = between / within if within > 1e-12 else np.inf
    low, high = _bounds(ratio, teams - 1, people - teams)
    one = _reliability(_icc1(ratio, k), _icc1(low, k), _icc1(high, k), PLAIN_1)
    if between < 1e-12:
        nothing = Unsaid("The means of the teams are equal, so there is nothing that could come out again.")
        return Clustering(one, nothing, between, within, teams, people)
    two = _reliability(1 - 1 / ratio, 1 - 1 / low, 1 - 1 / high, PLAIN_2)
    return Clustering(one, two, between, within, teams, people)


def _icc1(ratio: float, k: float) -> float:
    return 1.0 if np.isinf(ratio) else (ratio - 1) / (ratio + k - 1)


def _bounds(ratio: float, above: int, below: int) -> tuple[float, float]:
    from scipy.stats import f

    return ratio / float(f.ppf(0.975, above, below)), ratio * float(f.ppf(0.975, below, above))


def _reliability(value: float, low: float, high: float, plain: str) -> Reliability:
    same = Unsaid("The people of each team answered alike, so there is no spread to work an interval from.")
    interval = same if value == 1 else Interval(float(low), float(high))
    return Reliability(float(value), interval, plain + (NEGATIVE if value < 0 else ""))
