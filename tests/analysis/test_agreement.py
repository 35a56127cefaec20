"""Coefficients of agreement against published numbers and other implementations."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import t
from statsmodels.stats.inter_rater import fleiss_kappa

from cadence.analysis import Unsaid, cohen, fleiss, gwet, krippendorff, percent_agreement
from cadence.errors import CadenceError

KRIPPENDORFF = pd.read_csv(
    Path(__file__).parent / "data" / "krippendorff_C_4observers_12units.csv", index_col="unit"
)


def _two(cross):
    """Two observers whose levels met as often as a table of counts says."""
    rows = [(a, b) for a, row in enumerate(cross) for b, n in enumerate(row) for _ in range(n)]
    return pd.DataFrame(rows, columns=["one", "other"])


def _many(counts):
    """Observers who gave each unit's levels as often as a row of counts says."""
    return pd.DataFrame([[level for level, n in enumerate(row) for _ in range(n)] for row in counts])


# R irr::kripp.alpha, and the PyPI package krippendorff 0.9.
@pytest.mark.parametrize(
    ("metric", "alpha"),
    [
        ("nominal", 0.74342105263),
        ("ordinal", 0.81538750375),
        ("interval", 0.84910714286),
        ("ratio", 0.79740277471),
    ],
)
def test_alpha_with_missing_ratings_is_that_of_irr(metric, alpha):
    assert krippendorff(KRIPPENDORFF, metric=metric).value == pytest.approx(alpha, abs=1e-10)


# The same data are cac.raw4raters of the R package irrCAC 1.0 (Gwet, 2019); its vignette 'overview' prints
# AC1 0.77544 (0.461, 1), Fleiss 0.76117 (0.424, 1), alpha 0.74342 (0.419, 1). irrCAC gave the weighted ones.
@pytest.mark.parametrize(
    ("function", "options", "value", "low"),
    [
        (gwet, {}, 0.77544, 0.46081),
        (fleiss, {}, 0.76117, 0.42438),
        (krippendorff, {"metric": "nominal"}, 0.74342, 0.41906),
        (krippendorff, {"metric": "interval"}, 0.84911, 0.56139),
        (gwet, {"weights": "linear"}, 0.85874, 0.60050),
        (gwet, {"weights": "quadratic"}, 0.91400, 0.68518),
        (fleiss, {"weights": "quadratic"}, 0.86494, 0.54352),
    ],
)
def test_coefficients_and_intervals_are_those_of_gwet(function, options, value, low):
    found = function(KRIPPENDORFF, **options)
    assert found.value == pytest.approx(value, abs=1e-5)
    assert found.interval == pytest.approx((low, 1), abs=1e-5)
    assert (found.units, found.raters) == (11, 4)


# Two abstractors, 100 charts: cont3x3abstractors of irrCAC 1.0: kappa 0.7964, AC1 0.8493 with a standard
# error of 0.04322. For tables it divides by n, for raw ratings, as we do always, by n - 1.
ABSTRACTORS = _two([[13, 0, 0], [0, 20, 7], [0, 4, 56]])


def test_two_abstractors_are_as_gwet_prints_them():
    assert cohen(ABSTRACTORS).value == pytest.approx(0.7964094, abs=1e-7)
    ac1 = gwet(ABSTRACTORS)
    assert ac1.value == pytest.approx(0.8493305, abs=1e-7)
    error = (ac1.interval.high - ac1.interval.low) / 2 / t.ppf(0.975, 99)
    assert error * (99 / 100) ** 0.5 == pytest.approx(0.04322, abs=5e-6)


# SexualFun of the R package vcd (Hout, 1987; Agresti, 1990): Kappa() prints unweighted 0.1293 (ASE 0.0686)
# and, with equal-spacing weights, 0.2374 (ASE 0.07832).
@pytest.mark.parametrize(
    ("weights", "kappa", "error"), [("identity", 0.1293, 0.0686), ("linear", 0.2374, 0.07832)]
)
def test_cohens_kappa_and_its_error_are_those_of_vcd(weights, kappa, error):
    found = cohen(_two([[7, 7, 2, 3], [2, 8, 3, 7], [1, 5, 4, 9], [2, 8, 9, 14]]), weights=weights)
    assert found.value == pytest.approx(kappa, abs=5e-5)
    assert (found.interval.high - found.interval.low) / 2 / 1.959964 == pytest.approx(error, abs=5e-5)


# Fleiss (1971) as worked in Wikipedia, 'Fleiss' kappa': 14 raters, 10 subjects, 0.210.
FOURTEEN = [
    [0, 0, 0, 0, 14], [0, 2, 6, 4, 2], [0, 0, 3, 5, 6], [0, 3, 9, 2, 0], [2, 2, 8, 1, 1],
    [7, 7, 0, 0, 0], [3, 2, 6, 3, 0], [2, 5, 3, 2, 2], [6, 5, 2, 1, 0], [0, 2, 2, 3, 7],
]  # fmt: skip


def test_fleiss_kappa_of_fourteen_raters_is_as_published():
    found = fleiss(_many(FOURTEEN))
    assert found.value == pytest.approx(0.210, abs=5e-4)
    assert found.value == pytest.approx(fleiss_kappa(np.array(FOURTEEN)), abs=1e-12)


def test_shares_of_pairs_are_counted_by_hand():
    table = pd.DataFrame({"a": [1, 1, 4], "b": [1, 2, 1], "c": [2, 2, None]})
    assert percent_agreement(table).value == pytest.approx((1 / 3 + 1 / 3 + 0) / 3)
    assert percent_agreement(table, levels=[1, 2, 3, 4], within=1).value == pytest.approx(2 / 3)


def test_within_one_level_counts_levels_that_nobody_gave():
    table = pd.DataFrame({"a": [1, 4], "b": [4, 4]})
    assert percent_agreement(table, within=1).value == 1
    assert percent_agreement(table, levels=[1, 2, 3, 4], within=1).value == 0.5


@pytest.mark.parametrize("function", [cohen, fleiss, krippendorff])
def test_all_identical_is_full_agreement_and_no_kappa(function):
    same = pd.DataFrame({"a": [3] * 6, "b": [3] * 6})
    assert percent_agreement(same).value == 1
    answer = function(same, levels=[1, 2, 3, 4])
    assert isinstance(answer, Unsaid)
    assert "agreed fully" in answer.reason


def test_ac1_of_all_identical_is_full_once_the_scale_is_named():
    same = pd.DataFrame({"a": [3] * 6, "b": [3] * 6})
    assert gwet(same, levels=[1, 2, 3, 4]).value == 1
    assert isinstance(gwet(same), Unsaid)


@pytest.mark.parametrize("function", [cohen, fleiss, krippendorff, gwet])
def test_full_agreement_on_several_levels_is_one_without_an_interval(function):
    found = function(pd.DataFrame({"a": [1, 2, 3, 3], "b": [1, 2, 3, 3]}))
    assert found.value == pytest.approx(1)
    assert isinstance(found.interval, Unsaid)


@pytest.mark.parametrize("function", [percent_agreement, cohen, fleiss, krippendorff, gwet])
def test_one_rater_has_no_agreement(function):
    assert isinstance(function(pd.DataFrame({"a": [1, 2, 3]})), Unsaid)


@pytest.mark.parametrize("function", [percent_agreement, cohen, fleiss, krippendorff, gwet])
def test_nothing_rated_is_said(function):
    assert isinstance(function(pd.DataFrame({"a": [None, " "], "b": ["", None]})), Unsaid)


def test_blanks_may_be_spaces_and_numbers_may_be_words():
    words = KRIPPENDORFF.map(lambda cell: "  " if pd.isna(cell) else f" {cell:.0f} ")
    assert krippendorff(words) == krippendorff(KRIPPENDORFF)


def test_a_level_that_is_not_of_the_scale_is_refused_with_the_scale():
    with pytest.raises(CadenceError, match=r"no level 'Sometimes'.*Never, Often"):
        fleiss(
            pd.DataFrame({"a": ["Never", "Sometimes"], "b": ["Never", "Often"]}), levels=["Never", "Often"]
        )


def test_three_observers_are_sent_from_cohen_to_fleiss():
    assert "Fleiss" in cohen(KRIPPENDORFF.iloc[:, :3]).reason


RATINGS = st.lists(
    st.lists(st.sampled_from([1, 2, 3, None]), min_size=3, max_size=3), min_size=2, max_size=12
).map(lambda rows: pd.DataFrame(rows, columns=list("abc"), dtype=object))


@given(RATINGS, st.randoms(use_true_random=False))
def test_neither_the_order_of_units_nor_of_observers_matters(table, random):
    rows, columns = list(table.index), list(table.columns)
    random.shuffle(rows)
    random.shuffle(columns)
    for function in (fleiss, krippendorff, gwet):
        before, after = (function(t, levels=[1, 2, 3]) for t in (table, table.loc[rows, columns]))
        assert type(before) is type(after)
        assert not before or before.value == pytest.approx(after.value)


@given(RATINGS)
def test_no_coefficient_exceeds_one_and_full_agreement_reaches_it(table):
    agreed = percent_agreement(table, levels=[1, 2, 3])
    for function in (fleiss, krippendorff, gwet):
        found = function(table, levels=[1, 2, 3])
        if found:
            assert found.value <= 1 + 1e-12
            assert (found.value == pytest.approx(1)) == (agreed.value == pytest.approx(1))


@given(st.lists(st.tuples(*[st.sampled_from([0, 1, 2])] * 3), min_size=2, max_size=12))
def test_fleiss_kappa_of_whole_tables_is_that_of_statsmodels(rows):
    found = fleiss(pd.DataFrame(rows))
    counts = np.array([[row.count(level) for level in range(3)] for row in rows])
    if found:
        assert found.value == pytest.approx(fleiss_kappa(counts))


def test_words_have_no_order_until_the_scale_is_named():
    words = pd.DataFrame({"a": ["Never", "Often", "Always"], "b": ["Never", "Always", "Always"]})
    scale = ["Never", "Often", "Always"]
    assert fleiss(words) and krippendorff(words, metric="nominal")
    for function, options in (
        (percent_agreement, {"within": 1}),
        (cohen, {"weights": "linear"}),
        (gwet, {"weights": "quadratic"}),
        (krippendorff, {"metric": "ordinal"}),
    ):
        assert "Name the scale in its order" in function(words, **options).reason
        assert function(words, levels=scale, **options)


def test_levels_may_be_words_that_look_like_numbers():
    assert fleiss(pd.DataFrame({"a": ["1", "2"], "b": ["1", "2"]}), levels=["1", "2", "3"]).value == 1


@given(RATINGS)
def test_intervals_lie_where_coefficients_can(table):
    for function in (fleiss, krippendorff, gwet):
        found = function(table, levels=[1, 2, 3])
        if found and found.interval:
            assert -1 <= found.interval.low <= found.interval.high <= 1
