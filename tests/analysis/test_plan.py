from datetime import date

import pytest

from cadence.analysis import plan_lint
from cadence.model import Card, Goal

DUE = date(2026, 11, 2)


def goal(name, **changes):
    whole = {"clause": "c", "indicator": "i", "target": 0.6, "due": DUE}
    return Goal(id=name, cycle=1, team="t", statement=f"Goal {name}", **(whole | changes))


def card(name, **changes):
    whole = {"goal": "g1", "owner": f"owner {name}", "due": DUE, "standard": "seen twice", "column": "doing"}
    return Card(id=name, cycle=1, team="t", title=f"Card {name}", **(whole | changes))


def rules(goals, cards):
    return [finding.rule for finding in plan_lint(goals, cards)]


def test_a_whole_plan_has_nothing_to_mend():
    assert plan_lint([goal("g1")], [card("a"), card("b", due=date(2026, 12, 1))]) == []


def test_a_fourth_goal_is_one_too_many():
    four = [goal(f"g{i}") for i in range(4)]
    assert "too-many-goals" in rules(four, [card(g.id, goal=g.id) for g in four])
    assert "too-many-goals" not in rules(four[:3], [])


def test_what_a_goal_lacks_is_named_with_the_goal():
    bare = goal("g1", clause=None, indicator=None, target=None, due=None)
    found = plan_lint([bare], [card("a")])
    assert [f.rule for f in found] == ["goal-measure", "goal-target", "goal-date", "goal-clause"]
    assert all("'Goal g1'" in f.words for f in found)


def test_a_goal_without_a_card_is_idle():
    assert rules([goal("g1"), goal("g2")], [card("a")]) == ["goal-cards"]


def test_what_a_card_lacks_is_named():
    bare = card("a", goal="gone", owner=None, due=None, standard=" ")
    assert rules([], [bare]) == ["card-owner", "card-date", "card-standard", "card-goal"]


def test_ideas_and_done_cards_are_left_in_peace():
    bare = {"owner": None, "due": None, "standard": ""}
    assert rules([goal("g1")], [card("a", column="ideas", **bare), card("b", column="done", **bare)]) == []


def test_everything_due_on_one_day_is_said_with_the_day():
    found = plan_lint([goal("g1")], [card(n) for n in "abc"])
    assert [f.rule for f in found] == ["same-day"]
    assert "November 2" in found[0].words


def test_one_person_with_most_cards_is_said_without_the_name():
    cards = [card(n, owner="ana" if n in "abc" else n, due=date(2026, 11, ord(n) - 96)) for n in "abcd"]
    found = plan_lint([goal("g1")], cards)
    assert [f.rule for f in found] == ["one-owner"]
    assert "3 of 4" in found[0].words


def test_many_titles_are_cut_short():
    cards = [card(n, owner=None, due=date(2026, 11, ord(n) - 96)) for n in "abcde"]
    words = plan_lint([goal("g1")], cards)[0].words
    assert "5 cards have no owner" in words
    assert "and 2 more" in words


def test_a_finding_about_one_card_leads_to_it_and_says_why():
    (found,) = plan_lint([goal("g1")], [card("a", owner=None)])
    assert (found.card, found.goal) == ("a", "")
    assert found.why and found.words == f"{found.what} {found.remedy}"
    (found,) = plan_lint([goal("g1"), goal("g2")], [card("a")])
    assert (found.card, found.goal) == ("", "g2")


@pytest.mark.parametrize(
    "standard", ["Done", "Teachers understand it", "Instruction is better", "We worked on it"]
)
def test_a_standard_that_nobody_can_see_being_met_is_said(standard):
    assert rules([goal("g1")], [card("a", standard=standard)]) == ["card-measure"]


@pytest.mark.parametrize(
    "standard",
    ["Seen in 8 of 10 visits", "Every teacher has a posted target", "10% more visits than in May", ""],
)
def test_a_standard_that_can_be_counted_read_or_watched_is_left_in_peace(standard):
    assert "card-measure" not in rules([goal("g1")], [card("a", standard=standard)])


def test_a_card_of_which_nothing_is_new_since_the_last_session_is_said():
    cards = [card("a"), card("b"), card("c", due=date(2026, 12, 1)), card("d", column="ideas")]
    changed = {"a": date(2026, 10, 1), "b": DUE, "d": date(2026, 10, 1)}
    (found,) = plan_lint([goal("g1")], cards, since=DUE, changed=changed)
    assert (found.rule, found.card) == ("card-unchanged", "a")
    assert plan_lint([goal("g1")], cards, changed=changed) == []


def test_too_much_begun_at_once_is_said_without_the_name():
    cards = [card(n, owner="ana", due=date(2026, 11, ord(n) - 96)) for n in "abcd"]
    found = {each.rule: each.words for each in plan_lint([goal("g1")], cards)}
    assert "4 cards in Doing" in found["load"] and "ana" not in found["load"]
