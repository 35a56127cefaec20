"""The patterns that tell a signal from noise, looked for in many series at once.

Every function takes matrices with a row a series and a column a point, and marks the points that belong
to a pattern. The rules for process charts are those of NHS England's 'Making Data Count' as the R package
NHSRplotthedots 0.2.2 applies them.
"""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from cadence.analysis.interval import Floats
from cadence.analysis.series import Bools, Ints

SHIFT, TREND = 7, 7  # points in a row


def _windows(marked: Bools, width: int, length: int) -> Bools:
    """Mark every point of a window that is marked at its start."""
    out = np.zeros((len(marked), length), bool)
    for offset in range(width):
        out[:, offset : offset + marked.shape[1]] |= marked
    return out


def shift(side: Ints, points: int = SHIFT) -> Bools:
    """Mark runs of at least so many points on one side; a point on the centre line breaks a run."""
    if side.shape[1] < points:
        return np.zeros(side.shape, bool)
    total = sliding_window_view(side, points, axis=1).sum(axis=2)
    return _windows(np.abs(total) == points, points, side.shape[1])


def trend(values: Floats, points: int = TREND) -> Bools:
    """Mark runs of at least so many points each of which is above, or below, the one before."""
    if values.shape[1] < points:
        return np.zeros(values.shape, bool)
    steps = np.sign(np.nan_to_num(np.diff(values, axis=1)))
    total = sliding_window_view(steps, points - 1, axis=1).sum(axis=2)
    return _windows(np.abs(total) == points - 1, points, values.shape[1])


def two_of_three(near: Bools, side: Ints) -> Bools:
    """Mark points near a limit of which two stand among three in a row, all three on one side."""
    if side.shape[1] < 3:
        return np.zeros(side.shape, bool)
    close = sliding_window_view(near, 3, axis=1).sum(axis=2) >= 2
    together = np.abs(sliding_window_view(side, 3, axis=1).sum(axis=2)) == 3
    return near & _windows(close & together, 3, side.shape[1])


def runs(side: Ints) -> tuple[Ints, Ints]:
    """Return each series' longest run on one side and its crossings; points on the line are skipped."""
    longest = np.zeros(len(side), np.int64)
    crossings = np.zeros(len(side), np.int64)
    current = np.zeros(len(side), np.int64)
    last = np.zeros(len(side), np.int64)
    for now in side.T:
        seen, same = now != 0, now == last
        crossings += seen & (last != 0) & ~same
        current = np.where(seen, np.where(same, current + 1, 1), current)
        longest = np.maximum(longest, current)
        last = np.where(seen, now, last)
    return longest, crossings
