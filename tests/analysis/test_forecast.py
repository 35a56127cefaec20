import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cadence.analysis import Unsaid, forecast_cards, forecast_weeks
from cadence.errors import CadenceError

# Exact convolution of weekly throughputs, with 200,000 draws by numpy beside it.
TRUTH = json.loads((Path(__file__).parent / "data" / "expected_monte_carlo_exact.json").read_text())
THIN = {"weeks_needed": 1, "cards_needed": 1}
PACE = TRUTH["project1_2017-09-04_12weeks"]["weekly_throughput"]


@pytest.mark.parametrize("name", TRUTH)
def test_how_many_is_the_exact_answer(name):
    for weeks, expected in TRUTH[name]["how_many"].items():
        found = forecast_cards(
            TRUTH[name]["weekly_throughput"], int(weeks), chances=(0.5, 0.7, 0.85, 0.95), **THIN
        )
        assert list(found["cards"]) == [expected[f"at_least_{p}pct"] for p in (50, 70, 85, 95)]
        assert found["reached"].iloc[2] == pytest.approx(expected["P_ge_at85"])


@pytest.mark.parametrize("name", TRUTH)
def test_when_is_the_exact_answer(name):
    for cards, expected in TRUTH[name]["when_weeks"].items():
        found = forecast_weeks(
            TRUTH[name]["weekly_throughput"], int(cards), chances=(0.5, 0.7, 0.85, 0.95), **THIN
        )
        assert list(found["weeks"]) == [expected[f"{p}pct"] for p in (50, 70, 85, 95)]
        by_week = [expected["cdf"][week - 1] for week in found["weeks"]]
        assert list(found["reached"]) == pytest.approx(by_week, abs=1e-6)


def test_the_forecast_is_told_in_words_with_its_date():
    found = forecast_weeks(PACE, 25, start="2017-11-27")
    assert list(found["words"]) == [
        "All 25 cards are done within 4 weeks, by December 24, 2017, in 50% of futures like the past.",
        "All 25 cards are done within 5 weeks, by December 31, 2017, in 85% of futures like the past.",
    ]
    assert "20 cards or more in 4 weeks" in forecast_cards(PACE, 4)["words"].iloc[1]


@pytest.mark.parametrize("function", [forecast_cards, forecast_weeks])
def test_a_thin_history_is_refused_with_what_is_wanting(function):
    assert "2 more weeks will do" in function(PACE[:6], 10).reason
    assert "1 more week will do" in function(PACE[:7], 10).reason
    assert "0 cards were done in 12 weeks" in function([0] * 12, 10).reason
    assert isinstance(function([], 10), Unsaid)


def test_weeks_without_a_card_are_part_of_the_history():
    slow = forecast_weeks([*PACE, *[0] * 12], 25)["weeks"]
    assert (slow.to_numpy() > forecast_weeks(PACE, 25)["weeks"].to_numpy()).all()


def test_what_would_take_more_than_five_years_is_not_forecast():
    assert "five years" in forecast_weeks([*[0] * 60, 5], 100).reason


def test_nothing_left_to_do_takes_no_weeks():
    assert list(forecast_weeks(PACE, 0)["weeks"]) == [0, 0]


def test_half_a_card_is_refused():
    with pytest.raises(CadenceError, match="whole number"):
        forecast_cards([1.5] * 10, 3)


def test_a_past_that_is_asked_of_is_no_future():
    with pytest.raises(CadenceError, match="0 weeks are none"):
        forecast_cards(PACE, 0)
    with pytest.raises(CadenceError, match="-1 cards cannot be open"):
        forecast_weeks(PACE, -1)


HISTORY = st.lists(st.integers(0, 6), min_size=8, max_size=14).filter(lambda past: sum(past) >= 5)


@given(HISTORY, st.integers(1, 30))
def test_the_two_questions_answer_each_other(past, cards):
    when = forecast_weeks(past, cards)
    if isinstance(when, Unsaid):
        return
    weeks = int(when["weeks"].iloc[1])
    assert forecast_cards(past, weeks)["cards"].iloc[1] >= cards
    assert weeks == 1 or forecast_cards(past, weeks - 1)["cards"].iloc[1] < cards


@given(HISTORY)
def test_drawing_by_chance_comes_to_the_same(past):
    draws = np.random.default_rng(5).choice(past, size=(4000, 4)).sum(axis=1)
    found = forecast_cards(past, 4)
    assert (draws >= found["cards"].iloc[1]).mean() == pytest.approx(found["reached"].iloc[1], abs=0.04)
