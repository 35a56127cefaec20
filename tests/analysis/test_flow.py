import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cadence.analysis import Unsaid, card_ages, cumulative_flow, cycle_times, weekly_throughput
from cadence.errors import CadenceError


def _cards(*dates):
    return pd.DataFrame(dates, columns=["started", "done"])


TEN = pd.DataFrame(
    {"started": ["2026-03-02"] * 10, "done": pd.date_range("2026-03-02", periods=10)}
)  # 1 to 10 days


def test_a_card_started_and_done_on_one_day_took_one_day():
    assert list(cycle_times(TEN).cards["days"]) == list(range(1, 11))


# The smallest number of days that 85 of 100 cards did not exceed: 9 of 10, as 8 would be 80.
def test_the_85th_percentile_is_a_number_of_days_that_some_card_took():
    found = cycle_times(TEN)
    assert (found.median, found.slow) == (5, 9)
    assert found.words == "Half of 10 finished cards took 5 days or fewer, and 85 of 100 9."


def test_few_finished_cards_say_nothing_about_slow_ones():
    found = cycle_times(TEN[:6])
    assert isinstance(found.slow, Unsaid)
    assert found.words.startswith("Too early to say how long cards take: 6 are finished, and it takes 7")


def test_cards_done_before_they_were_started_are_left_out_and_said():
    found = cycle_times(pd.concat([TEN, _cards(("2026-03-05", "2026-03-02"), ("2026-03-05", " "))]))
    assert (len(found.cards), found.backwards) == (10, 1)
    assert "1 done before they were started" in found.words


def test_a_board_without_the_column_is_told_which():
    with pytest.raises(CadenceError, match="no column 'started'"):
        cycle_times(pd.DataFrame({"done": []}))


def test_weeks_without_a_card_count_as_none_and_weeks_cut_through_are_left_out():
    cards = pd.DataFrame({"done": ["2026-03-02", "2026-03-08", "2026-03-16", "2026-03-24", None]})
    found = weekly_throughput(cards, since="2026-03-01", until="2026-03-25")
    assert list(found["cards"]) == [2, 0, 1]
    assert list(found["week"].dt.strftime("%a %d")) == ["Mon 02", "Mon 09", "Mon 16"]


def test_a_sunday_ends_a_whole_week_and_less_than_a_week_is_none():
    cards = pd.DataFrame({"done": ["2026-03-08"]})
    assert list(weekly_throughput(cards, "2026-03-02", "2026-03-08")["cards"]) == [1]
    assert len(weekly_throughput(cards, "2026-03-03", "2026-03-08")) == 0


def test_open_cards_are_held_against_what_finished_cards_took():
    board = pd.concat([TEN, _cards(("2026-03-06", None), ("2026-03-14", None))], ignore_index=True)
    found = card_ages(board, today="2026-03-15")
    assert list(found["age"]) == [10, 2]
    assert list(found["slow"]) == [True, False]
    assert "Ask what holds it up" in found.loc[0, "words"]


def test_ages_know_nothing_of_what_lies_ahead():
    found = card_ages(TEN, today="2026-03-05")
    assert len(found) == 6  # four are done by then
    assert not found["slow"].any()
    assert "4 are finished, and it takes 7" in found.loc[0, "words"]


def test_cumulative_flow_counts_who_had_reached_a_stage_by_the_day():
    cards = pd.DataFrame(
        {
            "created": ["2026-03-02", "2026-03-02", "2026-03-03"],
            "started": ["2026-03-03", None, None],
            "done": ["2026-03-05", "2026-03-04", None],
        }
    )
    found = cumulative_flow(cards, ["created", "started", "done"])
    assert found[["created", "started", "done", "in_progress"]].to_numpy().tolist() == [
        [2, 0, 0, 0], [3, 1, 0, 1], [3, 2, 1, 1], [3, 2, 2, 0],
    ]  # fmt: skip


def test_no_dates_are_no_flow():
    assert len(cumulative_flow(_cards((None, None)), ["started", "done"])) == 0


DAYS = st.one_of(st.none(), st.integers(0, 20))


@given(st.lists(st.tuples(DAYS, DAYS, DAYS), min_size=1, max_size=8))
def test_lines_of_a_flow_never_fall_and_never_cross(days):
    cards = pd.DataFrame(days, columns=["a", "b", "c"], dtype=float)
    found = cumulative_flow(
        cards.apply(lambda c: pd.Timestamp("2026-01-05") + pd.to_timedelta(c, "D")), list("abc")
    )
    if len(found):
        assert (np.diff(found[list("abc")], axis=0) >= 0).all()
        assert ((found["a"] >= found["b"]) & (found["b"] >= found["c"])).all()
