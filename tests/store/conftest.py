"""Sample records, and who may write them."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from types import NoneType
from typing import Any, get_args

import pytest

from cadence.model import Record
from cadence.store import Viewer

PLAIN: dict[Any, object] = {str: "x", int: 1, float: 0.5, bool: True, date: date(2026, 10, 1)}


def _value(annotation: Any) -> object:
    if annotation in PLAIN:
        return PLAIN[annotation]
    if "AwareDatetime" in str(annotation):
        return datetime(2026, 10, 1, 9, tzinfo=UTC)
    if "Literal" in str(annotation):
        return get_args(annotation)[0]
    return None if NoneType in get_args(annotation) else {}


@pytest.fixture
def sample() -> Callable[..., Any]:
    """Lend a maker of the plainest record of any type."""

    def make(kind: type[Record], **values: object) -> Record:
        needed = {name: _value(f.annotation) for name, f in kind.model_fields.items() if f.is_required()}
        return kind.model_validate(needed | {k: v for k, v in values.items() if k in kind.model_fields})

    return make


@pytest.fixture
def writer() -> Callable[[Record], Viewer]:
    """Lend a finder of somebody who may write a record."""

    def find(record: Record) -> Viewer:
        if record.audience == "own":
            return Viewer("facilitator", person=record.person)  # type: ignore[attr-defined]
        return Viewer("custodian")

    return find
