import xml.etree.ElementTree as Tree

import pandas as pd
import pytest

from cadence.analysis import Unsaid, p_chart, u_chart, xmr
from cadence.charts import process_lines
from cadence.charts.sheet import ACCENT, ALARM

STEADY = [0.40, 0.45, 0.38, 0.50, 0.42, 0.44, 0.39, 0.47, 0.41, 0.46, 0.43, 0.48]


def series(values):
    return pd.DataFrame({"on": pd.date_range("2026-01-05", periods=len(values), freq="7D"), "value": values})


def shares(*counts):
    return series([0.0] * len(counts)).assign(good=[good for good, _ in counts], n=[n for _, n in counts])


def test_a_steady_series_is_noise_and_has_no_triangle():
    drawing = process_lines(xmr(series(STEADY), wanted="up"), "xmr", what="Talk")
    assert drawing.title == "Talk: noise, no week is one that luck would not bring"
    assert "triangle" not in drawing.caption


def test_few_weeks_have_limits_on_trial_and_say_how_many_more_it_takes():
    drawing = process_lines(xmr(series(STEADY[:9])), "xmr", what="Talk")
    assert drawing.title == "Talk: too early for firm limits, 3 more weeks will do"
    assert "on trial" in drawing.caption


def test_a_week_that_luck_does_not_explain_is_a_triangle_that_points_where_it_lies():
    up = process_lines(xmr(series([*STEADY, 0.95]), wanted="up"), "xmr")
    down = process_lines(xmr(series([*STEADY, 0.02]), wanted="up"), "xmr")
    assert "signal" in up.title and "triangle" in up.caption
    assert "Mar 30: 95% (improvement)" in up.alt
    assert "Mar 30: 2% (concern)" in down.alt and ALARM in down.svg


def test_limits_of_a_share_follow_the_number_of_visits():
    wide, narrow = (p_chart(shares(*[(n // 2, n), (n // 2 + 1, n)] * 6), wanted="up") for n in (4, 90))
    assert "no single week can stand out" in process_lines(wide, "p").caption
    assert "no single week can stand out" not in process_lines(narrow, "p").caption


def test_rebased_limits_begin_anew():
    chart = xmr(series([*STEADY, *[value + 0.4 for value in STEADY]]), rebase={"2026-03-30": "coaching"})
    drawing = process_lines(chart, "xmr")
    assert "Mean 84%" in drawing.alt
    assert drawing.caption.startswith("Limits begin anew on purpose (Mar 30: coaching). ")


def test_rates_stand_on_a_scale_of_their_own():
    table = series([0.0] * 3).assign(count=[3, 9, 40], size=[5, 6, 8])
    drawing = process_lines(u_chart(table), "u", share=False, counts=[5, 6, 8])
    assert "Jan 5: 0.6; Jan 12: 1.5; Jan 19: 5" in drawing.alt
    assert "<!-- 0 -->" in drawing.svg


def test_a_goal_stands_beside_the_mean():
    drawing = process_lines(xmr(series(STEADY)), "xmr", target=(0.6, "goal"))
    assert "<!-- goal 60% -->" in drawing.svg and ACCENT in drawing.svg


@pytest.mark.parametrize("values", [[0.5], [0.5, 0.5], [0.0] * 30, [1.0] * 5])
def test_any_series_is_drawn(values):
    Tree.fromstring(process_lines(xmr(series(values)), "xmr", counts=[8] * len(values)).svg)


def test_no_point_is_said():
    assert isinstance(process_lines(xmr(series([])), "xmr"), Unsaid)
