"""What was saved is what is loaded, for every type of record and whatever its fields hold."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import AwareDatetime

from cadence.model import RECORDS, Record
from cadence.model.record import new_id
from cadence.store import Store, Viewer

WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=40)
WHOLE = st.integers(-(2**63), 2**63 - 1)
NUMBERS = st.floats(allow_nan=False, allow_infinity=False)
ZONES = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
MOMENTS = st.datetimes(datetime(1900, 1, 1), datetime(2200, 1, 1), timezones=ZONES | st.just(UTC))
JSON: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | NUMBERS | WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3),
    max_leaves=8,
)
PLAIN: dict[Any, st.SearchStrategy[Any]] = {
    str: WORDS,
    int: WHOLE,
    float: NUMBERS,
    bool: st.booleans(),
    date: st.dates(date(1, 1, 1)),
    AwareDatetime: MOMENTS,
    Any: JSON,
    NoneType: st.none(),
}


def values(annotation: Any) -> st.SearchStrategy[Any]:
    """Return a strategy for whatever a field of this annotation may hold."""
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin in (Union, UnionType):
        return st.one_of(*map(values, inner))
    if origin is Literal:
        return st.sampled_from(inner)
    if origin is tuple:
        return st.lists(values(inner[0]), max_size=4).map(tuple)
    if origin is dict:
        return st.dictionaries(values(inner[0]), values(inner[1]), max_size=4)
    return PLAIN[annotation]


def some(kind: type[Record]) -> st.SearchStrategy[Any]:
    """Return a strategy for records of a type that nobody has stored yet."""
    fields = {name: values(field.annotation) for name, field in kind.model_fields.items()}
    fields |= {"id": st.builds(lambda words: words + new_id(), WORDS), "revision": st.just(0)}
    if "fingers" in fields:
        fields["fingers"] = st.integers(0, 5)
    if kind.audience == "own":
        fields["person"] = WORDS.filter(bool)
    return st.builds(kind, **fields)


# All examples share one store, for every record has an id of its own.
SHARED = settings(deadline=None, max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.mark.parametrize("kind", RECORDS, ids=lambda kind: kind.table)
@SHARED
@given(data=st.data())
def test_save_then_load_is_identity(
    store: Store, writer: Callable[[Record], Viewer], kind: type[Record], data: st.DataObject
) -> None:
    record = data.draw(some(kind))
    view = store.view(writer(record))
    (written,) = view.write(record)
    assert written == record.model_copy(update={"revision": 1})
    assert view.get(kind, record.id) == written
