import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cadence.analysis import Interval, Unsaid, wilson, wilson_bounds
from cadence.errors import CadenceError

# R: prop.test(x, n, correct = FALSE)$conf.int; the first four also in Newcombe (1998),
# Statistics in Medicine 17, 857-872, table I, method 3.
R_PROP_TEST = [
    (81, 263, 0.255288519878274, 0.3662095769828),
    (15, 148, 0.0623863995307363, 0.160487241723308),
    (0, 20, 0, 0.161125158052819),
    (1, 29, 0.00611321429276266, 0.171755218793203),
    (0, 10, 0, 0.277532799862889),
    (3, 5, 0.230724281276013, 0.882379225767352),
    (5, 5, 0.565517535216825, 1),
    (27, 30, 0.743789174208159, 0.965400111252666),
    (12, 12, 0.757505993344759, 1),
    (0, 1, 0, 0.793450685622763),
    (49, 50, 0.895045564103622, 0.996460740728354),
    (1, 2, 0.0945312057342307, 0.905468794265769),
    (7, 9, 0.452588969106989, 0.936774892882153),
    (0, 3, 0, 0.561497031755045),
    (3, 3, 0.438502968244955, 1),
    (45, 60, 0.627679299229522, 0.842234774699433),
]
# The same with conf.level = 0.90.
R_PROP_TEST_90 = [
    (81, 263, 0.263313617188481, 0.356566349608488),
    (0, 20, 0, 0.119157837360964),
    (3, 5, 0.272483171866193, 0.857293527980787),
    (12, 12, 0.816018805252523, 1),
]


@pytest.mark.parametrize(("x", "n", "low", "high"), R_PROP_TEST)
def test_the_interval_is_that_of_r(x, n, low, high):
    assert wilson(x, n) == pytest.approx((low, high), abs=1e-12)


@pytest.mark.parametrize(("x", "n", "low", "high"), R_PROP_TEST_90)
def test_the_ninety_percent_interval_is_that_of_r(x, n, low, high):
    assert wilson(x, n, confidence=0.90) == pytest.approx((low, high), abs=1e-12)


def test_many_at_once_are_the_same_as_one_by_one():
    low, high = wilson_bounds([row[0] for row in R_PROP_TEST], [row[1] for row in R_PROP_TEST])
    assert low == pytest.approx([row[2] for row in R_PROP_TEST], abs=1e-12)
    assert high == pytest.approx([row[3] for row in R_PROP_TEST], abs=1e-12)


def test_nothing_observed_is_said_with_its_reason():
    answer = wilson(0, 0)
    assert isinstance(answer, Unsaid)
    assert not answer
    assert "Nothing was observed" in str(answer)


def test_no_observation_leaves_the_bounds_of_many_empty():
    low, high = wilson_bounds([0, 1], [0, 2])
    assert math.isnan(low[0])
    assert math.isnan(high[0])
    assert low[1] > 0


@pytest.mark.parametrize(("x", "n"), [(3, 2), (-1, 5), (0, -2)])
def test_an_impossible_count_is_refused_in_words(x, n):
    with pytest.raises(CadenceError, match=f"{x} of {n} cannot be. Count again"):
        wilson(x, n)


def test_of_many_counts_the_impossible_one_is_named():
    with pytest.raises(CadenceError, match="7 of 5 cannot be"):
        wilson_bounds([1, 7, 2], 5)


def test_a_missing_count_is_said():
    assert str(wilson(float("nan"), 5)) == "The count is missing."


def test_an_impossible_confidence_is_refused():
    with pytest.raises(CadenceError, match="confidence"):
        wilson(1, 2, confidence=95)


COUNTS = st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@given(COUNTS)
def test_the_interval_holds_the_share_and_stays_between_nought_and_one(count):
    x, n = count
    answer = wilson(x, n)
    assert isinstance(answer, Interval)
    assert 0 <= answer.low <= x / n <= answer.high <= 1


@given(COUNTS)
def test_counting_the_others_turns_the_interval_round(count):
    x, n = count
    low, high = wilson(x, n)
    assert wilson(n - x, n) == pytest.approx((1 - high, 1 - low), abs=1e-12)


@given(COUNTS)
def test_more_of_the_same_narrows_the_interval(count):
    x, n = count
    few, many = wilson(x, n), wilson(4 * x, 4 * n)
    assert many.high - many.low < few.high - few.low
