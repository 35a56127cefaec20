from hypothesis import given
from hypothesis import strategies as st

from cadence.publish.disclosure import Part, enough_teams, floor, hidden_parts

PARTS = st.dictionaries(
    st.sampled_from("abcdefg"),
    st.integers(0, 20).flatmap(
        lambda n: st.builds(Part, st.just(n), st.integers(0, n), st.sampled_from([None, 1, 3, 9]))
    ),
)


def hidden(threshold=5, **sizes):
    """Return what is hidden of parts of which half is good."""
    return hidden_parts({name: Part(size, (size + 1) // 2) for name, size in sizes.items()}, threshold)


def test_no_threshold_goes_below_three():
    assert [floor(n) for n in (0, 1, 3, 5)] == [3, 3, 3, 5]


def test_large_parts_are_all_shown():
    assert hidden(a=5, b=9) == set()


def test_one_small_part_takes_the_next_smallest_with_it():
    assert hidden(a=2, b=9, c=6) == {"a", "c"}


def test_two_small_parts_that_are_too_few_together_take_a_third():
    assert hidden(a=1, b=2, c=7, d=8) == {"a", "b", "c"}


def test_two_small_parts_that_hide_each_other_leave_the_rest():
    assert hidden(a=3, b=4, c=7) == {"a", "b"}


def test_an_empty_part_hides_nothing_and_nobody():
    assert hidden(a=0, b=7) == set()
    assert hidden(a=0, b=2, c=7) == {"b", "c"}


def test_two_small_parts_with_nothing_good_would_each_be_told():
    parts = {"a": Part(3, 0), "b": Part(4, 0), "c": Part(7, 2), "d": Part(8, 8)}
    assert hidden_parts(parts, 5) == {"a", "b", "c"}


def test_a_part_from_two_rooms_points_to_somebody_however_often_they_were_visited():
    assert hidden_parts({"a": Part(12, 6, 2), "b": Part(9, 3, 3), "c": Part(9, 3)}, 5) == {"a", "b"}


@given(PARTS, st.integers(3, 10))
def test_the_total_less_what_is_shown_is_of_several_parts_and_enough_people(parts, threshold):
    gone = hidden_parts(parts, threshold)
    shown = {name: part for name, part in parts.items() if part.size and name not in gone}
    rest = [part for name, part in parts.items() if part.size and name not in shown]
    assert all(part.size >= threshold and part.places != 1 for part in shown.values())
    if rest and shown:
        assert len(rest) >= 2
        assert sum(part.size for part in rest) >= threshold
        assert 0 < sum(part.good for part in rest) < sum(part.size for part in rest)


@given(PARTS, st.integers(3, 10))
def test_the_order_of_the_parts_never_matters(parts, threshold):
    assert hidden_parts(parts, threshold) == hidden_parts(dict(reversed(parts.items())), threshold)


def test_all_teams_together_are_enough_when_any_one_takes_its_own_away():
    assert enough_teams([3, 3, 2], 5)
    assert not enough_teams([9, 2, 2], 5)
    assert not enough_teams([9, 9, 0], 5)
