"""Differences between two versions of a record, and taking them back."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cadence.store.difference import ABSENT, Conflict, difference, without

PLAIN = st.none() | st.integers(0, 2) | st.sampled_from(["", "x", "y"])
VERSIONS = st.fixed_dictionaries(
    {"a": PLAIN, "b": PLAIN, "values": st.dictionaries(st.sampled_from("pqr"), PLAIN, max_size=3)}
)
FEW = settings(max_examples=60, deadline=None)


def test_a_difference_names_the_field_and_both_values() -> None:
    assert difference({"a": 1, "b": 2}, {"a": 1, "b": 3}) == {("b",): (2, 3)}


def test_what_a_record_is_called_and_how_often_it_was_changed_is_no_difference() -> None:
    assert difference({"id": "1", "revision": 1}, {"id": "2", "revision": 2}) == {}


def test_a_field_that_holds_a_dict_is_taken_key_by_key() -> None:
    found = difference({"values": {"p": 1, "q": 2}}, {"values": {"p": 1, "r": None}})
    assert found == {("values", "q"): (2, ABSENT), ("values", "r"): (ABSENT, None)}


def test_nothing_there_is_not_the_same_as_nothing_said() -> None:
    assert difference({"values": {}}, {"values": {"p": None}})
    assert without({"values": {}}, {"values": {"p": None}}, {"values": {"p": None}}) == {"values": {}}


def test_a_conflict_says_where() -> None:
    with pytest.raises(Conflict) as conflict:
        without({"a": 1, "values": {"p": 1}}, {"a": 2, "values": {"p": 2}}, {"a": 3, "values": {"p": 2}})
    assert conflict.value.places == (("a",),)


@FEW
@given(VERSIONS)
def test_a_version_does_not_differ_from_itself(version: dict[str, Any]) -> None:
    assert difference(version, version) == {}


@FEW
@given(VERSIONS, VERSIONS)
def test_a_change_taken_back_at_once_leaves_what_was_before(
    before: dict[str, Any], after: dict[str, Any]
) -> None:
    assert without(before, after, after) == before
    assert without(before, after, before) == before


@FEW
@given(VERSIONS, VERSIONS, VERSIONS)
def test_what_a_change_did_not_touch_stays(
    before: dict[str, Any], after: dict[str, Any], standing: dict[str, Any]
) -> None:
    made = difference(before, after)
    try:
        left = without(before, after, standing)
    except Conflict as conflict:
        assert set(conflict.places) <= set(made)
        return
    assert difference(standing, left).keys() <= made.keys()
    assert not difference(before, left).keys() & made.keys()
