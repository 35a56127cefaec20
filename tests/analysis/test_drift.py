import pandas as pd
import pytest
from scipy.stats import ttest_ind

from cadence.analysis import observer_drift
from cadence.errors import CadenceError


def _rounds(ana_later):
    rows = []
    for unit, (bo, cy) in enumerate([(2, 2), (3, 3), (1, 2), (3, 2)]):
        rows += [("Bo", 1, unit, bo), ("Cy", 1, unit, cy), ("Ana", 1, unit, bo)]
        rows += [("Bo", 2, unit, bo), ("Cy", 2, unit, cy), ("Ana", 2, unit, ana_later[unit])]
    return pd.DataFrame(rows, columns=["rater", "round", "unit", "level"])


def test_an_observer_who_grew_generous_is_named_with_how_much():
    found = observer_drift(_rounds([4, 4, 3, 5])).set_index("rater")
    assert found.loc["Ana", "drift"] == pytest.approx(1.75)
    assert found.loc["Ana", "beyond_noise"]
    assert "more generous than in the first round" in found.loc["Ana", "words"]


def test_the_interval_is_welchs():
    table = _rounds([4, 4, 3, 5]).assign(agreed=2)
    found = observer_drift(table, anchor="agreed").set_index("rater")
    first, last = (table.query("rater == 'Ana' and round == @at")["level"] - 2 for at in (1, 2))
    test = ttest_ind(last, first, equal_var=False).confidence_interval()
    assert found.loc["Ana", ["low", "high"]].tolist() == pytest.approx([test.low, test.high])


def test_who_rates_as_before_has_no_drift():
    found = observer_drift(_rounds([2, 3, 1, 3])).set_index("rater")
    assert not found["beyond_noise"].any()
    assert "would show from" in found.loc["Ana", "words"]


def test_one_round_or_nobody_beside_says_nothing():
    once = _rounds([2, 3, 1, 3]).query("round == 1")
    assert observer_drift(once)["unsaid"].ne("").all()
    alone = _rounds([2, 3, 1, 3]).query("rater == 'Ana'")
    assert "two rounds" in observer_drift(alone)["unsaid"].iloc[0]


def test_a_second_rating_in_one_round_is_refused():
    table = _rounds([2, 3, 1, 3])
    with pytest.raises(CadenceError, match="rated '0' twice in one round"):
        observer_drift(pd.concat([table, table[:1]]))


def test_of_three_rounds_the_last_is_held_against_the_first():
    table = _rounds([2, 3, 1, 3])
    later = table.query("round == 2").assign(round=3, level=lambda t: t["level"] + 2 * (t["rater"] == "Ana"))
    found = observer_drift(pd.concat([table, later])).set_index("rater")
    assert (found.loc["Ana", "rounds"], found.loc["Ana", "drift"]) == (3, 2)


def test_two_observers_are_held_against_each_other():
    two = _rounds([4, 4, 3, 5]).query("rater != 'Cy'")
    found = observer_drift(two).set_index("rater")
    assert found["drift"].to_dict() == {"Ana": 1.75, "Bo": -1.75}
