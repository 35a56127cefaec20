"""Records as an export has them, each with its place, before they are held to the model."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from cadence.errors import Complaint
from cadence.exchange.export.cell import Unreadable, Value, read, shortened
from cadence.exchange.export.grid import Grid
from cadence.exchange.export.leaves import LEAVES, grown, hollow
from cadence.exchange.export.shape import Column, Table, many
from cadence.model import Record


@dataclass(frozen=True)
class Draft:
    """The fields of one record and where they stand."""

    file: str
    line: int
    values: dict[str, Any]


@dataclass
class Drafts:
    """The drafts of every table, by type and id, and what is wrong with the cells they were read from.

    With `older` an export of an earlier version is read: a column that it did not have yet may be missing.
    """

    older: bool = False
    found: dict[type[Record], dict[str, Draft]] = field(default_factory=dict)
    complaints: list[Complaint] = field(default_factory=list)

    def take(self, table: Table, grid: Grid) -> None:
        """Read one table; a record's own table comes before those of its fields."""
        self.complaints += [*self._headings(table, grid), *grid.overhanging()]
        rows = [row for line, cells in grid.rows() if (row := self._row(table, grid, line, cells))]
        if table.field:
            self._fill(table, grid, rows)
        else:
            self._begin(table, grid, rows)

    def _headings(self, table: Table, grid: Grid) -> Iterator[Complaint]:
        for column in table.columns:
            if column.name not in grid.headings and not self._is_new(table, column):
                message = f"the column '{column.name}' is missing"
                yield Complaint(grid.file, 1, column.name, message, "Put it back, under this heading.")
        for heading in dict.fromkeys(grid.headings):
            if heading not in table.headings:
                message = f"'{heading}' is no column of this table"
                yield Complaint(
                    grid.file, 1, heading, message, f"Delete it; known: {', '.join(table.headings)}."
                )
            elif grid.headings.count(heading) > 1:
                yield Complaint(grid.file, 1, heading, "two columns have this heading", "Delete one of them.")

    def _is_new(self, table: Table, column: Column) -> bool:
        known = table.of.model_fields.get(column.name)
        return self.older and not table.field and known is not None and not known.is_required()

    def _row(
        self, table: Table, grid: Grid, line: int, cells: Mapping[str, Value]
    ) -> tuple[int, dict[str, Any]] | None:
        row: dict[str, Any] = {}
        sound = True
        for column in table.columns:
            if column.name in cells:
                try:
                    row[column.name] = _value(column, cells, row)
                except Unreadable as trouble:
                    self.complaints.append(grid.complain(line, column.name, trouble))
                    sound = False
        return (line, row) if sound and table.columns[0].name in row else None

    def _begin(self, table: Table, grid: Grid, rows: Iterable[tuple[int, dict[str, Any]]]) -> None:
        begun = self.found.setdefault(table.of, {})
        for line, row in rows:
            values = row | {name: empty() for name, empty in many(table.of).items()}
            earlier = begun.setdefault(values["id"], Draft(grid.file, line, values))
            if earlier.values is not values:
                trouble = Unreadable(
                    f"the id '{values['id']}' is there twice", f"See line {earlier.line} too."
                )
                self.complaints.append(grid.complain(line, "id", trouble))

    def _fill(self, table: Table, grid: Grid, rows: Iterable[tuple[int, dict[str, Any]]]) -> None:
        begun = self.found.get(table.of, {})
        of_record: dict[str, list[tuple[int, dict[str, Any]]]] = {}
        for line, row in rows:
            of_record.setdefault(row[table.of.table], []).append((line, row))
        for id, some in of_record.items():
            line = some[0][0]
            if id not in begun:
                trouble = Unreadable(
                    f"there is no {table.of.table} '{id}'", "Correct the id, or delete the row."
                )
                self.complaints.append(grid.complain(line, table.of.table, trouble))
                continue
            try:
                begun[id].values[table.field] = _held(table, [row for _, row in some])
            except Unreadable as trouble:
                self.complaints.append(grid.complain(line, table.headings[1], trouble))


def _value(column: Column, cells: Mapping[str, Value], row: Mapping[str, Any]) -> Any:
    cell = cells[column.name]
    if column.kind is None:
        return _any(cell, row.get("kind"))
    value = read(cell, column.kind, column.may_be_none)
    if column.allowed and value is not None and value not in column.allowed:
        raise Unreadable(f"'{value}' is not known here", f"Use one of: {', '.join(column.allowed)}.")
    if column.name == "id" and (damage := shortened(str(value))):
        raise damage
    return value


def _any(cell: Value, kind: Any) -> Any:
    if kind not in LEAVES:  # its own complaint stands already
        return None
    if kind in ("none", "empty list", "empty group"):
        if cell not in ("", None):
            raise Unreadable(f"the kind is '{kind}' and the cell is filled", "Empty it, or correct the kind.")
        return hollow(kind)
    return read(cell, kind)


def _held(table: Table, rows: list[dict[str, Any]]) -> Any:
    """Return the value of a field from its rows, or raise `Unreadable`."""
    by = table.headings[1]
    if by == "path":
        return grown((row["path"], row["value"]) for row in rows)
    held = {row[by]: row["value"] for row in rows}
    if len(held) < len(rows):
        twice = next(row[by] for row in rows if [r[by] for r in rows].count(row[by]) > 1)
        raise Unreadable(f"'{twice}' is there twice for one {table.of.table}", "Keep one of the two.")
    if by == "key":
        return held
    if set(held) != set(range(1, len(held) + 1)):
        raise Unreadable("the places are not 1, 2, 3 and so on without a gap", "Number them from 1.")
    return tuple(held[place] for place in sorted(held))
