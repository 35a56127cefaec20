from itertools import pairwise

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from cadence.charts.timeline import SHARES, Timeline, scale_of, spread

NUMBERS = st.lists(st.floats(-1e6, 1e6, allow_nan=False), max_size=9)


@given(NUMBERS)
def test_a_scale_holds_every_value_and_has_few_round_ticks(values):
    scale = scale_of(values)
    assert all(scale.low - 1e-6 <= value <= scale.high + 1e-6 for value in values)
    assert scale.low < scale.high
    assert 2 <= len(scale.ticks) <= 7


@given(st.lists(st.floats(0, 200), max_size=5).map(sorted))
def test_names_beside_a_chart_never_overlap(heights):
    moved = spread(heights)
    assert all(low - high >= 12.4 for high, low in pairwise(moved))
    assert all(now >= then for now, then in zip(moved, heights, strict=True))


def weeks():
    return list(pd.date_range("2026-01-05", periods=4, freq="7D"))


def test_a_meeting_within_the_weeks_is_named_below_and_another_is_not():
    meetings = [(pd.Timestamp("2026-01-14"), "Session 4"), (pd.Timestamp("2026-09-14"), "Session 1")]
    plot = Timeline(weeks(), SHARES, meetings=meetings)
    plot.feet([1, 2, 3, 4])
    assert "Session 4" in plot.sheet.svg() and "Session 1" not in plot.sheet.svg()
