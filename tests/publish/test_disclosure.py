from hypothesis import given
from hypothesis import strategies as st

from cadence.publish.disclosure import floor, hidden_parts

SIZES = st.dictionaries(st.sampled_from("abcdefg"), st.integers(0, 20))


def test_no_threshold_goes_below_three():
    assert [floor(n) for n in (0, 1, 3, 5)] == [3, 3, 3, 5]


def test_large_parts_are_all_shown():
    assert hidden_parts({"a": 5, "b": 9}, 5) == set()


def test_one_small_part_takes_the_next_smallest_with_it():
    assert hidden_parts({"a": 2, "b": 9, "c": 6}, 5) == {"a", "c"}


def test_two_small_parts_that_are_too_few_together_take_a_third():
    assert hidden_parts({"a": 1, "b": 2, "c": 7, "d": 8}, 5) == {"a", "b", "c"}


def test_two_small_parts_that_hide_each_other_leave_the_rest():
    assert hidden_parts({"a": 3, "b": 4, "c": 7}, 5) == {"a", "b"}


def test_an_empty_part_hides_nothing_and_nobody():
    assert hidden_parts({"a": 0, "b": 7}, 5) == set()
    assert hidden_parts({"a": 0, "b": 2, "c": 7}, 5) == {"b", "c"}


@given(SIZES, st.integers(3, 10))
def test_the_total_less_what_is_shown_is_of_several_parts_and_enough_people(sizes, threshold):
    hidden = hidden_parts(sizes, threshold)
    shown = {part: size for part, size in sizes.items() if size and part not in hidden}
    rest = sum(sizes.values()) - sum(shown.values())
    assert all(size >= threshold for size in shown.values())
    if hidden and shown:
        assert len(hidden) >= 2
        assert rest >= threshold


@given(SIZES, st.integers(3, 10))
def test_the_order_of_the_parts_never_matters(sizes, threshold):
    assert hidden_parts(sizes, threshold) == hidden_parts(dict(reversed(sizes.items())), threshold)
