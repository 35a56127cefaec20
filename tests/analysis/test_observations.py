from datetime import date, timedelta

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cadence.analysis import baseline, marks, visits, weekly, wilson
from cadence.model import Card, Metric, Observation

LEVELS = [{"value": v, "label": f"L{v}", "look": "look", "example": "e"} for v in range(4)]
METRIC = Metric.model_validate(
    {
        "id": "walk", "title": "Walk", "purpose": "p", "unit": "visit", "numerator": "n", "denominator": "d",
        "observers": "o", "schedule": "s",
        "indicators": [
            {"id": i, "title": i.title(), "element": "student", "look_for": "l", "good": 2, "levels": LEVELS}
            for i in ("talk", "task")
        ],
    }
)  # fmt: skip
MONDAY = date(2026, 9, 7)


def visit(number, day, band="K-2", **levels):
    return Observation(
        id=f"v{number}", cycle=1, team="t", metric="walk", observer="o", on=MONDAY + timedelta(days=day),
        grade_band=band, levels=levels,
    )  # fmt: skip


def test_the_wanted_level_and_above_count_as_good():
    table = visits(METRIC, [visit(i, 0, talk=level) for i, level in enumerate((0, 1, 2, 3))])
    assert list(table["good"]) == [False, False, True, True]


def test_not_observed_is_not_zero():
    shares = baseline(visits(METRIC, [visit(1, 0, talk=None), visit(2, 0, talk=0), visit(3, 0, talk=3)]))
    row = shares.set_index("indicator").loc["talk"]
    assert (row["good"], row["n"], row["not_observed"]) == (1, 2, 1)
    assert (row["low"], row["high"]) == pytest.approx(wilson(1, 2))


def test_an_indicator_that_nobody_could_observe_says_why():
    row = baseline(visits(METRIC, [visit(1, 0, talk=None)])).iloc[0]
    assert row["unsaid"]
    assert pd.isna(row["share"])


def test_the_baseline_divides_by_grade_band():
    table = baseline(visits(METRIC, [visit(1, 0, talk=3), visit(2, 0, "3-5", talk=0)]), by="grade_band")
    assert table[["grade_band", "good", "n"]].to_numpy().tolist() == [["K-2", 1, 1], ["3-5", 0, 1]]


def test_no_visits_give_an_empty_table():
    none = visits(METRIC, [])
    assert baseline(none).empty
    assert baseline(none, by="grade_band").empty
    assert weekly(none).empty


def test_a_mark_on_an_indicator_the_metric_no_longer_has_is_left_out():
    assert list(visits(METRIC, [visit(1, 0, talk=1, gone=3)])["indicator"]) == ["talk"]


def test_a_week_runs_from_monday_to_sunday():
    weeks = weekly(visits(METRIC, [visit(1, 0, talk=3), visit(2, 6, talk=0), visit(3, 7, talk=0)]), "talk")
    assert list(weeks["week"].dt.date) == [MONDAY, MONDAY + timedelta(days=7)]
    assert list(weeks["n"]) == [2, 1]


def test_a_week_without_visits_stays_in_the_series_and_says_so():
    weeks = weekly(visits(METRIC, [visit(1, 0, talk=3), visit(2, 14, talk=0)]), "talk")
    assert list(weeks["n"]) == [1, 0, 1]
    assert weeks["unsaid"].iloc[1]
    assert pd.isna(weeks["low"].iloc[1])


def test_the_interval_of_all_marks_together_counts_visits_not_marks():
    week = weekly(visits(METRIC, [visit(i, 0, talk=3, task=0) for i in range(4)])).iloc[0]
    assert (week["good"], week["n"], week["visits"]) == (4, 8, 4)
    assert (week["low"], week["high"]) == pytest.approx(wilson(2, 4))


def test_marks_come_from_cards_that_have_words_and_a_start():
    cards = [
        Card(id="b", cycle=1, team="t", title="x", mark="Second", started=MONDAY + timedelta(days=9)),
        Card(id="a", cycle=1, team="t", title="x", mark="First", started=MONDAY),
        Card(id="c", cycle=1, team="t", title="x", mark="Never begun"),
        Card(id="d", cycle=1, team="t", title="x", started=MONDAY),
    ]
    assert list(marks(cards)["label"]) == ["First", "Second"]


VISITS = st.lists(
    st.tuples(
        st.integers(0, 60), st.sampled_from(["K-2", "3-5", ""]), st.one_of(st.none(), st.integers(0, 3))
    ),
    max_size=30,
)


@given(VISITS)
def test_bands_and_weeks_add_up_to_the_whole(seen):
    table = visits(METRIC, [visit(i, day, band, talk=level) for i, (day, band, level) in enumerate(seen)])
    whole = baseline(table)[["good", "n"]].sum()
    assert baseline(table, by="grade_band")[["good", "n"]].sum().equals(whole)
    assert weekly(table, "talk")[["good", "n"]].sum().tolist() == whole.tolist()
