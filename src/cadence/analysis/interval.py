"""What a count of successes lets us say about a share, and what it does not."""

from dataclasses import dataclass
from statistics import NormalDist
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cadence.errors import CadenceError

Floats = NDArray[np.float64]


class Interval(NamedTuple):
    """The lowest and the highest value that go well with what was seen."""

    low: float
    high: float


@dataclass(frozen=True)
class Unsaid:
    """Something that cannot be said, with its reason; false in a condition."""

    reason: str

    def __bool__(self) -> bool:
        return False

    def __str__(self) -> str:
        return self.reason


def wilson_bounds(successes: ArrayLike, n: ArrayLike, confidence: float = 0.95) -> tuple[Floats, Floats]:
    """Return the lower and upper Wilson score bounds of many shares at once; NaN where n is 0.

    Wilson (1927), without continuity correction; `successes` may be a fraction, for a share whose
    effective number of observations is smaller than the number of marks it was counted on.
    """
    x, size = np.asarray(successes, float), np.asarray(n, float)
    wrong = (x < 0) | (x > size)
    if np.any(wrong):
        x, size = np.broadcast_arrays(x, size)
        count, of = x[wrong].flat[0], size[wrong].flat[0]
        raise CadenceError(
            f"{count:g} of {of:g} cannot be.", "Count again: a share is of nothing less and nothing more."
        )
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    size = np.where(size > 0, size, np.nan)
    share = x / size
    centre = share + z**2 / (2 * size)
    half = z * np.sqrt(share * (1 - share) / size + z**2 / (4 * size**2))
    scale = 1 + z**2 / size
    # Exact at the ends, where rounding would leave a trace such as 1e-17.
    low = np.where(x == 0, np.where(np.isnan(size), np.nan, 0.0), (centre - half) / scale)
    high = np.where(x == size, 1.0, (centre + half) / scale)
    return low, high


def wilson(successes: float, n: float, confidence: float = 0.95) -> Interval | Unsaid:
    """Return the Wilson score interval of a share, or why there is none.

    Examples
    --------
    >>> [round(bound, 2) for bound in wilson(12, 20)]
    [0.39, 0.78]
    """
    if not 0 < confidence < 1:
        raise CadenceError(f"A confidence of {confidence:g} cannot be.", "Say 0.95 for 95%.")
    if np.isnan(successes) or np.isnan(n):
        return Unsaid("The count is missing.")
    if n == 0:
        return Unsaid("Nothing was observed, so there is no share to speak of.")
    low, high = wilson_bounds(successes, n, confidence)
    return Interval(float(low), float(high))
