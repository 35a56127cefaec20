import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy.stats import ttest_ind, ttest_rel

from cadence.analysis import Unsaid, pulse_changes, score_change

BEFORE = pd.Series([3, 4, 3, 2, 3, 4], index=list("abcdef"))
AFTER = pd.Series([4, 5, 4, 3, 4, 4, 5], index=list("abcdefg"))
SCORES = st.lists(st.integers(1, 5), min_size=2, max_size=8)


@given(SCORES, SCORES)
def test_two_groups_have_the_interval_of_scipy(first, then):
    found = score_change(pd.Series(first), pd.Series(then))
    assume(found and len(set(first)) > 1 and len(set(then)) > 1)  # scipy warns of groups without spread
    test = ttest_ind(then, first, equal_var=False).confidence_interval()
    assert found.interval == pytest.approx((test.low, test.high))
    assert found.beyond_noise == (not test.low <= 0 <= test.high)


def test_the_same_people_have_the_interval_of_scipy_and_see_smaller_changes():
    found = score_change(BEFORE, AFTER, paired=True)
    test = ttest_rel(AFTER[BEFORE.index], BEFORE).confidence_interval()
    assert found.interval == pytest.approx((test.low, test.high))
    assert (found.before, found.after) == (6, 6)
    assert found.least < score_change(BEFORE, AFTER).least


def test_a_change_is_told_in_words_with_the_least_that_would_show():
    assert "more than chance explains" in score_change(BEFORE, AFTER, paired=True).words
    words = score_change(BEFORE, AFTER[3:5]).words
    assert words.startswith("The mean moved by +0.33, which may be noise")


def test_too_few_and_no_spread_are_said():
    assert isinstance(score_change(BEFORE[:1], AFTER), Unsaid)
    assert isinstance(score_change(BEFORE, AFTER.where(AFTER > 9)), Unsaid)
    assert "+1.00" in score_change(BEFORE, BEFORE + 1, paired=True).reason
    assert isinstance(score_change(pd.Series([3, 3]), pd.Series([4, 4])), Unsaid)


def test_every_score_that_both_have_is_compared():
    before = pd.DataFrame({"purpose": BEFORE, "people": [3] * 6, "only": 1})
    after = pd.DataFrame({"purpose": AFTER, "people": [4] * 7})
    found = pulse_changes(before, after).set_index("score")
    assert list(found.index) == ["purpose", "people"]
    assert found.loc["purpose", "difference"] == pytest.approx(AFTER.mean() - BEFORE.mean())
    assert found.loc["people", "unsaid"]
    assert found.loc["people", "difference"] == 1


def test_blanks_may_be_spaces():
    blank = pd.Series(["3", " ", "4", None, "3"])
    assert score_change(blank, AFTER) == score_change(pd.Series([3, 4, 3]), AFTER)
