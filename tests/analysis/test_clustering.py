import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.formula.api import ols
from statsmodels.stats.anova import anova_lm

from cadence.analysis import Unsaid, icc

# Shrout and Fleiss (1979), Psychological Bulletin 86, 420-428: six targets, four judges; ICC(1,1) is .17 and
# ICC(1,4) is .44. Their intervals as the R package psych prints them: -0.13 to 0.72 and -0.88 to 0.91.
SHROUT = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]


def _table(teams):
    rows = [(team, value) for team, values in enumerate(teams) for value in values]
    return pd.DataFrame(rows, columns=["team", "score"])


def test_shrout_and_fleiss():
    found = icc(_table(SHROUT), "team", "score")
    assert (found.icc1.value, found.icc2.value) == pytest.approx((0.17, 0.44), abs=5e-3)
    assert found.icc1.interval == pytest.approx((-0.13, 0.72), abs=5e-3)
    assert found.icc2.interval == pytest.approx((-0.88, 0.91), abs=5e-3)


TEAMS = st.lists(st.lists(st.integers(1, 5), min_size=1, max_size=6), min_size=2, max_size=6)


@given(TEAMS)
def test_unbalanced_teams_have_the_mean_squares_of_statsmodels(teams):
    table = _table(teams)
    found = icc(table, "team", "score")
    if isinstance(found, Unsaid):
        return
    squares = anova_lm(ols("score ~ C(team)", table).fit())["mean_sq"]
    assert found.between == pytest.approx(squares["C(team)"], abs=1e-9)
    assert found.within == pytest.approx(squares["Residual"], abs=1e-9)
    k = len(table) / len(teams)
    above = found.between - found.within
    assert found.icc1.value == pytest.approx(above / (found.between + (k - 1) * found.within))


def test_teams_that_differ_less_than_their_people_keep_their_negative_value_and_are_explained():
    found = icc(_table([[1, 5, 1, 5], [5, 1, 5, 1, 4], [2, 5, 2]]), "team", "score")
    assert found.size == 4
    assert found.icc1.value < 0
    assert "It is below 0" in found.icc1.plain
    assert "below 0" not in icc(_table(SHROUT), "team", "score").icc1.plain


def test_equal_means_leave_nothing_that_could_come_out_again():
    found = icc(_table([[1, 5], [5, 1]]), "team", "score")
    assert found.icc1.value == pytest.approx(-1)
    assert isinstance(found.icc2, Unsaid)


def test_teams_that_are_of_one_mind_and_differ_reach_one_without_an_interval():
    found = icc(_table([[1, 1], [5, 5, 5]]), "team", "score")
    assert (found.icc1.value, found.icc2.value) == (1, 1)
    assert isinstance(found.icc1.interval, Unsaid)


@pytest.mark.parametrize(
    ("teams", "reason"),
    [
        ([[1, 2, 3]], "takes two teams"),
        ([[1], [2], [3]], "one answer"),
        ([[4, 4], [4, 4]], "the same answer"),
        ([[" ", None], [3, 4]], "takes two teams"),
    ],
)
def test_what_cannot_be_said_is_said_with_its_reason(teams, reason):
    assert reason in icc(_table(teams), "team", "score").reason
