import pytest
from hypothesis import given
from hypothesis import strategies as st

from cadence.analysis import Unsaid, boundary_agreement


def test_pairs_that_list_the_same_team_agree():
    answer = boundary_agreement({"a": ["a", "b", "c"], "b": ["c", "b", "a"], "c": ["a", "b"]})
    assert (answer.people, answer.pairs, answer.same) == (3, 3, 1)
    assert answer.share == pytest.approx(1 / 3)
    assert answer.overlap == pytest.approx((1 + 2 / 3 + 2 / 3) / 3)


def test_who_is_listed_by_some_and_not_by_all_is_in_doubt():
    answer = boundary_agreement({"a": ["a", "b", "c"], "b": ["a", "b"], "c": ["a", "b", "d"]})
    assert answer.doubtful == ("c", "d")
    assert answer.named.set_index("name").loc["c", ["listed", "of"]].tolist() == [1, 3]


def test_one_list_has_nobody_to_agree_with():
    assert isinstance(boundary_agreement({"a": ["a", "b"]}), Unsaid)


def test_somebody_who_listed_nobody_left_the_question_out():
    assert isinstance(boundary_agreement({"a": ["a", "b"], "b": []}), Unsaid)


LISTS = st.lists(st.sets(st.sampled_from("abcdef"), min_size=1), min_size=2, max_size=7)


@given(LISTS)
def test_agreement_is_a_share_and_full_only_without_doubt(lists):
    answer = boundary_agreement({str(i): names for i, names in enumerate(lists)})
    assert 0 <= answer.share <= answer.overlap <= 1
    assert (answer.share == 1) == (not answer.doubtful)


@given(LISTS)
def test_the_order_of_people_never_matters(lists):
    one, other = (
        boundary_agreement({str(i): names for i, names in enumerate(some)}) for some in (lists, lists[::-1])
    )
    assert (one.share, one.doubtful) == (other.share, other.doubtful)
    assert one.overlap == pytest.approx(other.overlap)
