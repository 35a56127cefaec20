import pytest
from hypothesis import given
from hypothesis import strategies as st

from cadence.errors import NotAllowed

FULL = {"b1": 4, "b2": 2, "s1": 3, "t1": 5}
VALUE = st.one_of(st.none(), st.integers(1, 5))


def team(kit, name, answers):
    return [kit.response(i, a, team=name) for i, a in enumerate(answers)]


def published(kit, *teams, **changes):
    view = kit.FakeView(*(r for some in teams for r in some))
    for name in sorted({r.team for r in view.records}):
        kit.publish(view, team=name, **changes)
    return view


def test_the_institute_is_the_sum_of_what_its_teams_show(kit):
    apart = [{**FULL, "b1": v} for v in (1, 2, 3, 4, 5)]
    view = published(kit, team(kit, "a", apart), team(kit, "b", apart), team(kit, "c", [FULL] * 5))
    body = kit.publish(view, team=None).body
    assert body["respondents"] == 15
    row = body["items"][0]
    assert (row["counts"], row["sides"], row["favorable"], row["n"]) == ([2, 2, 2, 2, 2], [0, 5], 9, 15)
    assert body["comments"] == {}


def test_two_teams_are_too_few(kit):
    view = published(kit, *(team(kit, n, [FULL] * 5) for n in "ab"))
    assert "respondents" not in kit.publish(view, team=None).body


def test_an_item_that_two_teams_show_is_hidden(kit):
    fewer = [{**FULL, "s1": None}] * 5
    view = published(kit, team(kit, "a", [FULL] * 5), team(kit, "b", [FULL] * 5), team(kit, "c", fewer))
    items = {row["item"]: row for row in kit.publish(view, team=None).body["items"]}
    assert "unsaid" in items["s1"]
    assert items["b1"]["n"] == 15


@given(st.lists(st.dictionaries(st.sampled_from(["b1", "s1"]), VALUE), max_size=4))
def test_a_hidden_team_leaves_no_trace_in_the_institute(kit, hidden):
    teams = [team(kit, n, [FULL] * 5) for n in "abc"]
    one = kit.publish(published(kit, *teams), team=None).body
    other = kit.publish(published(kit, *teams, team(kit, "d", hidden)), team=None).body
    assert one == other


def test_answers_after_the_reveal_do_not_reach_the_institute(kit):
    view = published(kit, *(team(kit, n, [FULL] * 5) for n in "abc"))
    view.records += [kit.response(8, FULL, team="a")]
    assert kit.publish(view, team=None).body["respondents"] == 15


def test_in_low_trust_no_team_has_numbers_and_the_institute_has_all(kit):
    view = published(kit, *(team(kit, n, [FULL] * 3) for n in "abc"), low_trust=True)
    of_team = view.first(kit.Publication, team="a").body
    assert of_team["unsaid"].startswith("This institute shows results for all teams together")
    assert not {"respondents", "items", "comments", "boundary"} & set(of_team)
    assert kit.publish(view, team=None, low_trust=True).body["items"][0]["n"] == 9


def test_in_low_trust_an_item_of_two_teams_is_hidden(kit):
    rows = [team(kit, "a", [FULL] * 4), team(kit, "b", [FULL] * 4), team(kit, "c", [{"b1": 1}] * 4)]
    body = kit.publish(kit.FakeView(*(r for some in rows for r in some)), team=None, low_trust=True).body
    items = {row["item"]: row for row in body["items"]}
    assert items["b1"]["n"] == 12
    assert "unsaid" in items["s1"]


@pytest.mark.parametrize("names", ["a", "ab"])
def test_in_low_trust_two_teams_are_no_institute(kit, names):
    rows = [r for n in names for r in team(kit, n, [FULL] * 8)]
    assert kit.publish(kit.FakeView(*rows), team=None, low_trust=True).body["unsaid"]


def test_a_team_cannot_be_revealed_beside_a_total_of_all_answers(kit):
    view = kit.FakeView(*(r for n in "abc" for r in team(kit, n, [FULL] * 5)))
    kit.publish(view, team=None, low_trust=True)
    with pytest.raises(NotAllowed):
        kit.publish(view, team="a", low_trust=False)


def test_a_total_of_all_answers_cannot_be_revealed_beside_a_team(kit):
    view = kit.FakeView(*(r for n in "abcd" for r in team(kit, n, [FULL] * 5)))
    kit.publish(view, team="a", low_trust=False)
    with pytest.raises(NotAllowed):
        kit.publish(view, team=None, low_trust=True)


@pytest.mark.parametrize("sizes", [(8, 2, 2), (4, 4)])
def test_in_low_trust_no_team_can_take_its_own_away_and_see_a_few(kit, sizes):
    rows = [r for n, size in zip("abc", sizes, strict=False) for r in team(kit, n, [FULL] * size)]
    assert kit.publish(kit.FakeView(*rows), team=None, low_trust=True).body["unsaid"]


def test_a_team_with_a_scale_of_its_own_is_left_out_of_the_sum(kit):
    view = published(kit, *(team(kit, n, [FULL] * 5) for n in "abcd"))
    other = view.records.pop()
    shorter = other.body | {"points": ["No", "Yes"]}
    view.records.append(other.model_copy(update={"body": shorter}))
    assert kit.publish(view, team=None).body["respondents"] == 15


def test_where_no_team_shows_any_item_all_together_show_none(kit):
    view = published(kit, *(team(kit, n, [{}] * 5) for n in "abc"))
    body = kit.publish(view, team=None).body
    assert body["respondents"] == 15
    assert all("unsaid" in row for row in body["items"] + body["conditions"])
