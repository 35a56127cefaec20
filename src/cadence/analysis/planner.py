"""How many visits it takes: for an interval as narrow as wanted, and to see the change hoped for."""

from dataclasses import dataclass
from math import ceil, sqrt
from statistics import NormalDist

from cadence.analysis.interval import wilson_bounds
from cadence.errors import CadenceError

PLAIN = (
    "Visits are taken to be independent and chosen without favor. Where several go to the same room or are "
    "made by the same observer, name the design effect; where few rooms exist, name how many visits there "
    "could be in all."
)
MOST = 1_000_000


@dataclass(frozen=True)
class VisitPlan:
    """How many visits it takes, and the same in a sentence."""

    visits: int
    words: str
    plain: str = PLAIN


def design_effect(alike: float, per_room: float) -> float:
    """Return how many visits in bunches are worth one independent visit: 1 + (m - 1) rho.

    Kish, Survey Sampling (1965), 5.4.

    Parameters
    ----------
    alike
        How alike visits to one room are (the intraclass correlation; 0 not at all, 1 wholly).
    per_room
        How many visits a room gets.
    """
    if per_room < 1 or not 0 <= alike <= 1:
        raise CadenceError(
            f"A likeness of {alike} with {per_room} visits a room cannot be.",
            "The likeness lies between 0 and 1, and every room that counts has a visit.",
        )
    return 1 + (per_room - 1) * alike


def _between(name: str, value: float, low: float = 0, high: float = 1) -> None:
    if not low < value < high:
        raise CadenceError(f"{name} is {value}.", f"It must lie between {low:g} and {high:g}.")


def visits_for_interval(
    share: float,
    within: float,
    *,
    confidence: float = 0.95,
    effect: float = 1.0,
    population: int | None = None,
) -> VisitPlan:
    """Return the fewest visits after which a share is known to about plus or minus `within`.

    The smallest n for which half of Wilson's interval around `share` is at most `within`; times the design
    `effect`; and n / (1 + (n - 1) / N) where there are only N visits to make (Cochran, 1977, 4.4).

    Parameters
    ----------
    share
        What the share is likely to be; 0.5 is the most cautious guess.
    """
    _between("The share", share, -1e-9, 1 + 1e-9)
    _between("The width", within, 0, 0.5)
    low, high = 1, MOST
    while low < high:  # the interval narrows as visits grow
        middle = (low + high) // 2
        bounds = wilson_bounds(share * middle, middle, confidence)
        narrow = float(bounds[1] - bounds[0]) / 2 <= within
        low, high = (low, middle) if narrow else (middle + 1, high)
    visits = ceil(round(_fewer(low * effect, population), 6))
    return VisitPlan(
        visits,
        f"{visits} visits tell a share of about {share:.0%} to plus or minus {within * 100:.0f} points, "
        f"{confidence:.0%} of the time.",
    )


def _fewer(visits: float, population: int | None) -> float:
    return visits if population is None else visits / (1 + (visits - 1) / population)


def visits_for_change(
    before: float, after: float, *, power: float = 0.8, confidence: float = 0.95, effect: float = 1.0
) -> VisitPlan:
    """Return the visits it takes, each time, to see a share move from `before` to `after`.

    Two independent samples of equal size, two-sided (Fleiss, Levin and Paik, Statistical Methods for Rates
    and Proportions, 2003, 4.2; R's power.prop.test); times the design `effect`.

    Parameters
    ----------
    power
        In how many of 1 tries a change of that size shall be seen.
    """
    for name, value in (("The share before", before), ("The share after", after), ("The power", power)):
        _between(name, value)
    if before == after:
        raise CadenceError("The share before and after are the same.", "Say what change you hope for.")
    visits = ceil(round(_visits(before, after, power, confidence) * effect, 6))
    return VisitPlan(
        visits,
        f"{visits} visits each time show a move from {before:.0%} to {after:.0%} in {power:.0%} of tries; "
        "with fewer it may happen and go unseen.",
    )


def _visits(before: float, after: float, power: float, confidence: float) -> float:
    sure, seen = NormalDist().inv_cdf((1 + confidence) / 2), NormalDist().inv_cdf(power)
    middle = (before + after) / 2
    same = sure * sqrt(2 * middle * (1 - middle))
    moved = seen * sqrt(before * (1 - before) + after * (1 - after))
    return float((same + moved) ** 2 / (after - before) ** 2)


def change_seen(
    before: float, visits: int, *, power: float = 0.8, confidence: float = 0.95, effect: float = 1.0
) -> float | None:
    """Return the smallest rise that so many visits each time would show, None where not even one to 1 would.

    `visits_for_change` turned round; a share of 0.4 and a rise of 0.2 mean a move from 40% to 60%.
    """
    _between("The share before", before)
    low, high = before + 1e-6, 1 - 1e-9
    if _visits(before, high, power, confidence) * effect > visits:
        return None
    for _ in range(60):
        middle = (low + high) / 2
        seen = _visits(before, middle, power, confidence) * effect <= visits
        low, high = (low, middle) if seen else (middle, high)
    return high - before
