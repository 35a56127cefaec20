"""Opening a file for a purpose: which of its columns holds what.

A kind of import says what it wants, and opens a source for it:

    DATE = Field("on", "Date", "the day of the visit", "date visited")
    VISITS = Wanted("observations", (DATE, ...), needs=(("on",),))

    def read_visits(source: Source | Path | str) -> Taken[Visit]:
        columns = open_table(source, VISITS)      # HeadingsUnclear where a needed column is not found
        complaints = list(columns.complaints)     # of the table, and of cells in the columns that are read
        for row in columns.rows:
            columns.value(row, "on")              # text, by the mapping; '' for a code that says 'not known'
            columns.complain(row, "on", "what is wrong", "What to do.")
        return Taken.of(columns, visits, complaints)

A heading is compared by its letters and digits in lower case ('Campus #' is 'campus'). The institute's own
mapping goes before what is known, and `columns.ignored()` are the headings that nothing was read from.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from cadence.errors import Complaint, ImportRefused
from cadence.exchange.tables import mapping as remembered
from cadence.exchange.tables.damage import damaged_letters
from cadence.exchange.tables.grid import Damage
from cadence.exchange.tables.marks import failed
from cadence.exchange.tables.sheet import Row, Sheet, read_sheet
from cadence.exchange.tables.words import folded, nearest, recognised

FAILED = ("#N/A", "#REF!", "#DIV/0!", "#NAME?", "#VALUE!", "#NUM!", "#NULL!", "#SPILL!", "#CALC!")


@dataclass(frozen=True)
class Field:
    """One thing that a row may say: its name in a mapping, the heading to recommend, what it means in words.

    `known` are the headings known by themselves, folded, between blanks, the most telling first.
    `form` is a pattern that every value has to have, '' where any will do.
    """

    name: str
    title: str
    means: str
    known: str
    form: str = ""

    @property
    def headings(self) -> list[str]:
        """Return the headings that are known by themselves."""
        return self.known.split()


@dataclass(frozen=True)
class Wanted:
    """What an import reads: its name (`what`, as in `cadence import <what>`), its fields, what it needs.

    Each of `needs` is a choice of fields of which one must have a column; `shape` is what a mapping may say.
    """

    what: str
    fields: tuple[Field, ...]
    needs: tuple[tuple[str, ...], ...]
    shape: type[remembered.Mapping] = remembered.Mapping

    def known(self) -> frozenset[str]:
        """Return the headings, folded, that are known by themselves."""
        return frozenset(heading for field in self.fields for heading in field.headings)

    def names(self) -> frozenset[str]:
        """Return the names of the fields."""
        return frozenset(field.name for field in self.fields)

    def title(self, name: str) -> str:
        """Return the heading to recommend for a field."""
        return next(field.title for field in self.fields if field.name == name)


@dataclass(frozen=True)
class Source:
    """A file to be read, with the mapping by which."""

    path: Path
    mapping: remembered.Mapping = remembered.NONE

    @classmethod
    def of(cls, source: "Source | Path | str") -> "Source":
        """Return a source, of a mere path one without a mapping."""
        return source if isinstance(source, Source) else cls(Path(source))


class HeadingsUnclear(ImportRefused):
    """A needed column was not found; `columns` holds what was, so that a mapping can be proposed."""

    def __init__(self, columns: "Columns", complaints: list[Complaint]) -> None:
        super().__init__(complaints, f"Nothing was taken in from {columns.sheet.file}:")
        self.columns = columns


@dataclass(frozen=True)
class Columns:
    """The columns found in one sheet: field -> heading as it is written there."""

    sheet: Sheet
    wanted: Wanted
    found: Mapping[str, str]
    mapping: remembered.Mapping = remembered.NONE
    complaints: tuple[Complaint, ...] = ()

    def __contains__(self, field: str) -> bool:
        """Return whether the sheet speaks of this field."""
        return field in self.found

    def __getitem__(self, field: str) -> str:
        """Return the heading of a field, or the field itself where there is no such column."""
        return self.found.get(field, field)

    @property
    def rows(self) -> tuple[Row, ...]:
        """Return the rows of the sheet."""
        return self.sheet.rows

    def raw(self, row: Row, field: str) -> str:
        """Return a row's text for a field as it is written, '' where there is no such column."""
        return row.cells.get(self.found[field], "") if field in self.found else ""

    def value(self, row: Row, field: str) -> str:
        """Return what a row's text for a field means by the mapping; '' for 'not known'."""
        said = self.raw(row, field)
        if said in self.mapping.missing:
            return ""
        meant = self.mapping.values.get(field)
        return meant.get(said, said) if meant else said

    def ignored(self) -> tuple[str, ...]:
        """Return the headings that nothing was read from."""
        used = set(self.found.values())
        return tuple(header for header in self.sheet.headers if header not in used)

    def complain(self, row: Row, field: str, message: str, remedy: str) -> Complaint:
        """Return a complaint about one cell."""
        return self.sheet.complain(row.line, self[field], message, remedy)

    def troubles(self) -> Iterator[Complaint]:
        """Yield a complaint for each cell of a column in use that a spreadsheet left without a value."""
        for row in self.rows:
            for field in self.found:
                damage = row.troubles.get(self[field]) or self._spoilt(row, field)
                if damage:
                    yield self.complain(row, field, *damage)

    def _spoilt(self, row: Row, field: str) -> Damage | None:
        """Return what is wrong with a failed formula, or with letters that another program spoilt."""
        said = self.raw(row, field)
        if said in self.mapping.missing or said in self.mapping.values.get(field, ()):
            return None
        return failed(said) if said in FAILED else None if said.isascii() else damaged_letters(said)

    def lacking(self) -> Iterator[Complaint]:
        """Yield a complaint for each needed choice of which no field has a column."""
        for choice in self.wanted.needs:
            if not any(field in self for field in choice):
                titles = " or ".join(f"'{self.wanted.title(field)}'" for field in choice)
                message = f"no column {titles} among: {', '.join(self.sheet.headers)}"
                remedy = f"Say which column it is: --map 'HEADING={choice[0]}', or give it that heading."
                yield self.sheet.complain(self.sheet.header_line, "", message, remedy)

    def ambiguous(self) -> Iterator[Complaint]:
        """Yield a complaint for each heading in use that stands twice, unless the mapping settles it."""
        for field, heading in self.found.items():
            others = [
                each for each in self.sheet.headers if folded(each) == folded(heading) and each != heading
            ]
            if heading in self.sheet.repeated:
                others.append(f"{heading} (2)")
            if others and self.mapping.columns.get(field) != heading:
                remedy = f"Rename or delete one of them, or say which counts: --map '{others[0]}={field}'."
                message = "two columns have this heading"
                yield self.sheet.complain(self.sheet.header_line, heading, message, remedy)

    def strangers(self) -> Iterator[Complaint]:
        """Yield a complaint for each heading of the mapping that this file does not have."""
        for field, heading in self.mapping.columns.items():
            if field not in self.found:
                place = f"mappings/{self.wanted.what}.yaml"
                message = f"the column '{heading}', by {place} the one for '{field}', is not there"
                near = next(iter(nearest(heading, self.ignored())), "")
                said = f"'{near}' looks like it" if near else "Say which it is now"
                remedy = f"{said}: --map '{near or 'HEADING'}={field}', or take it out of {place}."
                yield self.sheet.complain(self.sheet.header_line, "", message, remedy)


def open_table(source: Source | Path | str, wanted: Wanted) -> Columns:
    """Return the columns of a file that an import reads, its complaints so far among them.

    Raises
    ------
    HeadingsUnclear
        A needed column, or one that the mapping names, was not found.
    ImportRefused
        The file cannot be read as a table.
    """
    source = Source.of(source)
    own = frozenset(folded(heading) for heading in source.mapping.columns.values())
    mapping = source.mapping
    sheet = read_sheet(source.path, wanted.known() | own, mapping.sheet, mapping.header, mapping.encoding)
    columns = find_columns(sheet, wanted, mapping)
    unclear = [*columns.strangers(), *columns.lacking()]
    if unclear:
        raise HeadingsUnclear(columns, unclear)
    complaints = (*sheet.complaints, *columns.ambiguous(), *columns.troubles())
    return Columns(sheet, wanted, columns.found, source.mapping, complaints)


def find_columns(sheet: Sheet, wanted: Wanted, mapping: remembered.Mapping = remembered.NONE) -> Columns:
    """Return which heading serves which field: the mapping's, else the most telling known one."""
    written = recognised(sheet.headers, wanted.known())
    found = {
        field: heading if heading in sheet.headers else written[folded(heading)]
        for field, heading in mapping.columns.items()
        if heading in sheet.headers or folded(heading) in written
    }
    for field in wanted.fields:
        headings = [written[each] for each in field.headings if each in written]
        free = [each for each in headings if each not in found.values()]
        if field.name not in mapping.columns and free:
            found[field.name] = free[0]
    return Columns(sheet, wanted, found, mapping)
