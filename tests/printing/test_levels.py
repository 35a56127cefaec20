"""Headings in order."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cadence.printing.levels import Levels


@given(st.lists(st.integers(-2, 9)))
def test_no_level_is_skipped_below_the_title(asked: list[int]) -> None:
    levels = Levels()
    made = [1, *(levels(one) for one in asked)]
    assert all(2 <= level <= 6 for level in made[1:])
    assert all(later <= earlier + 1 for earlier, later in pairwise(made))


@pytest.mark.parametrize(
    "asked, made",
    [([2, 3, 2], [2, 3, 2]), ([1, 2, 1], [2, 3, 2]), ([3, 3, 2], [2, 2, 2]), ([2, 4, 4, 3], [2, 3, 3, 3])],
)
def test_what_was_below_stays_below(asked: list[int], made: list[int]) -> None:
    levels = Levels()
    assert [levels(one) for one in asked] == made
