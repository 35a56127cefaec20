from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cadence.analysis import p_chart, u_chart, xmr
from cadence.errors import CadenceError

DATA = Path(__file__).parent / "data"
ENGLAND = pd.read_csv(DATA / "nhs_ae_monthly_england.csv").rename(
    columns={"period": "on", "attendances": "value"}
)
WHEELER = [39, 41, 41, 41, 43, 44, 41, 42, 40, 41, 44, 40]


def _weeks(**columns):
    n = max(len(each) for each in columns.values())
    return pd.DataFrame({"on": pd.date_range("2026-01-05", periods=n, freq="7D"), **columns})


def _points(values, **options):
    return xmr(_weeks(value=values), **options).points


@pytest.mark.parametrize(("name", "screen"), [("default", True), ("noscreen", False)])
def test_limits_and_flags_are_those_of_the_nhs(name, screen):
    truth = pd.read_csv(DATA / f"expected_mdc_ae_attendances_{name}.csv")
    found = xmr(ENGLAND, screen=screen).points
    for ours, theirs in (("center", "mean_col"), ("lower", "lpl"), ("upper", "upl")):
        assert found[ours].to_numpy() == pytest.approx(truth[theirs].to_numpy(), abs=1e-6)
    for ours, theirs in (
        ("outside", "outside_limits"),
        ("side", "relative_to_mean"),
        ("near", "close_to_limits"),
    ):
        assert list(found[ours]) == list(truth[theirs])
    assert (found["kind"] == "").all()  # 36 times 'Common Cause'


# Wheeler, Understanding Variation, p. 49: 41.42, 36.82, 46.02; ggQC and statprocon agree.
def test_wheelers_example():
    first = _points(WHEELER).iloc[0]
    assert first[["center", "lower", "upper"]].tolist() == pytest.approx([41.42, 36.82, 46.02], abs=0.01)


# Montgomery (2013), table 7.1, cans of orange juice: 0.2313, 0.0524, 0.4102; samples 15 and 23 are outside.
ORANGE = [
    12, 15, 8, 10, 4, 7, 16, 9, 14, 10, 5, 6, 17, 12, 22,
    8, 10, 5, 13, 11, 20, 18, 24, 15, 9, 12, 7, 13, 9, 6,
]  # fmt: skip


def test_the_p_chart_is_that_of_montgomery():
    found = p_chart(_weeks(good=ORANGE, n=[50] * 30)).points
    assert found.loc[0, ["center", "lower", "upper"]].tolist() == pytest.approx(
        [0.2313, 0.0524, 0.4102], abs=5e-5
    )
    assert list(np.flatnonzero(found["outside"]) + 1) == [15, 23]


# Montgomery (2013), table 7.11, dyed cloth: 153 / 107.5 = 1.42; 0.29 and 2.55 with 10 units, 0.43 and 2.41
# with 13.
def test_the_u_chart_is_that_of_montgomery():
    cloth = [14, 12, 20, 11, 7, 10, 21, 16, 19, 23]
    found = u_chart(_weeks(count=cloth, size=[10, 8, 13, 10, 9.5, 10, 12, 10.5, 12, 12.5])).points
    assert found["center"].iloc[0] == pytest.approx(1.42, abs=5e-3)
    assert found.loc[[0, 2], "upper"].tolist() == pytest.approx([2.55, 2.42], abs=6e-3)
    assert found.loc[[0, 2], "lower"].tolist() == pytest.approx([0.29, 0.43], abs=6e-3)


# The R package's own cases: tests/testthat/test-ptd_calculate_point_type.R.
def test_eight_on_one_side_are_a_shift_and_six_are_none():
    marked = _points([9, *[11] * 8, 9])["shift"]
    assert list(marked) == [False, *[True] * 8, False]
    assert not _points([*[11] * 6, 9, 9])["shift"].any()


def test_seven_rising_or_falling_are_a_trend_and_an_equal_pair_breaks_it():
    assert list(_points([2, *range(1, 8), 3])["trend"]) == [False, *[True] * 7, False]
    assert list(_points([2, *range(7, 0, -1), 3])["trend"]) == [False, *[True] * 7, False]
    assert not _points([1, 2, 3, 3, 4, 5, 6])["trend"].any()


def test_a_point_on_the_center_line_breaks_a_shift():
    found = _points([12, 12, 12, 10, 12, 12, 12, 12, 8, 8, 8, 10, 8, 8, 8, 8])
    assert found.loc[[3, 11], "side"].tolist() == [0, 0]
    assert not found["shift"].any()


def test_two_of_three_near_a_limit_want_all_three_on_one_side():
    steady = [9, 11] * 10
    together = _points([*steady, 14.5, 11, 14.5, *[9, 11] * 10])
    assert together["near"].sum() == 2
    assert together["two_of_three"].sum() == 2
    apart = _points([*steady, 14.5, 9, 14.5, *[9, 11] * 10])
    assert apart["near"].sum() == 2
    assert not apart["two_of_three"].any()


def test_one_wild_step_widens_the_limits_only_where_it_is_not_screened():
    values = [10, 11, 10, 11, 10, 11, 60, 10, 11, 10, 11, 10, 11]
    screened, kept = _points(values), _points(values, screen=False)
    assert screened["upper"].iloc[0] < kept["upper"].iloc[0]


def test_under_twelve_points_the_limits_are_on_trial():
    found = xmr(_weeks(value=WHEELER[:9])).summary.iloc[0]
    assert found["trial"]
    assert (found["verdict"], found["more"]) == ("too early", 3)
    assert "3 more points" in found["words"]
    assert not xmr(_weeks(value=WHEELER)).summary.iloc[0]["trial"]


def test_a_mark_under_twelve_points_is_told_lightly():
    words = xmr(_weeks(value=[1, 2, 1, 2, 1, 2, 30, 1])).summary.iloc[0]["words"]
    assert "So far: 1 point outside the limits, the last on February 16, 2026. Hold that lightly." in words


def test_limits_are_rebased_only_where_somebody_says_why():
    values = [10, 11] * 8 + [20, 21] * 8
    assert xmr(_weeks(value=values)).summary["phase"].tolist() == [0]
    found = xmr(_weeks(value=values), rebase={"2026-04-27": "coaching began"})
    assert found.summary["because"].tolist() == ["", "coaching began"]
    assert found.summary["n"].tolist() == [16, 16]
    assert found.summary["verdict"].tolist() == ["noise", "noise"]
    assert found.points["center"].unique().tolist() == [10.5, 20.5]


def test_which_way_is_wanted_tells_improvement_from_concern():
    values = [10, 11] * 8 + [30]
    assert _points(values, wanted="up")["kind"].iloc[-1] == "improvement"
    assert _points(values, wanted="down")["kind"].iloc[-1] == "concern"
    assert _points(values)["kind"].iloc[-1] == "special"
    with pytest.raises(CadenceError, match="Say 'up', 'down'"):
        _points(values, wanted="better")


def test_all_equal_has_no_spread_and_no_signal():
    found = xmr(_weeks(value=[0.1] * 20))
    assert found.points[["lower", "upper"]].drop_duplicates().to_numpy().tolist() == [
        pytest.approx([0.1, 0.1])
    ]
    assert found.summary["verdict"].tolist() == ["noise"]


def test_one_point_has_no_limits_and_is_too_early():
    found = xmr(_weeks(value=[5]))
    assert found.points[["lower", "upper"]].isna().all(axis=None)
    assert found.summary["more"].tolist() == [11]


def test_no_points_are_no_rows():
    assert len(xmr(_weeks(value=[])).summary) == 0
    assert len(p_chart(_weeks(good=[0], n=[0])).points) == 0


def test_weeks_without_a_visit_are_left_out_of_a_p_chart_and_said():
    found = p_chart(_weeks(good=[5, 0, 6, 4, 5], n=[10, 0, 10, 10, 10]))
    assert len(found.points) == 4
    assert found.summary["missing"].tolist() == [1]


def test_a_share_of_none_or_all_keeps_its_limits_between_0_and_1():
    assert p_chart(_weeks(good=[3] * 12, n=[3] * 12)).points[["lower", "upper"]].eq(1).all(axis=None)
    found = p_chart(_weeks(good=[1, 2, 3, 2] * 3, n=[3] * 12)).points
    assert found["upper"].max() == 1
    assert found["lower"].min() == 0


def test_more_good_than_there_were_is_refused():
    with pytest.raises(CadenceError, match=r"On 2026-01-12 `good` is 7 of 5"):
        p_chart(_weeks(good=[1, 7], n=[5, 5]))


def test_many_series_at_once_are_the_same_as_one_by_one():
    rng = np.random.default_rng(11)
    tables = [_weeks(value=rng.normal(size=n)).assign(school=f"{n:02}") for n in (8, 25, 40)]
    together = xmr(pd.concat(tables), by=["school"])
    alone = [xmr(table) for table in tables]
    assert together.summary["words"].tolist() == [each.summary["words"].iloc[0] for each in alone]
    joined = pd.concat([each.points for each in alone], ignore_index=True)
    assert together.points["upper"].to_numpy() == pytest.approx(joined["upper"].to_numpy())


def test_a_series_without_a_name_is_a_series_too():
    table = pd.concat(
        [_weeks(value=WHEELER).assign(school=None), _weeks(value=WHEELER[:3]).assign(school="A")]
    )
    found = xmr(table, by=["school"])
    assert sorted(found.summary["n"]) == [3, 12]


@given(st.lists(st.floats(-1e6, 1e6), min_size=2, max_size=30), st.floats(-100, 100))
def test_moving_all_values_moves_the_limits_along(values, far):
    before, after = _points(values), _points([v + far for v in values])
    span = max(1.0, max(map(abs, values)))
    assert after["upper"].to_numpy() == pytest.approx(before["upper"].to_numpy() + far, abs=1e-6 * span)


@given(st.lists(st.integers(0, 20), min_size=3, max_size=30))
def test_near_is_beyond_two_thirds_of_the_way_and_not_outside(values):
    found = _points(values)
    way = (found["value"] - found["center"]).abs() / (found["upper"] - found["center"]).where(lambda w: w > 0)
    clear = ((way - 2 / 3).abs() > 1e-6) & ((way - 1).abs() > 1e-6)
    assert (found["near"] == ((way > 2 / 3) & (way < 1)))[clear].all()
    assert (found["outside"] == (way > 1))[clear].all()


def test_a_shift_may_lie_below_the_center_line():
    assert list(_points([11, *[9] * 8, 11])["shift"]) == [False, *[True] * 8, False]
