"""Taking an export into a new institute: all of it or nothing."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from cadence.errors import Complaint, NotAllowed
from cadence.exchange.export.about import Loose
from cadence.exchange.export.cell import Unreadable, shortened
from cadence.exchange.export.draft import Draft
from cadence.exchange.export.found import Found, find
from cadence.exchange.export.reference import loose
from cadence.exchange.export.row import rows_of
from cadence.exchange.export.sealed_part import SealedPart, read_sealed_part
from cadence.exchange.export.secret import SECRET
from cadence.exchange.export.shape import tables
from cadence.exchange.tables.taken import refuse
from cadence.model import RECORDS, Record
from cadence.store import View

Read = Mapping[type[Record], Sequence[tuple[Draft, Record]]]
Unseal = Callable[[Path], bytes]


@dataclass(frozen=True)
class Arrival:
    """What was taken in: how many records of each table; `before` is true where all of it stood already."""

    file: str
    institute: str
    records: Mapping[str, int]
    left_out: tuple[str, ...]
    before: bool = False

    def __str__(self) -> str:
        """Return it as lines."""
        if self.before:
            return f"All of {self.file} stands here already; nothing changed."
        counts = [f"  {table}: {count}" for table, count in self.records.items() if count]
        gone = [f"  left out of the export: {each}" for each in self.left_out]
        return "\n".join([f"From {self.file}, an export of {self.institute}:", *counts, *gone])


def read_export(path: Path, unseal: Unseal | None = None) -> tuple[Found, Read]:
    """Return an export's records with their places, every one of them found to be in order.

    `unseal` opens its sealed part; without it, only what stands in the open is read.

    Raises
    ------
    ImportRefused
        Something in it does not hold together; each complaint has its place and its remedy.
    """
    found = find(path)
    read, complaints = _held_to_the_model(found)
    if not complaints:
        complaints = [*_twice(read), *_leading_nowhere(found, read), *_miscounted(found, read)]
    refuse(found.file, tuple(complaints))
    if found.sealed is None or unseal is None:
        return found, read
    part = _opened(found.sealed, found, unseal)
    read |= part.records  # answers as they were handed in, in place of those dealt out
    refuse(found.file, (*_twice(read), *_leading_nowhere(found, read, part.loose)))
    return found, read


def _opened(file: Path, found: Found, unseal: Unseal) -> SealedPart:
    if not file.is_file():
        remedy = "Put it back there, or take what stands in the open alone: --leave-sealed"
        refuse(found.file, (Complaint(file.name, 0, "", f"it is not beside {found.file}", remedy),))
    return read_sealed_part(unseal(file), found.about.sealed)


def import_institute(view: View, path: Path, *, check: bool = False, unseal: Unseal | None = None) -> Arrival:
    """Take an export into an institute that holds no records yet; with `check` only say what would be taken.

    `view` is the keeper's. The history begins anew, with one change a record.

    Raises
    ------
    ImportRefused
        Something in the export does not hold together, each with its place; nothing of it was written.
    NotAllowed
        The institute holds records already, and they are not those of the export.
    """
    found, read = read_export(path, unseal)
    before = _stands(view, read, found)
    if not before and not check:
        view.write(*(record for some in read.values() for _, record in some))
    counts = {kind.table: len(some) for kind, some in read.items()}
    opened = {kind.table for kind in SECRET} if read.keys() >= {*SECRET} else set()
    left_out = tuple(str(each) for each in found.about.left_out if each.table not in opened)
    return Arrival(found.file, found.about.institute, counts, left_out, before)


def _held_to_the_model(
    found: Found,
) -> tuple[dict[type[Record], Sequence[tuple[Draft, Record]]], list[Complaint]]:
    read: dict[type[Record], Sequence[tuple[Draft, Record]]] = {}
    complaints = list(found.complaints)
    for kind, drafts in found.drafts.items():
        read[kind] = held = list[tuple[Draft, Record]]()
        for draft in drafts:
            try:
                held.append((draft, _record(kind, draft, typed=found.typed)))
            except ValidationError as error:
                complaints += _in_words(draft, error)
    return read, complaints


def _record(kind: type[Record], draft: Draft, *, typed: bool) -> Record:
    if typed:
        return kind.model_validate(draft.values, strict=True)
    return kind.model_validate_json(json.dumps(draft.values), strict=True)


def _in_words(draft: Draft, error: ValidationError) -> Iterator[Complaint]:
    for each in error.errors(include_url=False):
        column = ".".join(map(str, each["loc"]))
        value = "" if each["type"] == "missing" else f"'{str(each['input'])[:60]}': "
        message = f"{value}{each['msg'][:1].lower()}{each['msg'][1:]}"
        yield Complaint(draft.file, draft.line, column, message, "See the dictionary for what belongs here.")


def _twice(read: Read) -> Iterator[Complaint]:
    for some in read.values():
        seen: dict[str, Draft] = {}
        for draft, record in some:
            earlier = seen.setdefault(record.id, draft)
            if earlier is not draft:
                message = f"the id '{record.id}' is there twice"
                yield Complaint(draft.file, draft.line, "id", message, f"See line {earlier.line} too.")


def _leading_nowhere(found: Found, read: Read, more: Iterable[Loose] = ()) -> Iterator[Complaint]:
    """Yield a complaint for each id that names nothing here, unless it named nothing before it left."""
    known = {*found.about.loose, *more}
    drafts = {(record.table, record.id): draft for some in read.values() for draft, record in some}
    for each in loose({kind: [record for _, record in some] for kind, some in read.items()}):
        if each not in known:
            nowhere = Unreadable(f"'{each.value}' names nothing in this export", "Correct the id.")
            trouble = shortened(each.value) or nowhere
            draft = drafts[each.table, each.record]
            yield Complaint(draft.file, draft.line, each.column, trouble.message, trouble.remedy)


def _miscounted(found: Found, read: Read) -> Iterator[Complaint]:
    for table in tables():
        count = len(rows_of(table, (record for _, record in read.get(table.of, ()))))
        said = found.about.rows.get(table.name, 0)
        if count != said:
            message = f"{said} rows were exported and {count} are here"
            remedy = (
                "Put back what is missing; if the change is meant, correct the number in the table 'about'."
            )
            yield Complaint(found.file, 0, table.name, message, remedy)


def _stands(view: View, read: Read, found: Found) -> bool:
    """Return whether these very records stand already; refuse an institute that holds any others."""
    kinds = [kind for kind in RECORDS if kind.audience != "keys"]  # doors are of this institute
    standing = {kind: {each.id: _content(each) for each in view.all(kind)} for kind in kinds}
    if not any(standing.values()):
        return False
    taken = {kind: {each.id: _content(each) for _, each in read.get(kind, ())} for kind in kinds}
    if standing == taken:
        return True
    raise NotAllowed(
        f"This institute holds records already, and they are not those of {found.file}.",
        "Take it into a new institute: cadence new FOLDER",
    )


def _content(record: Record) -> dict[str, object]:
    return record.model_dump(exclude={"revision"})
