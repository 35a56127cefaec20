import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import t

from cadence.analysis import Interval, Unsaid, clustered_share, wilson, wilson_finite
from cadence.errors import CadenceError


def _rooms(rooms):
    rows = [(room, good) for room, marks in enumerate(rooms) for good in marks]
    return pd.DataFrame(rows, columns=["room", "good"])


ROOMS = [[1, 1, 1, 0], [0, 0, 0], [1, 1], [0, 1, 0, 0, 0], [1, 1, 1]]
MARKS = st.lists(st.lists(st.integers(0, 1), min_size=1, max_size=5), min_size=2, max_size=8)


# statsmodels' cluster-robust variance of a mean, with its own G / (G - 1) correction.
@given(MARKS)
def test_the_variance_between_rooms_is_that_of_statsmodels(rooms):
    table = _rooms(rooms)
    found = clustered_share(table, "room").iloc[0]
    if not 0 < found["share"] < 1 or np.isnan(found["design_effect"]):
        return
    fit = sm.OLS(table["good"], np.ones(len(table))).fit(
        cov_type="cluster", cov_kwds={"groups": table["room"]}
    )
    ours = found["share"] * (1 - found["share"]) * found["design_effect"] / found["n"]
    assert ours == pytest.approx(fit.bse.iloc[0] ** 2)
    assert found["clusters"] == len(rooms)


def test_rooms_that_are_alike_inside_make_the_interval_wider():
    found = clustered_share(_rooms(ROOMS), "room").iloc[0]
    simple = wilson(9, 17)
    assert (found["good"], found["n"], found["clusters"]) == (9, 17, 5)
    assert found["design_effect"] > 1
    assert found["low"] < simple.low and found["high"] > simple.high
    few = (t.ppf(0.975, 16) / t.ppf(0.975, 4)) ** 2
    assert found["effective"] == pytest.approx(17 / found["design_effect"] * few)


def test_bunches_never_tell_more_than_independent_visits():
    found = clustered_share(_rooms([[0, 1]] * 20), "room").iloc[0]  # no room differs from another
    assert found["effective"] <= found["n"]


def test_all_good_counts_each_room_once():
    found = clustered_share(_rooms([[1, 1], [1, 1], [1]]), "room").iloc[0]
    assert found["effective"] == 3
    assert found[["low", "high"]].tolist() == pytest.approx(list(wilson(3, 3)))
    assert np.isnan(found["design_effect"])


def test_one_room_says_nothing_of_others():
    found = clustered_share(_rooms([[1, 0, 1]]), "room").iloc[0]
    assert "one room or observer" in found["unsaid"]
    assert np.isnan(found["low"])
    assert found["share"] == pytest.approx(2 / 3)


def test_a_visit_without_a_room_code_is_a_bunch_of_its_own_and_not_observed_is_left_out():
    table = pd.DataFrame({"room": ["A", " ", None, "A"], "good": [1, 0, 1, None]})
    found = clustered_share(table, "room").iloc[0]
    assert (found["n"], found["clusters"]) == (3, 3)


def test_several_shares_at_once_are_the_same_as_one_by_one():
    table = pd.concat([_rooms(ROOMS).assign(band="K-2"), _rooms(ROOMS[:3]).assign(band="3-5")])
    together = clustered_share(table, "room", by=["band"]).set_index("band")
    for band, part in table.groupby("band"):
        alone = clustered_share(part, "room").iloc[0]
        assert together.loc[band, "low"] == pytest.approx(alone["low"])


def test_no_observations_are_no_rows_and_marks_other_than_yes_and_no_are_refused():
    assert len(clustered_share(_rooms([]), "room")) == 0
    with pytest.raises(CadenceError, match="other than 0 and 1"):
        clustered_share(pd.DataFrame({"room": ["A"], "good": [3]}), "room")


def test_who_saw_all_knows_it_exactly_and_who_saw_a_few_of_many_knows_what_wilson_knows():
    assert wilson_finite(6, 10, 10) == Interval(0.6, 0.6)
    assert wilson_finite(6, 10, 10**9) == pytest.approx(wilson(6, 10), abs=1e-6)
    assert isinstance(wilson_finite(0, 0, 10), Unsaid)
    with pytest.raises(CadenceError, match="12 of 10 were seen"):
        wilson_finite(6, 12, 10)


@given(st.integers(1, 30), st.integers(0, 30), st.integers(0, 100))
def test_the_smaller_the_whole_the_narrower_the_interval(n, x, more):
    x = min(x, n)
    small, large = wilson_finite(x, n, n + more), wilson_finite(x, n, n + more + 50)
    assert small.high - small.low <= large.high - large.low + 1e-12


def test_nobody_learns_more_than_the_visits_tell():
    assert wilson_finite(1, 1, 50) == wilson(1, 1)  # one visit is one visit, however few there could be
    found = clustered_share(_rooms([[0, 1]] * 19 + [[0, 1, 1]]), "room").iloc[0]
    assert found["design_effect"] < 1
    assert found["effective"] == found["n"]
