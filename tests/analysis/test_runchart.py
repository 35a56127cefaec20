from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cadence.analysis import ihi_rules, run_chart
from cadence.analysis.runchart import crossings_by_luck, longest_by_luck
from cadence.errors import CadenceError

DATA = Path(__file__).parent / "data"
ENGLAND = pd.read_csv(DATA / "nhs_ae_monthly_england.csv").rename(columns={"period": "on"})


def _weeks(values):
    return pd.DataFrame({"on": pd.date_range("2026-01-05", periods=len(values), freq="7D"), "value": values})


def _one(values, **options):
    return run_chart(_weeks(values), **options).summary.iloc[0]


def test_the_bounds_are_those_of_anhoej():
    truth = pd.read_csv(DATA / "expected_anhoej_critical_values_n5_120.csv")
    useful = truth["n_useful"].to_numpy()
    assert list(longest_by_luck(useful)) == list(truth["longest_run_max"])
    assert list(crossings_by_luck(useful)) == list(truth["n_crossings_min"])


# Eight runs, as WA Health's controlchartspy 0.1.3 counts them.
def test_breaches_of_england_are_a_signal():
    found = run_chart(ENGLAND.assign(value=ENGLAND["breaches"])).summary.iloc[0]
    assert (found["n"], found["useful"], found["crossings"] + 1, found["longest"]) == (36, 36, 8, 9)
    assert found["verdict"] == "signal"
    assert "9 points in a row" in found["words"]
    assert "crosses the median 7 times (luck would have it 13 or more)" in found["words"]


def test_attendances_of_england_are_noise():
    found = run_chart(ENGLAND.assign(value=ENGLAND["attendances"])).summary.iloc[0]
    assert found["crossings"] + 1 == 24
    assert found["verdict"] == "noise"


# The same source, with six points for a shift and five for a trend.
def test_the_older_rules_mark_what_controlchartspy_marks():
    found = ihi_rules(ENGLAND.assign(value=ENGLAND["breaches"]))
    place = np.arange(1, 37)
    assert list(place[found["shift"]]) == [*range(1, 7), *range(11, 26), *range(30, 37)]
    assert list(place[found["trend"]]) == [*range(5, 11), *range(17, 22), *range(29, 35)]
    quiet = ihi_rules(ENGLAND.assign(value=ENGLAND["attendances"]))
    assert not quiet[["shift", "trend"]].any(axis=None)


def test_points_on_the_median_neither_break_a_run_nor_count():
    found = _one([1, 5, 9, 5, 9, 5, 1])
    assert (found["n"], found["useful"], found["longest"], found["crossings"]) == (7, 4, 2, 2)
    assert "3 of 7 points lie on the median" in found["words"]


def test_too_early_says_how_many_points_more():
    found = _one([1, 2, 3, 4, 5, 6, 7, 8, 9])  # the middle one is the median
    assert (found["verdict"], found["more"]) == ("too early", 2)
    assert "2 more points" in found["words"]


def test_all_equal_is_too_early_and_never_a_signal():
    found = _one([0.1] * 20)
    assert (found["verdict"], found["useful"], found["longest"]) == ("too early", 0, 0)


def test_a_median_of_the_first_points_shows_the_shift_after_them():
    values = [1, 2, 1, 2, 1, 2, 1, 2, *[4] * 8]
    assert _one(values)["median"] == 3
    found = _one(values, baseline=8)
    assert found["median"] == 1.5
    assert (found["longest"], found["verdict"]) == (9, "signal")


def test_months_missing_are_counted_and_said():
    table = ENGLAND.assign(value=ENGLAND["attendances"]).drop(index=[3, 4, 20])
    found = run_chart(table).summary.iloc[0]
    assert found["missing"] == 3
    assert "3 dates between have no value" in found["words"]


def test_an_empty_cell_is_a_missing_date_too():
    assert _one([1, 2, None, 4, "  ", 2, 1])["missing"] == 2


def test_a_date_that_occurs_twice_is_refused():
    table = _weeks([1, 2, 3])
    with pytest.raises(CadenceError, match=r"2026-01-12 occurs more than once.*Add its values up"):
        run_chart(pd.concat([table, table.iloc[1:2]]))


def test_a_word_among_the_numbers_is_refused_by_name():
    with pytest.raises(CadenceError, match="Column 'value' holds 'many'"):
        run_chart(_weeks([1, "many", 3]))


def test_what_is_no_date_is_refused():
    with pytest.raises(CadenceError, match="is no date"):
        run_chart(pd.DataFrame({"on": ["week one"], "value": [1]}))


def test_numbers_are_not_taken_for_dates():
    with pytest.raises(CadenceError, match="holds numbers and no dates"):
        run_chart(pd.DataFrame({"on": [1, 2, 3], "value": [1, 2, 3]}))


def test_a_table_without_rows_is_too_early():
    assert _one([])["verdict"] == "too early"


def test_many_series_at_once_are_the_same_as_one_by_one():
    rng = np.random.default_rng(7)
    tables = [_weeks(rng.normal(size=n).round(1)).assign(school=str(n)) for n in (12, 25, 40)]
    together = run_chart(pd.concat(tables), by=["school"]).summary
    for table, row in zip(tables, together.itertuples(), strict=True):
        alone = run_chart(table).summary.iloc[0]
        assert row.words == alone["words"]
        assert (row.longest, row.crossings) == (alone["longest"], alone["crossings"])


@given(st.lists(st.integers(-3, 3), min_size=1, max_size=40))
def test_a_chart_turned_upside_down_says_the_same(values):
    up, down = _one(values), _one([-v for v in values])
    assert (up["longest"], up["crossings"], up["words"]) == (
        down["longest"],
        down["crossings"],
        down["words"],
    )


def test_a_series_without_a_name_is_a_series_too():
    table = pd.concat([_weeks([1, 2, 3]).assign(school=None), _weeks([1, 2]).assign(school="A")])
    assert sorted(run_chart(table, by=["school"]).summary["n"]) == [2, 3]


def test_a_baseline_of_no_points_is_refused():
    with pytest.raises(CadenceError, match="baseline of 0 points"):
        _one([1, 2, 3], baseline=0)


def _letters(runs):
    """High and low values in turns, as long as a word of digits says."""
    return [9 if place % 2 == 0 else 1 for place, n in enumerate(runs) for _ in range(int(n))]


# Twenty points: luck explains a run of 7 and 6 crossings, and no more or fewer.
@pytest.mark.parametrize(
    ("runs", "longest", "crossings", "verdict"),
    [
        ("71111117", 7, 7, "noise"),
        ("1811117", 8, 6, "signal"),
        ("3333242", 4, 6, "noise"),
        ("433334", 4, 5, "signal"),
    ],
)
def test_the_bounds_themselves_are_still_luck(runs, longest, crossings, verdict):
    found = _one(_letters(runs))
    assert (found["useful"], found["longest"], found["crossings"]) == (20, longest, crossings)
    assert found["verdict"] == verdict


def test_one_of_a_kind_is_told_in_the_singular():
    table = _weeks([1, 5, 9, 9, 1]).drop(index=3)
    words = run_chart(table).summary.iloc[0]["words"]
    assert "1 date has no value; its neighbors" in words
    one = _one([1, 5, 9])["words"]
    assert "1 of 3 points lies on the median and does not count." in one
