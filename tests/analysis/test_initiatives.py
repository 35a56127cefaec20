import pandas as pd
import pytest

from cadence.analysis import initiative_load


def load(*rows):
    return initiative_load(pd.DataFrame(rows, columns=["name", "priority", "hours"]))


def test_hours_add_up_by_priority_the_heaviest_first():
    table = load(("a", "Reading", 4), ("b", "Maths", 9), ("c", "Reading", 2))
    assert table[["priority", "hours"]].to_numpy().tolist() == [["Maths", 9], ["Reading", 6]]
    assert table["share"].tolist() == pytest.approx([0.6, 0.4])


@pytest.mark.parametrize("blank", [None, "", "  ", float("nan")])
def test_what_serves_no_priority_comes_last_however_heavy(blank):
    table = load(("a", blank, 40), ("b", "Maths", 1))
    assert table["serves"].tolist() == [True, False]
    assert table["hours"].tolist() == [1, 40]


def test_hours_that_nobody_knows_are_counted_and_not_guessed():
    row = load(("a", "Maths", None), ("b", "Maths", 3)).iloc[0]
    assert (row["hours"], row["initiatives"], row["unknown"]) == (3, 2, 1)


def test_no_known_hours_have_no_shares():
    assert load(("a", "Maths", None))["share"].tolist() == [0]


def test_no_initiatives_give_an_empty_table():
    assert load().empty
