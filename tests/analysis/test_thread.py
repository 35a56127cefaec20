from datetime import date
from types import SimpleNamespace

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cadence.analysis import orphans, strands, trace
from cadence.errors import CadenceError
from cadence.model import Card, Clause, Evidence, Goal


def broken(clauses=(), indicators=(), seen=(), goals=(), cards=()):
    marks = pd.DataFrame({"indicator": list(seen), "level": [1.0] * len(seen)})
    looks = [SimpleNamespace(id=i, title=i) for i in indicators]
    table = orphans(clauses, looks, marks, goals, cards)
    return list(zip(table["kind"], table["record"], strict=True))


def clause(name, *indicators):
    return Clause(id=name, team="t", vision="v", text="words", indicators=indicators)


def test_a_whole_thread_has_no_orphan():
    goal = Goal(id="g", cycle=1, team="t", clause="c", statement="s")
    card = Card(id="k", cycle=1, team="t", goal="g", title="x")
    assert broken([clause("c", "talk")], ["talk"], ["talk"], [goal], [card]) == []


def test_a_clause_without_a_look_for_is_an_orphan():
    assert ("clause", "c") in broken([clause("c")])
    assert ("clause", "c") in broken([clause("c", "gone")], ["talk"])


def test_a_look_for_that_nobody_observes_is_an_orphan():
    assert broken([clause("c", "talk")], ["talk"]) == [("indicator", "talk")]


def test_not_observed_is_not_observing():
    marks = pd.DataFrame({"indicator": ["talk"], "level": [float("nan")]})
    table = orphans([clause("c", "talk")], [SimpleNamespace(id="talk", title="Talk")], marks, [], [])
    assert list(table["record"]) == ["talk"]


def test_a_goal_and_a_card_that_serve_nothing_are_orphans():
    goal = Goal(id="g", cycle=1, team="t", statement="s")
    card = Card(id="k", cycle=1, team="t", title="x")
    assert broken(goals=[goal], cards=[card]) == [("goal", "g"), ("card", "k")]


def ways(clauses=(), indicators=(), goals=(), cards=(), evidence=()):
    looks = [SimpleNamespace(id=i, title=i) for i in indicators]
    table = strands(clauses, looks, goals, cards, evidence)
    return ["/".join(row) for row in table.itertuples(index=False)]


def goal(name, clause=None, indicator=None):
    return Goal(id=name, cycle=1, team="t", clause=clause, indicator=indicator, statement="s")


def card(name, goal=None):
    return Card(id=name, cycle=1, team="t", goal=goal, title="x")


def proof(name, card):
    return Evidence(id=name, team="t", card=card, text="w", added_by="p", added=date(2026, 3, 1))


def test_a_way_leads_from_the_need_to_the_evidence():
    low = clause("c", "talk").model_copy(update={"need": "purpose"})
    found = ways([low], ["talk"], [goal("g", "c", "talk")], [card("k", "g")], [proof("e", "k")])
    assert found == ["purpose/c/talk/g/k/e"]


def test_a_way_ends_where_nothing_follows():
    assert ways([clause("c", "talk")], ["talk"]) == ["/c/talk///"]
    assert ways([clause("c")]) == ["/c////"]
    assert ways([clause("c", "talk")], ["talk"], [goal("g", "c", "talk")]) == ["/c/talk/g//"]


def test_what_serves_nothing_begins_a_way_of_its_own():
    assert ways([], ["talk"], [goal("g", None, "talk")], [card("k"), card("m", "g")]) == [
        "//talk/g/m/",
        "////k/",
    ]


def test_a_goal_read_off_a_look_for_that_its_clause_does_not_name_is_on_the_way():
    found = ways([clause("c", "talk")], ["talk", "task"], [goal("g", "c", "task")])
    assert found == ["/c/talk///", "/c/task/g//"]


def test_any_record_is_traced_back_and_forward():
    table = strands(
        [clause("c", "talk"), clause("d", "talk")],
        [SimpleNamespace(id="talk", title="Talk")],
        [goal("g", "c", "talk")],
        [card("k", "g"), card("m", "g")],
    )
    assert set(trace(table, "indicator", "talk")["clause"]) == {"c", "d"}
    assert list(trace(table, "card", "m")["clause"]) == ["c"]
    assert trace(table, "goal", "gone").empty
    with pytest.raises(CadenceError, match="It has: need, clause"):
        trace(table, "score", "x")


@given(
    st.lists(st.sampled_from("abcx"), max_size=6),
    st.lists(st.sampled_from(["g0", "g1", "g2", None]), max_size=6),
)
def test_every_goal_and_every_card_is_on_a_way(of_goals, of_cards):
    clauses = [clause(name, "talk") for name in "abc"]
    goals = [goal(f"g{n}", of, "talk") for n, of in enumerate(of_goals)]
    cards = [card(f"k{n}", of) for n, of in enumerate(of_cards)]
    table = strands(clauses, [SimpleNamespace(id="talk", title="T")], goals, cards)
    assert {g.id for g in goals} <= set(table["goal"])
    assert {c.id for c in cards} <= set(table["card"])
    assert not table.duplicated().any()
