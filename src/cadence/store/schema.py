"""The tables, built from the model: one a record type, and history, clock and erasures."""

from datetime import UTC, date, datetime
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin

from pydantic import AwareDatetime
from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Dialect,
    Float,
    Index,
    MetaData,
    Table,
    Text,
    TypeDecorator,
)
from sqlalchemy.types import TypeEngine

from cadence.model import RECORDS, Record

HEAD = "0004"  # the newest migration; a test holds it to the scripts
VERSION_TABLE = "cadence_schema"


class Moment(TypeDecorator[datetime]):
    """A moment in time: kept in UTC, and read back as UTC, whatever the database."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Turn a moment into UTC; SQLite keeps it without its zone."""
        if value is None:
            return None
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the moment its zone back."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


PLAIN: dict[Any, TypeEngine[Any]] = {
    str: Text(),
    int: BigInteger(),
    float: Float(),
    bool: Boolean(),
    date: Date(),
    AwareDatetime: Moment(),
}


def column_type(annotation: Any) -> tuple[TypeEngine[Any], bool]:
    """Return the column type of a field's annotation, and whether the field may be None."""
    if get_origin(annotation) in (Union, UnionType):
        inner = [each for each in get_args(annotation) if each is not NoneType]
        kind, _ = column_type(inner[0])
        return kind, len(inner) < len(get_args(annotation))
    if get_origin(annotation) is Literal:
        return Text(), False
    if get_origin(annotation) in (tuple, list, dict):
        return JSON(), False
    return PLAIN[annotation], False


def _columns(kind: type[Record]) -> list[Column[Any]]:
    columns: list[Column[Any]] = [Column("institute", Text(), primary_key=True)]
    for name, field in kind.model_fields.items():
        of, nullable = column_type(field.annotation)
        columns.append(Column(name, of, primary_key=name == "id", nullable=nullable))
    return [*columns, Column("seq", BigInteger(), nullable=False)]


def _indexes(kind: type[Record]) -> list[Index]:
    """Return one index that answers 'this team, this cycle' and a team's fingerprint alike."""
    leading = [name for name in ("team", "cycle") if name in kind.model_fields]
    return [Index(f"{kind.table}_by_{'_'.join([*leading, 'seq'])}", "institute", *leading, "seq")]


def _add_history(metadata: MetaData) -> None:
    Table(
        "history",
        metadata,
        Column("institute", Text(), primary_key=True),
        Column("seq", BigInteger(), primary_key=True, autoincrement=False),
        Column("at", Moment(), nullable=False),
        Column("viewer", Text(), nullable=False),
        Column("table", Text(), nullable=False),
        Column("record", Text(), nullable=False),
        Column("revision", BigInteger(), nullable=False),
        Column("action", Text(), nullable=False),
        Column("before", JSON(none_as_null=True)),
        Column("after", JSON(none_as_null=True)),
        Column("batch", BigInteger(), nullable=False),
        Column("undoes", BigInteger()),
        Index("history_by_record", "institute", "table", "record", "seq"),
    )


@cache
def schema() -> MetaData:
    """Return the tables of every record type, the history, the clock, erasures, restorations, receipts."""
    metadata = MetaData()
    for kind in RECORDS:
        Table(kind.table, metadata, *_columns(kind), *_indexes(kind))
    _add_history(metadata)
    Table(
        "clock",
        metadata,
        Column("institute", Text(), primary_key=True),
        Column("seq", BigInteger(), nullable=False),
    )
    Table("erasure", metadata, *_noted())
    Table("restoration", metadata, *_noted(), Column("seq", BigInteger(), nullable=False))
    Table("receipt", metadata, *_noted(), Column("saved", JSON(), nullable=False))
    return metadata


def _noted() -> tuple[Column[Any], ...]:
    """Return the columns of what was done once: erasures, backups brought back, requests answered."""
    return (
        Column("institute", Text(), primary_key=True),
        Column("id", Text(), primary_key=True),
        Column("at", Moment(), nullable=False),
    )


def table_of(kind: type[Record]) -> Table:
    """Return the table of a record type."""
    return schema().tables[kind.table]
