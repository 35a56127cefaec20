"""What an export says of itself: when, for whom, how many rows, what was left out and why.

It travels with the tables, as one more of them, so that whoever takes an export in can tell whether all
of it is there.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, get_args

from cadence.exchange.export.cell import Unreadable, guarded, read

FORMAT = "Cadence export"
HEADINGS = ("what", "table", "record", "column", "value")
Reader = Literal["facilitator", "district"]

Line = tuple[str, str, str, str, str]


@dataclass(frozen=True, order=True)
class LeftOut:
    """What did not leave the institute (a table, or one column of it) and why."""

    table: str
    column: str
    reason: str

    def __str__(self) -> str:
        place = ".".join(filter(None, (self.table, self.column)))
        return f"{place}: {self.reason}" if place else self.reason


@dataclass(frozen=True, order=True)
class Loose:
    """An id that names nobody and nothing in the export, as it stood in the institute."""

    table: str
    record: str
    column: str
    value: str


@dataclass(frozen=True)
class About:
    """The whole of it; `schema` is the store's, `part` says in words what of the institute was asked for.

    `sealed` marks the sealed part that goes along, '' where none does.
    """

    schema: str
    institute: str
    written: datetime
    reader: Reader = "facilitator"
    part: str = ""
    sealed: str = ""
    left_out: tuple[LeftOut, ...] = ()
    loose: tuple[Loose, ...] = ()
    rows: Mapping[str, int] = field(default_factory=dict)

    def lines(self) -> Iterator[Line]:
        """Yield it as the rows of a table."""
        yield "format", "", "", "", FORMAT
        yield "schema", "", "", "", guarded(self.schema)
        yield "institute", "", "", "", guarded(self.institute)
        yield "written", "", "", "", self.written.isoformat()
        yield "for", "", "", "", self.reader
        yield "part", "", "", "", guarded(self.part)
        if self.sealed:
            yield "sealed", "", "", "", self.sealed
        yield from (("rows", name, "", "", str(count)) for name, count in self.rows.items())
        yield from (("left out", each.table, "", each.column, each.reason) for each in self.left_out)
        for each in self.loose:
            yield "loose", each.table, guarded(each.record), each.column, guarded(each.value)


def about_of(lines: Iterable[Line]) -> About:
    """Return what an export says of itself, or raise `Unreadable`."""
    said: dict[str, list[tuple[str, ...]]] = {}
    for what, *rest in lines:
        said.setdefault(what, []).append(tuple(_plain(cell) for cell in rest))
    if [each[-1] for each in said.get("format", ())] != [FORMAT]:
        raise Unreadable("this is not an export of Cadence", "Name what `cadence export` wrote.")
    reader = _one(said, "for")
    if reader not in get_args(Reader):
        raise Unreadable(f"'{reader}' is nobody an export is made for", "Export it again.")
    return About(
        schema=_one(said, "schema"),
        institute=_one(said, "institute"),
        written=_moment(_one(said, "written")),
        reader="district" if reader == "district" else "facilitator",
        part=_one(said, "part"),
        sealed=_one(said, "sealed") if "sealed" in said else "",
        left_out=tuple(LeftOut(table, column, why) for table, _, column, why in said.get("left out", ())),
        loose=tuple(Loose(*each) for each in said.get("loose", ())),
        rows={table: _count(count) for table, _, _, count in said.get("rows", ())},
    )


def _plain(cell: str) -> str:
    return str(read(cell, "text"))


def _one(said: Mapping[str, list[tuple[str, ...]]], what: str) -> str:
    found = said.get(what, [])
    if len(found) != 1:
        raise Unreadable(f"it does not say its '{what}' once", "Export it again.")
    return found[0][-1]


def _moment(text: str) -> datetime:
    moment = read(text, "moment")
    assert isinstance(moment, datetime)
    return moment


def _count(text: str) -> int:
    count = read(text, "whole number")
    assert isinstance(count, int)
    return count
