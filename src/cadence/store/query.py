"""From records to rows and back, and from entitlements and wishes to SQL."""

import re
from collections.abc import Iterable
from functools import cache
from math import isfinite
from typing import Any, TypeVar

from pydantic import TypeAdapter
from sqlalchemy import JSON, ColumnElement, Table, and_, false, or_, true

from cadence.errors import StoreError
from cadence.model import Record
from cadence.store.entitlement import Reach
from cadence.store.schema import table_of

R = TypeVar("R", bound=Record)

_UNKEEPABLE = re.compile("[\x00\ud800-\udfff]")


def condition(table: Table, reach: Reach) -> ColumnElement[bool]:
    """Return a reach as SQL."""
    if not reach:
        return false()
    return or_(*(and_(true(), *(table.c[name] == value for name, value in each.items())) for each in reach))


def wanted(kind: type[Record], equals: dict[str, object]) -> list[ColumnElement[bool]]:
    """Return the SQL for 'these fields have these values', or refuse a field that cannot be asked for."""
    columns = table_of(kind).c
    for name in equals:
        if name not in kind.model_fields or isinstance(columns[name].type, JSON):
            askable = [each for each in kind.model_fields if not isinstance(columns[each].type, JSON)]
            raise TypeError(f"{kind.__name__} cannot be asked for by '{name}'. Known: {', '.join(askable)}.")
    return [columns[name] == clean(value) for name, value in equals.items()]


def fields(kind: type[Record]) -> list[Any]:
    """Return the columns that make up a record."""
    return [table_of(kind).c[name] for name in kind.model_fields]


@cache
def _many(kind: type[R]) -> TypeAdapter[list[R]]:
    return TypeAdapter(list[kind])  # type: ignore[valid-type]


def records(kind: type[R], rows: Iterable[Any]) -> list[R]:
    """Return rows as records, or refuse rows that no version of Cadence wrote."""
    names = tuple(kind.model_fields)
    try:
        return _many(kind).validate_python([dict(zip(names, row, strict=True)) for row in rows])
    except ValueError as error:  # pydantic's own, and what a damaged date or JSON text raises
        raise StoreError(
            f"A row of the table '{kind.table}' cannot be read.", "Look for it with: cadence doctor"
        ) from error


def settled(record: R, revision: int) -> R:
    """Return a record as it will stand in the store: plain JSON inside, text that any database keeps."""
    values = clean(record.model_dump(mode="json")) | {"revision": revision}
    return type(record).model_validate(values)


def clean(value: Any) -> Any:
    """Return a value with what no database can keep (NUL, half characters) visibly replaced."""
    match value:
        case str():
            return _UNKEEPABLE.sub("\ufffd", value)
        case float() if not isfinite(value):
            raise ValueError(f"{value} cannot be kept; say None, and why.")
        case dict():
            return {clean(key): clean(each) for key, each in value.items()}
        case list():
            return [clean(each) for each in value]
        case _:
            return value
