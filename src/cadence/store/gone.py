"""Records that stand no longer and that the history still holds: who is to be erased may be among them."""

from typing import TypeVar

from pydantic import ValidationError
from sqlalchemy import Connection, select

from cadence.model import Record
from cadence.store.schema import schema, table_of

R = TypeVar("R", bound=Record)


def gone(connection: Connection, institute: str, kind: type[R]) -> list[R]:
    """Return the records of a type that were removed and not made again, as they last stood."""
    rows, standing = schema().tables["history"].c, table_of(kind).c
    there = select(standing.id).where(standing.institute == institute)
    query = select(rows.record, rows.before).where(
        rows.institute == institute,
        rows.table == kind.table,
        rows.action == "remove",
        rows.record.not_in(there),
    )
    last = {record: before for record, before in connection.execute(query.order_by(rows.seq))}
    return [each for before in last.values() if (each := _read(kind, before)) is not None]


def _read(kind: type[R], state: object) -> R | None:
    try:
        return kind.model_validate(state)
    except ValidationError:  # as an earlier version wrote it
        return None
