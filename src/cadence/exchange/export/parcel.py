"""What leaves the institute in one export, and what stays: read through the view of whom it is for."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from cadence.errors import NotFound, StoreError
from cadence.exchange.export.about import About, LeftOut, Reader
from cadence.exchange.export.part import WHOLE, Part
from cadence.exchange.export.reference import loose
from cadence.exchange.export.row import rows_of
from cadence.exchange.export.shape import Table, tables
from cadence.model import RECORDS, Observation, Person, Record
from cadence.store import View
from cadence.store.schema import HEAD

Records = Mapping[type[Record], Sequence[Record]]
Confidential = Callable[[], Iterable[Record]]

TRIES = 5
CONFIDENTIAL = tuple(kind for kind in RECORDS if kind.audience == "confidential")
KEPT = (
    LeftOut("note", "", "Notes are kept by one person alone."),
    LeftOut("history", "", "Who changed what, and when, stays in the institute; a backup holds it."),
    LeftOut("evidence", "file", "The files that evidence names stay in the institute's folder; copy them."),
)
TO_NOBODY = "Answers leave under random ids and in no order; no id leads back to the person who gave them."
NOT_TO_DISTRICT = "It is the teams' own or confidential; a district sees the results of the whole institute."


@dataclass(frozen=True)
class Asked:
    """What an export was asked to hold: for whom, which part, and with addresses, with room codes."""

    reader: Reader = "facilitator"
    part: Part = WHOLE
    contacts: bool = False
    rooms: bool = False

    def __post_init__(self) -> None:
        if self.reader == "district" and (self.contacts or self.rooms):
            raise NotFound("A district's export holds no addresses and no room codes.", "Leave them out.")


@dataclass(frozen=True)
class Parcel:
    """Records ready to leave, and what is to be said of them."""

    about: About
    records: Records

    def tables(self) -> Iterator[Table]:
        """Yield the tables that have a place in this export, whether or not they have rows."""
        return (table for table in tables() if table.of in self.records)


def gather(view: View, confidential: Confidential, asked: Asked, *, institute: str, now: datetime) -> Parcel:
    """Return what may leave for whom it was asked, all of it as it stood in one moment.

    `view` is the reader's own; `confidential` yields what may leave of confidential answers, with
    random ids in place of the people's (it is not called for a district).

    Raises
    ------
    StoreError
        Somebody kept writing, so that no one moment could be read.
    """
    found = _in_one_moment(view, confidential if asked.reader == "facilitator" else tuple)
    records = {kind: [_veiled(each, asked) for each in some] for kind, some in asked.part.of(found).items()}
    counts = {table.name: len(rows_of(table, records[table.of])) for table in tables() if table.of in records}
    about = About(
        schema=HEAD,
        institute=institute,
        written=now,
        reader=asked.reader,
        part=str(asked.part),
        left_out=tuple(sorted(_left_out(asked))),
        loose=() if str(asked.part) else tuple(sorted(loose(records))),
        rows=counts,
    )
    return Parcel(about, records)


def _in_one_moment(view: View, confidential: Confidential) -> dict[type[Record], list[Record]]:
    for _ in range(TRIES):
        before = view.seq()
        found = {
            kind: list[Record](view.all(kind)) for kind in RECORDS if kind.audience in ("institute", "team")
        }
        found |= {kind: [] for kind in CONFIDENTIAL}
        for record in confidential():
            found[type(record)].append(record)
        if view.seq() == before:
            return {kind: found[kind] for kind in RECORDS if kind in found}
    raise StoreError(
        "People are writing all the time, so no one moment could be read.", "Try again in a minute."
    )


def _veiled(record: Record, asked: Asked) -> Record:
    if isinstance(record, Person) and not asked.contacts:
        return record.model_copy(update={"email": ""})
    if isinstance(record, Observation) and not asked.rooms:
        return record.model_copy(update={"room": ""})
    return record


def _left_out(asked: Asked) -> Iterator[LeftOut]:
    yield from KEPT
    if not asked.contacts:
        yield LeftOut("person", "email", "Addresses go along only where they are asked for (--contacts).")
    if not asked.rooms:
        yield LeftOut("observation", "room", "Room codes go along only where they are asked for (--rooms).")
    for kind in RECORDS:
        if asked.reader == "district" and kind.audience in ("team", "confidential"):
            yield LeftOut(kind.table, "", NOT_TO_DISTRICT)
        elif kind.audience == "confidential":
            yield LeftOut(kind.table, "person", TO_NOBODY)
