"""What leaves the institute in one export, and what stays: read through the view of whom it is for."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from secrets import token_hex

from cadence.errors import NotFound, StoreError
from cadence.exchange.export.about import About, LeftOut, Reader
from cadence.exchange.export.dealt import respondents
from cadence.exchange.export.part import WHOLE, Part
from cadence.exchange.export.reference import loose
from cadence.exchange.export.row import rows_of
from cadence.exchange.export.sealed_part import SEALED, sealed_part_bytes
from cadence.exchange.export.secret import SECRET, under_seal
from cadence.exchange.export.shape import STAYING, Table, tables
from cadence.model import RECORDS, Observation, Publication, Record, Response
from cadence.store import View
from cadence.store.entitlement import VEILED
from cadence.store.schema import HEAD

Records = Mapping[type[Record], Sequence[Record]]

TRIES = 5
ROOMS: dict[type[Record], tuple[str, ...]] = {Observation: ("room",)}
SHARED = tuple(kind for kind in RECORDS if kind.audience in ("institute", "team"))
KEPT = (
    LeftOut("note", "", "Notes are kept by one person alone."),
    LeftOut("invite", "", "Invites open the door here and nowhere else; so do the devices they let in."),
    LeftOut("history", "", "Who changed what, and when, stays in the institute; a backup holds it."),
    LeftOut("evidence", "file", "The files that evidence names stay in the institute's folder; copy them."),
)
UNPUBLISHED = "It is confidential and nothing of it is published; a backup holds it."
ANSWERS = (
    LeftOut("response", "", "Answers leave as they are published, dealt out to random ids; all others stay."),
    *(LeftOut(kind.table, "", UNPUBLISHED) for kind in STAYING if kind.audience == "confidential"),
)
SEALED_ANSWERS = tuple(
    LeftOut(kind.table, "", f"{SEALED} alone holds it as it is, for a new institute.") for kind in SECRET
)
NOT_TO_DISTRICT = (
    "What is a team's own or confidential is not for the district, which has the institute's results."
)


@dataclass(frozen=True)
class Asked:
    """What an export was asked to hold: for whom, which part; with addresses, room codes, a sealed part."""

    reader: Reader = "facilitator"
    part: Part = WHOLE
    contacts: bool = False
    rooms: bool = False
    sealed: bool = False

    @property
    def all_of_it(self) -> bool:
        """Return whether an institute can be made from it again."""
        return self.part == WHOLE and self.reader == "facilitator"

    def __post_init__(self) -> None:
        if self.reader == "district" and (self.contacts or self.rooms):
            raise NotFound("A district's export holds no addresses and no room codes.", "Leave them out.")
        if self.sealed and not self.all_of_it:
            raise NotFound(
                "A sealed part goes along with the whole of an institute alone.",
                "Export the whole: without --team, --table and --for.",
            )


@dataclass(frozen=True)
class Parcel:
    """Records ready to leave, and what is to be said of them; `secret` is what goes under seal."""

    about: About
    records: Records
    secret: bytes = b""

    def tables(self) -> Iterator[Table]:
        """Yield the tables that have a place in this export, whether or not they have rows."""
        return (table for table in tables() if table.of in self.records)


def gather(view: View, asked: Asked, *, institute: str, now: datetime, keeper: View | None = None) -> Parcel:
    """Return what may leave for whom it was asked, all of it as it stood in one moment.

    `view` is the reader's own, a facilitator's or a district's: what it does not show does not leave.
    `keeper` is asked for what leaves under seal, where that is wanted.

    Raises
    ------
    StoreError
        Somebody kept writing, so that no one moment could be read.
    """
    found, secret = _in_one_moment(view, keeper if asked.sealed else None, now)
    found = asked.part.of(found)
    records = {kind: [_veiled(each, asked) for each in some] for kind, some in found.items()}
    counts = {table.name: len(rows_of(table, records[table.of])) for table in tables() if table.of in records}
    mark = token_hex(16) if secret else ""
    about = About(
        schema=HEAD,
        institute=institute,
        written=now,
        reader=asked.reader,
        part=str(asked.part),
        sealed=mark,
        left_out=tuple(sorted(_left_out(asked))),
        loose=tuple(sorted(loose(records))) if asked.all_of_it else (),
        rows=counts,
    )
    return Parcel(about, records, sealed_part_bytes(mark, secret, loose(records | secret)) if secret else b"")


Lists = dict[type[Record], list[Record]]


def _in_one_moment(view: View, keeper: View | None, now: datetime) -> tuple[Lists, Lists]:
    """Return what may leave in the open, and what leaves under seal."""
    shown = ("institute",) if view.viewer.role == "district" else ("institute", "team", "confidential")
    for _ in range(TRIES):
        before = view.seq()
        found: dict[type[Record], list[Record]] = {kind: list(view.all(kind)) for kind in SHARED}
        secret: Lists = {kind: list(keeper.all(kind)) for kind in SECRET} if keeper else {}
        if view.seq() == before:
            dealt = respondents(view.all(Publication))
            found[Response] = sorted(dealt, key=lambda each: each.id)
            open_to_see = {kind: some for kind, some in found.items() if some or kind.audience in shown}
            return open_to_see, under_seal(found | secret, now) if keeper else {}
    raise StoreError(
        "People are writing all the time: no one moment could be read.", "Try again in a minute."
    )


def _veiled(record: Record, asked: Asked) -> Record:
    kept = () if asked.contacts else VEILED.get(type(record), ())
    blank = {name: "" for name in (*kept, *(() if asked.rooms else ROOMS.get(type(record), ())))}
    return record.model_copy(update=blank) if blank else record


def _left_out(asked: Asked) -> Iterator[LeftOut]:
    yield from KEPT if not asked.sealed else KEPT[1:]
    for wanted, fields, reason in (
        (asked.contacts, VEILED, "It goes along only where it is asked for (--contacts)."),
        (asked.rooms, ROOMS, "It goes along only where it is asked for (--rooms)."),
    ):
        if not wanted:
            yield from (LeftOut(kind.table, name, reason) for kind, names in fields.items() for name in names)
    if asked.reader == "district":
        yield LeftOut("", "", NOT_TO_DISTRICT)
    else:
        yield from SEALED_ANSWERS if asked.sealed else ANSWERS
