import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cadence.analysis import counts, pool, score
from cadence.analysis.answers import by_side, favorable_from


def test_a_reverse_keyed_item_is_turned_round(survey, answers):
    scored = score(survey, answers({"ana": {"b1": 5, "b2": 5}})).set_index("item")
    assert scored.loc["b1", "score"] == 5
    assert scored.loc["b2", "score"] == 1
    assert scored.loc["b2", "value"] == 5


def test_cannot_say_and_left_out_are_kept_apart(survey, answers):
    scored = score(survey, answers({"ana": {"b1": None}})).set_index("item")
    assert scored.loc["b1", "status"] == "cannot say"
    assert scored.loc["s1", "status"] == "missing"
    assert scored["score"].isna().all()


def test_somebody_who_answered_nothing_is_counted_as_missing(survey, answers):
    items = counts(score(survey, answers({"ana": {"b1": 4}}), people=["ana", "bo"]), 5).set_index("item")
    assert items.loc["b1", "n"] == 1
    assert items.loc["b1", "missing"] == 1
    assert items.loc["s1", "missing"] == 2


def test_no_answers_at_all_give_empty_counts_and_not_an_error(survey, answers):
    items = counts(score(survey, answers({})), 5)
    assert list(items["n"]) == [] or items["n"].sum() == 0


@pytest.mark.parametrize(
    ("given_answers", "words"),
    [
        ({"ana": {"zz": 1}}, "no item 'zz'"),
        ({"ana": {"b1": 6}}, "outside the scale"),
        ({"ana": {"b1": 2.5}}, "outside"),
    ],
)
def test_an_answer_that_cannot_be_is_refused(survey, answers, given_answers, words):
    with pytest.raises(ValueError, match=words):
        score(survey, answers(given_answers))


def test_the_same_item_twice_by_one_person_is_refused(survey, answers):
    twice = pd.concat([answers({"ana": {"b1": 1}}), answers({"ana": {"b1": 2}})])
    with pytest.raises(ValueError, match="twice"):
        score(survey, twice)


def test_counts_median_mean_and_spread_of_an_item(survey, answers):
    values = {"a": 1, "b": 2, "c": 4, "d": 4, "e": 5, "f": None}
    items = counts(score(survey, answers({who: {"b1": v} for who, v in values.items()})), 5).set_index("item")
    row = items.loc["b1"]
    assert [row[f"at_{i}"] for i in range(1, 6)] == [1, 1, 0, 2, 1]
    assert (row["n"], row["cannot_say"], row["missing"]) == (5, 1, 0)
    assert row["median"] == 4
    assert row["mean"] == pytest.approx(3.2)
    assert row["spread"] == pytest.approx((3 + 2 + 0 + 0 + 1) / 5)


def test_a_facet_adds_up_its_items_and_its_spread_is_within_items(survey, answers):
    # All agree on each item, and the items differ: nobody disagrees with anybody.
    given_answers = {who: {"b1": 5, "b2": 5} for who in "abcde"}
    facets = pool(counts(score(survey, answers(given_answers)), 5), "facet").set_index("facet")
    row = facets.loc["bounded"]
    assert (row["at_1"], row["at_5"], row["n"]) == (5, 5, 10)
    assert row["median"] == 3
    assert row["spread"] == 0


def test_conditions_keep_the_order_of_the_survey(survey, answers):
    pooled = pool(counts(score(survey, answers({"a": {"p1": 1}})), 5), "condition")
    assert list(pooled["condition"]) == ["real-team", "context", "safety"]
    assert list(pooled["family"]) == ["essential", "enabler", "climate"]


VALUES = st.dictionaries(
    st.sampled_from("abcdefgh"),
    st.dictionaries(st.sampled_from(["b1", "b2", "s1", "t1"]), st.one_of(st.none(), st.integers(1, 5))),
    min_size=1,
)


@given(VALUES)
def test_everyone_is_somewhere_and_pooling_loses_nothing(survey, answers, given_answers):
    items = counts(score(survey, answers(given_answers), people=given_answers), 5)
    assert ((items["n"] + items["cannot_say"] + items["missing"]) == len(given_answers)).all()
    for level in ("facet", "condition"):
        assert pool(items, level)["n"].sum() == items["n"].sum()


@given(VALUES, st.randoms())
def test_the_order_of_the_answers_never_matters(survey, answers, given_answers, chance):
    table = answers(given_answers)
    order = list(range(len(table)))
    chance.shuffle(order)
    one, other = (counts(score(survey, t, people=given_answers), 5) for t in (table, table.iloc[order]))
    pd.testing.assert_frame_equal(one, other)


def test_of_answers_by_side_only_how_many_are_favorable_is_left(survey, answers):
    values = {"a": 3, "b": 4, "c": 4, "d": 5, "e": None}
    items = counts(score(survey, answers({who: {"b1": v} for who, v in values.items()})), 5)
    row = by_side(items).set_index("item").loc["b1"]
    assert [row[f"at_{i}"] for i in range(1, 6)] == [0] * 5
    assert (row["side_low"], row["side_high"], row["favorable"], row["n"], row["cannot_say"]) == (
        1,
        3,
        3,
        4,
        1,
    )
    assert pd.isna(row["median"])
    assert row["spread"] == 0


@given(VALUES)
def test_what_is_favorable_is_the_same_by_point_and_by_side(survey, answers, given_answers):
    items = counts(score(survey, answers(given_answers), people=given_answers), 5)
    for table in (items, pool(items, "facet")):
        pd.testing.assert_frame_equal(by_side(table)[["n", "favorable"]], table[["n", "favorable"]])
    pd.testing.assert_frame_equal(by_side(by_side(items)), by_side(items))


@pytest.mark.parametrize(("points", "first"), [(2, 2), (3, 3), (4, 3), (5, 4), (6, 4), (9, 6)])
def test_favorable_begins_above_the_middle_of_the_scale(points, first):
    assert favorable_from(points) == first
