"""Records as rows of an export's tables, and the fields of records from such rows."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeAlias

from cadence.exchange.export.cell import Value, written
from cadence.exchange.export.leaves import leaves
from cadence.exchange.export.shape import Table
from cadence.model import Record

Row: TypeAlias = tuple[Value, ...]


def rows_of(table: Table, records: Iterable[Record]) -> list[Row]:
    """Return the rows that a table has for records of its type, each cell as it is written."""
    return [_written(table, row) for record in records for row in _rows(table, record)]


def _written(table: Table, row: Sequence[Value]) -> Row:
    return tuple(
        written(value, column.may_be_none and column.kind is not None)
        for column, value in zip(table.columns, row, strict=True)
    )


def _rows(table: Table, record: Record) -> Iterator[Sequence[Value]]:
    if not table.field:
        yield [getattr(record, name) for name in table.headings]
        return
    held: Any = getattr(record, table.field)
    if table.headings[1] == "place":
        yield from ((record.id, place, value) for place, value in enumerate(held, start=1))
    elif table.headings[1] == "key":
        yield from ((record.id, key, value) for key, value in held.items())
    else:
        yield from ((record.id, *leaf) for leaf in leaves(held))
