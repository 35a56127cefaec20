from types import SimpleNamespace

import pandas as pd

from cadence.analysis import orphans
from cadence.model import Card, Clause, Goal


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
