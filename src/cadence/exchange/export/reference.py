"""Ids that records hold of each other: which of them name nothing."""

from collections.abc import Iterable, Iterator, Mapping

from cadence.exchange.export.about import Loose
from cadence.exchange.export.shape import fields_of, refers_to
from cadence.model import Record


def links(record: Record) -> Iterator[tuple[str, str, str]]:
    """Yield field, table and id of every record that a record names; a respondent is nobody."""
    for name in fields_of(type(record)):
        table = refers_to(type(record), name)
        if not table or (record.audience == "confidential" and table == "person"):
            continue
        held = getattr(record, name)
        yield from ((name, table, each) for each in ([held] if isinstance(held, str) else held or ()) if each)


def loose(records: Mapping[type[Record], Iterable[Record]]) -> Iterator[Loose]:
    """Yield every id that names no record among these."""
    held = [record for some in records.values() for record in some]
    there = {(record.table, record.id) for record in held}
    for record in held:
        for field, table, named in links(record):
            if (table, named) not in there:
                yield Loose(record.table, record.id, field, named)
