"""A value inside values is taken apart into rows, and put together again."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cadence.exchange.export.cell import Unreadable
from cadence.exchange.export.leaves import grown, hollow, leaves

WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=5) | st.sampled_from(
    ["#1", "a/b", "~1", "#"]
)
ANY: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | WORDS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORDS, inner, max_size=4),
    max_leaves=20,
)
MAPPINGS = st.dictionaries(WORDS, ANY, max_size=4)


def rows(value: dict[str, Any]) -> list[tuple[str, Any]]:
    hollows = ("none", "empty list", "empty group")
    return [(path, hollow(kind) if kind in hollows else leaf) for path, kind, leaf in leaves(value)]


@given(MAPPINGS)
def test_what_was_taken_apart_is_put_together_again(value: dict[str, Any]) -> None:
    assert json.dumps(grown(rows(value))) == json.dumps(value)  # in this order, and 1 is not 1.0


@given(MAPPINGS, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_does_not_matter(value: dict[str, Any], chance: Any) -> None:
    shuffled = rows(value)
    chance.shuffle(shuffled)
    assert grown(shuffled) == value


def test_a_path_says_the_way_from_the_outside_in() -> None:
    assert list(leaves({"items": [{"counts": [0, 3]}], "a/b": None})) == [
        ("items/#1/counts/#1", "whole number", 0),
        ("items/#1/counts/#2", "whole number", 3),
        ("a~1b", "none", None),
    ]


@pytest.mark.parametrize(
    "paths",
    [
        ["a", "a"],
        ["a", "a/b"],
        ["a/b", "a"],
        ["a/#1", "a/#3"],
        ["a/#0"],
        ["a/#1", "a/b"],
        ["a/#x"],
    ],
)
def test_paths_that_do_not_fit_together_are_refused(paths: list[str]) -> None:
    with pytest.raises(Unreadable):
        grown([(path, 1) for path in paths])
