import pandas as pd
import pytest

from cadence.analysis import Unsaid, card_ages, cumulative_flow, cycle_times
from cadence.charts import age_bars, cumulative_flow_areas
from cadence.charts.sheet import ALARM

TODAY = "2026-03-12"


def cards(*spans):
    """Return cards from (started, done) as days of March 2026, None where it is open."""
    days = [[pd.NaT if d is None else pd.Timestamp(2026, 3, d) for d in span] for span in spans]
    table = pd.DataFrame(days, columns=["started", "done"])
    return table.assign(title=[f"Card {n}" for n in range(len(spans))])


FINISHED = [(1, 2), (1, 3), (2, 3), (2, 4), (3, 4), (3, 5), (4, 5)]


def test_the_title_says_how_much_is_in_hand():
    flow = cumulative_flow(cards(*FINISHED, (5, None), (6, None)), ["started", "done"])
    drawing = cumulative_flow_areas(flow)
    assert drawing.title == "9 cards begun, 7 done, 2 in hand"
    assert "Mar 1: 2 begun, 0 done; Mar 2: 4 begun, 1 done" in drawing.alt


def test_nothing_begun_is_said():
    empty = cumulative_flow(cards((None, None)), ["started", "done"])
    assert isinstance(cumulative_flow_areas(empty), Unsaid)


def ages(*spans):
    table = cards(*spans)
    return age_bars(card_ages(table, TODAY), cycle_times(table).slow)


def test_a_card_older_than_usual_stands_out_in_color_and_in_words():
    drawing = ages(*FINISHED, (2, None), (11, None))
    assert drawing.title == "Open longer than is usual: 1 of 2 cards"
    assert "Card 7: 11 days, old; Card 8: 2 days." in drawing.alt
    assert ALARM in drawing.svg and "<!-- 3 days -->" in drawing.svg


def test_with_few_finished_cards_no_card_is_called_old():
    drawing = ages((1, 2), (2, None))
    assert drawing.title == "The oldest open card has been open for 11 days"
    assert "Too early to say how long cards take" in drawing.caption
    assert ALARM not in drawing.svg


def test_no_open_card_is_said():
    assert isinstance(ages(*FINISHED), Unsaid)


@pytest.mark.parametrize("count", [1, 40])
def test_any_number_of_open_cards_is_drawn(count):
    assert ages(*[(1, None)] * count).svg.startswith("<svg")
