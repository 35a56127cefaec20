import json
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cadence.analysis import Unsaid
from cadence.publish import ConditionProfile

ITEMS = ("b1", "b2", "s1", "t1")
VALUE = st.one_of(st.none(), st.integers(1, 5))
ANSWERS = st.dictionaries(st.sampled_from(ITEMS), VALUE)
FULL = dict.fromkeys(ITEMS, 4)


def people(kit, answers, **changes):
    return [kit.response(i, given_answers, **changes) for i, given_answers in enumerate(answers)]


def test_the_counts_of_five_people_are_published(kit):
    answers = [{**FULL, "b2": v} for v in (1, 1, 2, 5, None)] + [{**FULL, "b2": 3}]
    body = kit.body_of(*people(kit, answers))
    item = next(row for row in body["items"] if row["item"] == "b2")
    # b2 is reverse-keyed: who ticked 1 counts at 5.
    assert item["counts"] == [1, 0, 1, 1, 2]
    assert (item["n"], item["cannot_say"], item["missing"]) == (5, 1, 0)
    assert body["respondents"] == 6


def test_a_draft_that_was_not_handed_in_is_nobodys_answer(kit):
    drafts = people(kit, [FULL] * 5, submitted=None)
    assert kit.body_of(*drafts)["unsaid"]


def test_a_person_with_two_responses_counts_once_with_the_last(kit):
    from datetime import timedelta

    earlier = kit.response(0, {"s1": 1}, submitted=kit.NOW - timedelta(days=1)).model_copy(update={"id": "z"})
    body = kit.body_of(earlier, *people(kit, [FULL] * 5))
    assert body["respondents"] == 5
    assert body["items"][2]["sides"] == [0, 5]


@given(st.lists(st.tuples(ANSWERS, st.text(max_size=9)), max_size=4), st.integers(5, 9))
def test_below_the_threshold_nothing_published_depends_on_any_answer(kit, given_answers, threshold):
    some = [
        kit.response(i, answers, comments={"o1": words}, listed=("person-t-0",))
        for i, (answers, words) in enumerate(given_answers)
    ]
    assert kit.body_of(*some, threshold=threshold) == kit.body_of(threshold=threshold)


def test_below_the_threshold_the_reason_is_said(kit):
    profile = ConditionProfile.from_body(kit.body_of(*people(kit, [FULL] * 4)))
    assert not profile
    assert profile.unsaid == "Results are shown when 5 or more people have answered."
    assert profile.items.empty
    assert isinstance(profile.boundary, Unsaid)


@given(st.lists(ANSWERS, min_size=5, max_size=9), st.lists(VALUE, max_size=4), st.sampled_from(ITEMS))
def test_a_hidden_item_leaves_no_trace_in_anything_published(kit, answers, hidden_values, item):
    without = [{k: v for k, v in a.items() if k != item} for a in answers]
    with_some = [dict(a) for a in without]
    for row, value in zip(with_some, hidden_values, strict=False):
        row[item] = value
    assert kit.body_of(*people(kit, without)) == kit.body_of(*people(kit, with_some))


@given(st.lists(ANSWERS, min_size=5, max_size=9))
def test_what_is_shown_of_facets_and_conditions_is_the_sum_of_shown_items(kit, answers):
    body = kit.body_of(*people(kit, answers))
    shown = [row for row in body["items"] if "unsaid" not in row]
    assert all(row["n"] >= 5 for row in shown)
    for level, key in (("facets", "facet"), ("conditions", "condition")):
        for row in body[level]:
            parts = [item["counts"] for item in shown if item[key] == row[key]]
            assert ("unsaid" in row) == (not parts)
            if parts:
                assert row["counts"] == [sum(column) for column in zip(*parts, strict=True)]
                assert row["favorable"] == sum(item["favorable"] for item in shown if item[key] == row[key])


def test_no_respondent_is_named_anywhere(kit):
    text = json.dumps(kit.body_of(*people(kit, [FULL] * 6, comments={"o1": "Time."})))
    assert "person-t" not in text


def test_an_answer_the_survey_no_longer_allows_counts_as_missing(kit):
    body = kit.body_of(*people(kit, [{**FULL, "gone": 3}] * 5), kit.response(9, {**FULL, "s1": 7}))
    item = next(row for row in body["items"] if row["item"] == "s1")
    assert (item["n"], item["missing"]) == (5, 1)


def test_the_profile_reads_back_what_was_published(kit):
    profile = ConditionProfile.from_body(
        kit.body_of(*people(kit, [{"b1": 2, "b2": 1}] * 3 + [{"b1": 3, "b2": 5}] * 2))
    )
    assert profile.respondents == 5
    assert list(profile.conditions["condition"]) == ["real-team", "context"]
    row = profile.facets.set_index("facet").loc["bounded"]
    assert [row[f"at_{i}"] for i in range(1, 6)] == [2, 3, 2, 0, 3]
    assert (row["n"], row["favorable"], row["side_low"]) == (10, 3, 0)
    assert profile.conditions["unsaid"].tolist()[0] == ""
    assert profile.conditions["unsaid"].tolist()[1]
    assert list(profile.order["rank"]) == [1, 2]


@pytest.mark.parametrize("level", ["items", "facets", "conditions"])
def test_every_row_of_the_survey_is_listed_even_when_hidden(kit, level):
    profile = ConditionProfile.from_body(kit.body_of(*people(kit, [{}] * 5)))
    assert (getattr(profile, level)["unsaid"] != "").all()
    assert Counter(profile.order["need"]) == {"unsaid": 2}


def test_where_all_or_all_but_one_answer_alike_only_their_side_is_shown(kit):
    for values in ([4] * 6, [4] * 5 + [1], [5] * 5 + [4]):
        row = kit.body_of(*people(kit, [{"s1": v} for v in values]))["items"][2]
        assert row["counts"] == [0] * 5
        assert sum(row["sides"]) == row["n"] == 6
        assert row["favorable"] == row["sides"][1] == sum(v > 3 for v in values)
        assert (row["median"], row["mean"]) == (None, None)


def test_two_who_differ_keep_the_points_in_sight(kit):
    row = kit.body_of(*people(kit, [{"s1": v} for v in [4, 4, 4, 4, 1, 2]]))["items"][2]
    assert (row["counts"], row["sides"]) == ([1, 1, 0, 4, 0], [0, 0])


def test_one_who_cannot_say_does_not_learn_what_all_others_answered(kit):
    row = kit.body_of(*people(kit, [{"s1": v} for v in [4, 4, 4, 4, 4, None]]))["items"][2]
    assert (row["counts"], row["sides"], row["cannot_say"]) == ([0] * 5, [0, 5], 1)
