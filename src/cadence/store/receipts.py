"""Receipts: which fields a request changed, kept with the change, so that the same request changes them once.

A receipt holds nothing of what was written. Its id is made by whoever asks for it, and tells nothing of them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select

from cadence.store.schema import schema


@dataclass(frozen=True)
class Receipt:
    """The fields that a request changed, under the id by which it is known again."""

    id: str
    at: datetime
    saved: Sequence[str]


def keep_receipt(connection: Connection, institute: str, receipt: Receipt) -> None:
    """Keep a receipt, in the place of the one that a part of the same request has already."""
    table = schema().tables["receipt"]
    connection.execute(delete(table).where(table.c.institute == institute, table.c.id == receipt.id))
    row = {"institute": institute, "id": receipt.id, "at": receipt.at, "saved": list(receipt.saved)}
    connection.execute(insert(table), row)


def saved_before(connection: Connection, institute: str, id: str) -> frozenset[str]:
    """Return the fields that the request of this id changed already."""
    rows = schema().tables["receipt"].c
    query = select(rows.saved).where(rows.institute == institute, rows.id == id)
    return frozenset(connection.scalar(query) or ())


def drop_receipts(connection: Connection, institute: str, before: datetime) -> None:
    """Drop what nobody will ask for any more."""
    table = schema().tables["receipt"]
    connection.execute(delete(table).where(table.c.institute == institute, table.c.at < before))
