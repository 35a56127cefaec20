import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cadence.analysis import Unsaid, cronbach, item_diagnostics, omega

# Shrout and Fleiss (1979): ICC(3,4), which is alpha, is .91; pingouin 0.6.1 gives 0.9093 (0.676 to 0.986).
SHROUT = pd.DataFrame(
    [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]],
    columns=list("abcd"),
)


def _with_covariance(wanted, people=60):
    """Return data whose covariance is exactly the one wanted."""
    data = np.random.default_rng(3).normal(size=(people, len(wanted)))
    data -= data.mean(axis=0)
    white = data @ np.linalg.inv(np.linalg.cholesky(np.cov(data, rowvar=False))).T
    return pd.DataFrame(white @ np.linalg.cholesky(wanted).T)


def _one_factor(loadings, unique):
    return np.outer(loadings, loadings) + np.diag(unique)


def test_alpha_and_feldts_interval():
    found = cronbach(SHROUT)
    assert found.value == pytest.approx(0.9093, abs=5e-5)
    assert found.interval == pytest.approx((0.676, 0.986), abs=5e-4)


# McDonald (1999): the variance of the sum that the common factor makes, over the whole.
def test_omega_of_a_scale_with_known_loadings_is_known():
    loadings, unique = np.array([0.9, 0.7, 0.5, 0.6]), np.array([0.3, 0.6, 0.8, 0.5])
    found = omega(_with_covariance(_one_factor(loadings, unique)))
    assert found.value == pytest.approx(loadings.sum() ** 2 / (loadings.sum() ** 2 + unique.sum()), abs=1e-4)


def test_omega_is_alpha_where_all_items_are_equally_good():
    data = _with_covariance(_one_factor(np.full(5, 0.7), np.array([0.3, 0.6, 0.8, 0.5, 0.4])))
    assert omega(data).value == pytest.approx(cronbach(data).value, abs=1e-3)


def test_omega_exceeds_alpha_where_items_differ():
    data = _with_covariance(_one_factor(np.array([0.9, 0.8, 0.2, 0.3]), np.full(4, 0.4)))
    assert omega(data).value > cronbach(data).value + 0.01


def test_people_who_left_an_item_out_do_not_count():
    holes = SHROUT.astype(float)
    holes.loc[6] = [9, None, 5, 8]
    assert cronbach(holes) == cronbach(SHROUT)


def test_blanks_may_be_spaces():
    words = SHROUT.astype(object).map(str)
    words.loc[6] = ["9", " ", "5", "8"]
    assert cronbach(words) == cronbach(SHROUT)
    assert item_diagnostics(words, 10)["missing"].tolist() == [0, 1, 0, 0]


@pytest.mark.parametrize("function", [cronbach, omega])
@pytest.mark.parametrize(
    "table",
    [
        SHROUT[["a"]],
        SHROUT[:2],
        pd.DataFrame({"a": [3] * 8, "b": [3] * 8, "c": [3] * 8}),
        SHROUT.astype(float).where(SHROUT > 99),
    ],
    ids=["one item", "two people", "all equal", "all missing"],
)
def test_too_few_to_say_is_said(function, table):
    assert isinstance(function(table), Unsaid)


def test_omega_needs_items_that_go_together():
    assert isinstance(omega(SHROUT[["a", "b"]]), Unsaid)
    constant = SHROUT.assign(b=3)
    assert "same answer from everybody" in omega(constant).reason
    twins = SHROUT.assign(b=SHROUT["a"])
    assert isinstance(omega(twins), Unsaid)


def test_an_item_that_goes_against_the_others_is_pointed_out():
    table = pd.DataFrame({"a": [1, 2, 3, 4, 5, 4], "b": [2, 2, 3, 4, 4, 5], "c": [5, 4, 3, 2, 1, 1]})
    found = item_diagnostics(table, 5).set_index("item")
    assert found.loc["c", "with_others"] < 0
    assert "turned round" in found.loc["c", "words"]
    assert found.loc["c", "alpha_without"] == pytest.approx(cronbach(table[["a", "b"]]).value)
    others = table["b"] + table["c"]
    assert found.loc["a", "with_others"] == pytest.approx(table["a"].corr(others))


def test_an_item_that_everybody_answers_alike_tells_little():
    table = pd.DataFrame({"a": [5, 5, 5, 5, 5, 4], "b": [4, 4, 5, 5, 4, 3], "c": [4, 5, 5, 5, None, 3]})
    found = item_diagnostics(table, 5).set_index("item")
    assert "Nearly everybody" in found.loc["a", "words"]
    assert (found.loc["c", "n"], found.loc["c", "missing"]) == (5, 1)
    assert found.loc["b", "highest"] == pytest.approx(2 / 6)


def test_an_item_without_any_difference_has_no_correlation():
    found = item_diagnostics(SHROUT.assign(a=5), 10).set_index("item")
    assert np.isnan(found.loc["a", "with_others"])


@given(
    st.lists(st.lists(st.integers(1, 5), min_size=3, max_size=3), min_size=3, max_size=9).map(pd.DataFrame)
)
def test_turning_every_item_round_changes_no_alpha(table):
    before, after = cronbach(table), cronbach(6 - table)
    if before:
        assert before.value <= 1 + 1e-12
        assert before.value == pytest.approx(after.value)
