from cadence.analysis import wilson
from cadence.charts import band_periods
from cadence.charts.periods import Look, Period


def period(name, good, n):
    return Period(name, good, n, *wilson(good, n)) if n else Period(name)


def drawing(*counts):
    return band_periods("3-5", [Look("Talk", tuple(period(f"P{i}", *each) for i, each in enumerate(counts)))])


def test_a_rise_beyond_chance_is_named_and_a_small_one_is_not():
    assert drawing((1, 20), (9, 20), (18, 20)).title == "Grades 3-5: a rise in Talk beyond chance"
    assert drawing((18, 20), (1, 20)).title == "Grades 3-5: a fall in Talk beyond chance"
    assert "chance could not bring" in drawing((8, 20), (11, 20)).title


def test_one_period_is_compared_with_nothing():
    assert drawing((8, 20), (0, 0)).title == "Grades 3-5: too few visits yet to compare two periods"


def test_what_is_not_shown_says_so_and_has_no_number():
    alt = drawing((8, 20), (0, 0)).alt
    assert "Talk: P0: 8 of 20; P1: too few visits or rooms to show." in alt
