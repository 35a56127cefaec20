import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cadence.analysis import (
    Unsaid,
    average_deviation,
    consensus_by_team,
    keyed,
    null_variance,
    rwg,
    rwg_j,
)
from cadence.errors import CadenceError


# LeBreton and Senter (2008), Organizational Research Methods 11, 815-852, table 2.
@pytest.mark.parametrize(
    ("points", "null", "variance"),
    [
        (5, "uniform", 2.00),
        (7, "uniform", 4.00),
        (5, "slight skew", 1.34),
        (5, (0, 0.1, 0.4, 0.4, 0.1), 0.65),
    ],
)
def test_the_nulls_are_those_published(points, null, variance):
    assert null_variance(points, null) == pytest.approx(variance)


def test_the_slightly_skewed_null_is_not_made_up_for_other_scales():
    assert "five points" in null_variance(7, "slight skew").reason
    assert isinstance(rwg([1, 2], 7, "slight skew"), Unsaid)


@pytest.mark.parametrize("null", ["heavy skew", (0.5, 0.5), (0.2, 0.2, 0.2, 0.2, 0.3)])
def test_a_null_that_does_not_fit_is_refused(null):
    with pytest.raises(CadenceError, match="does not fit a scale of 5 points"):
        rwg([1, 2], 5, null)


# By hand after James, Demaree and Wolf (1984): variance 0.7 over 2 is 0.35.
def test_rwg_by_hand():
    found = rwg([4, 4, 5, 5, 3], 5)
    assert (found.value, found.ratio) == pytest.approx((0.65, 0.35))
    assert rwg([4, 4, 5, 5, 3], 5, "slight skew").value == pytest.approx(1 - 0.7 / 1.34)


# The formula of multilevel::rwg.j: 10 x 0.65 / (10 x 0.65 + 0.35).
def test_ten_items_agree_more_than_one():
    table = pd.DataFrame({item: [4, 4, 5, 5, 3] for item in range(10)})
    assert rwg_j(table, 5).value == pytest.approx(6.5 / 6.85)


def test_more_spread_than_the_null_is_cut_at_zero_and_said():
    found = rwg([1, 5, 1, 5], 5)
    assert (found.value, found.above_null) == (0, True)
    assert found.ratio == pytest.approx(16 / 3 / 2)
    assert not rwg([4, 4, 5], 5).above_null


def test_one_person_has_no_agreement_and_identical_answers_have_all_of_it():
    assert isinstance(rwg([4], 5), Unsaid)
    assert isinstance(average_deviation(pd.DataFrame({"a": [4, None]}), 5), Unsaid)
    assert rwg([3, 3, 3], 5).value == 1


def test_a_missing_answer_leaves_its_item_and_no_more():
    table = pd.DataFrame({"a": [4, 4, 5, 5, 3], "b": [4, None, None, None, None], "c": [4, 4, 5, 5, 3]})
    assert rwg_j(table, 5) == rwg_j(table[["a", "c"]], 5)


# Burke and Dunlap (2002): up to a sixth of the points, 0.83 on five.
def test_the_average_deviation_and_its_bound():
    found = average_deviation(pd.DataFrame({"a": [4, 4, 5, 5, 3]}), 5)
    assert found.value == pytest.approx(3 / 5)
    assert found.allowed == pytest.approx(0.833, abs=1e-3)
    assert found.agreed
    assert average_deviation(pd.DataFrame({"a": [1, 2, 3, 10]}), 10, "mean").value == pytest.approx(3)
    assert not average_deviation(pd.DataFrame({"a": [1, 5, 1, 5]}), 5).agreed


def test_teams_of_any_size_stand_side_by_side():
    table = pd.DataFrame(
        {"team": ["x"] * 3 + ["y"] * 2 + ["z"], "a": [4, 4, 5, 1, 5, 3], "b": [4, 5, 5, 1, 5, 3]}
    )
    found = consensus_by_team(table, "team", 5)
    assert list(found["team"]) == ["x", "x", "y", "y", "z", "z"]
    assert list(found["null"]) == ["uniform", "slight skew"] * 3
    assert found["above_null"].tolist() == [False, False, True, True, False, False]
    assert found["unsaid"].ne("").tolist() == [False] * 4 + [True] * 2


def test_reverse_keyed_items_are_turned_round_and_blanks_are_missing():
    table = pd.DataFrame({"a": ["5", " ", "Cannot say"], "b": [1, 2, None]})
    found = keyed(table, 5, reverse=["b"])
    assert found["b"].tolist()[:2] == [5, 4]
    assert found["a"].tolist()[0] == 5
    assert found.isna().sum().tolist() == [2, 1]


def test_an_answer_off_the_scale_or_an_unknown_item_is_refused():
    with pytest.raises(CadenceError, match="Item 'a' has the answer 6; the scale goes from 1 to 5"):
        keyed(pd.DataFrame({"a": [6]}), 5)
    with pytest.raises(CadenceError, match="no item 'z' to turn round"):
        keyed(pd.DataFrame({"a": [5]}), 5, reverse=["z"])


TABLES = st.lists(st.lists(st.integers(1, 5), min_size=3, max_size=3), min_size=2, max_size=8).map(
    pd.DataFrame
)


@given(TABLES)
def test_agreement_lies_between_none_and_full_and_does_not_care_which_way_items_point(table):
    found = rwg_j(table, 5)
    assert 0 <= found.value <= 1
    assert found.value == pytest.approx(rwg_j(6 - table, 5).value)


ANSWERS = st.one_of(st.none(), st.integers(1, 5))


@given(st.lists(st.tuples(st.sampled_from("xyz"), ANSWERS, ANSWERS), min_size=1, max_size=12))
def test_all_teams_at_once_are_the_same_as_one_by_one(rows):
    table = pd.DataFrame(rows, columns=["team", "a", "b"]).astype({"a": float, "b": float})
    for row in consensus_by_team(table, "team", 5).itertuples():
        part = table.loc[table["team"] == row.team, ["a", "b"]]
        alone, apart = rwg_j(part, 5, row.null), average_deviation(part, 5)
        assert row.unsaid == (alone.reason if isinstance(alone, Unsaid) else "")
        if alone:
            assert (row.rwg_j, row.ratio, row.people) == pytest.approx(
                (alone.value, alone.ratio, alone.people)
            )
            assert (row.deviation, row.agreed) == (pytest.approx(apart.value), apart.agreed)
