"""What a stranger's table may lack or hold, and what they are told."""

import numpy as np
import pandas as pd
import pytest

from cadence import analysis
from cadence.errors import CadenceError

DAYS = pd.date_range("2026-01-05", periods=3, freq="7D")


@pytest.mark.parametrize(
    ("call", "column"),
    [
        (lambda t: analysis.xmr(t.assign(on=1)), "value"),
        (lambda t: analysis.run_chart(t.assign(on=1, value=1), by=["school"]), "school"),
        (lambda t: analysis.clustered_share(t.assign(good=1), "room"), "room"),
        (lambda t: analysis.icc(t.assign(score=1), "team", "score"), "team"),
        (lambda t: analysis.consensus_by_team(t.assign(a=1), "team", 5), "team"),
        (lambda t: analysis.observer_drift(t.assign(rater=1, round=1)), "unit"),
        (lambda t: analysis.wide(t.assign(unit=1, rater=1), "unit", "rater", "level"), "level"),
        (lambda t: analysis.cycle_times(t.assign(done=None)), "started"),
        (lambda t: analysis.vision_check(t.assign(text="")), "clause"),
        (lambda t: analysis.version_changes(t.assign(clause=1, text=""), t), "clause"),
        (lambda t: analysis.common_language(t.assign(school=1)), "text"),
    ],
)
def test_a_missing_column_is_named(call, column):
    with pytest.raises(CadenceError, match=f"The table has no column '{column}'. It has other"):
        call(pd.DataFrame({"other": [1]}))


def test_an_infinite_number_is_refused():
    with pytest.raises(CadenceError, match="A number is infinite"):
        analysis.xmr(pd.DataFrame({"on": DAYS, "value": [1, np.inf, 2]}))


def test_a_card_whose_date_is_a_word_is_refused():
    with pytest.raises(CadenceError, match="'soon' in column 'started' is no date"):
        analysis.cycle_times(pd.DataFrame({"started": ["soon"], "done": ["2026-03-02"]}))


def test_levels_that_are_numbers_and_words_can_stand_together():
    mixed = pd.DataFrame({"a": [1, "none", 2], "b": [1, "none", 3]})
    assert analysis.fleiss(mixed).value < 1


def test_one_crossing_is_told_in_the_singular():
    steady = pd.DataFrame({"on": pd.date_range("2026-01-05", periods=14, freq="7D"), "value": range(14)})
    assert "crosses the median once" in analysis.run_chart(steady).summary.loc[0, "words"]
