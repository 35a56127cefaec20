"""A table each of whose rows is a record: a goal, a card, a promise.

A row that lacks what its record cannot be without waits in the form's entry, in words; so does a column that
no field is for. Rows that were typed before the table kept records wait there too, and are read from there.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import Any, NamedTuple

from pydantic import ValidationError

from cadence.forms.cell import Cell, ChoiceCell
from cadence.forms.flat import MOST_ROWS, Flat, put, rows_of
from cadence.forms.keeping import Here, cell
from cadence.forms.refused import Refused
from cadence.forms.spec import Spec, part_spec
from cadence.forms.token import token
from cadence.model import Clause, Record, Vision
from cadence.model.form import TableField
from cadence.model.kept import KEPT, needed
from cadence.store.links import leading_to

_NAME = re.compile(r"[0-9a-f]{32}")
Waiting = list[dict[str, Any]]


class Rows(NamedTuple):
    """The rows of a table: those that are records, by id, and what of the table the entry holds.

    `vision` is what clauses are a part of, as it stood when they were read.
    """

    records: Mapping[str, Record]
    waiting: Waiting
    vision: Vision | None = None


@dataclass(frozen=True)
class Row:
    """One row as a page and as paper have it: the values by column, and the same in words."""

    id: str
    order: float
    values: Mapping[str, Any]
    words: Mapping[str, str]


class KeptTable:
    """The table of a form, here."""

    def __init__(self, part: TableField, here: Here) -> None:
        assert part.keeps is not None
        self.part, self.here, self.keeps = part, here, part.keeps
        self.kind = KEPT[part.keeps]
        pairs = zip(part.columns, part.fields, strict=True)
        self.fields = {title: field for title, field in pairs if field}
        self.titles = {field: title for title, field in self.fields.items()}
        self.whose = here.whose(part.keeps)

    @cached_property
    def cells(self) -> dict[str, Cell]:
        """Return the cell of each column that fills a field."""
        return {title: cell(self.keeps, field, self.here) for title, field in self.fields.items()}

    def spec(self, rows: Rows) -> Spec:
        """Return what a page draws it from; words that are on no list, and stand somewhere, can be chosen."""
        drawn = part_spec(self.part)
        columns = [
            {"id": token(title), "label": title, "input": self._input(title, rows)}
            for title in self.part.columns
        ]
        return drawn | {"columns": columns}

    def _input(self, title: str, rows: Rows) -> Spec:
        at = self.cells.get(title)
        if at is None:
            return {"kind": "text"}
        if not isinstance(at, ChoiceCell):
            return at.input()
        own = at.input()
        more = [
            {"value": each, "label": label} for each, label in sorted(self._strays(title, at, rows).items())
        ]
        return own | {"options": own["options"] + more}

    def _strays(self, title: str, at: ChoiceCell, rows: Rows) -> dict[str, str]:
        """Return what stands in a column and is on its list no more, or never was."""
        typed = {str(row[title]) for row in rows.waiting if row.get(title) and _refused(at, row[title])}
        kept = {getattr(each, self.fields[title]) for each in rows.records.values()}
        gone = {each: at.words(each) for each in kept if isinstance(each, str) and each not in at.options}
        return {each: each for each in typed} | {each: label for each, label in gone.items() if label}

    # --- what stands ------------------------------------------------------------------------------------

    def read(self, given: Any) -> Rows:
        """Return the rows, from the store and from what the entry holds of the table."""
        vision = self.here.vision() if self.kind is Clause else None
        broad = {name: self.whose[name] for name in ("team", "cycle") if name in self.whose}
        every = {each.id: each for each in self.here.view.all(self.kind, **broad)}
        typed = rows_of(self.part, given)
        waiting = [row | {"id": row["id"] if row["id"] in every else self._name(row["id"])} for row in typed]
        mine = {id: each for id, each in every.items() if self._is_here(each)}
        return Rows(mine, [row for row in waiting if row["id"] in mine or row["id"] not in every], vision)

    def _is_here(self, record: Record) -> bool:
        """Return whether a record is a row here; done cards and answered asks stand elsewhere."""
        if getattr(record, "column", "") == "done" or getattr(record, "answered", None):
            return False
        return all(getattr(record, k) == v for k, v in self.whose.items())

    def _name(self, row: str) -> str:
        """Return the id that a row has as a record: the page's own, or for an older row one made of it."""
        if _NAME.fullmatch(row):
            return row
        words = "\n".join((self.here.team, str(self.here.cycle), self.keeps, row))
        return sha256(words.encode()).hexdigest()[:32]

    def rows(self, rows: Rows) -> list[Row]:
        """Return every row in order."""
        beside = {row["id"]: row for row in rows.waiting}
        found = [self._kept(each, beside.pop(id, {})) for id, each in rows.records.items()]
        found += [self._waiting(row) for row in beside.values()]
        return sorted(found, key=lambda row: (row.order, row.id))

    def _kept(self, record: Record, beside: Mapping[str, Any]) -> Row:
        kept = {title: getattr(record, field) for title, field in self.fields.items()}
        more = {title: str(beside[title]) for title in self._loose() if beside.get(title)}
        values = {title: self.cells[title].shown(value) for title, value in kept.items()}
        words = {title: self.cells[title].said(value) for title, value in kept.items()}
        order = getattr(record, "order", beside.get("order", 0))
        return Row(record.id, order, values | more, words | more)

    def _waiting(self, row: Mapping[str, Any]) -> Row:
        words = {title: str(row[title]) for title in self.part.columns if row.get(title)}
        return Row(row["id"], row["order"], {t: self.alike(t, each) for t, each in words.items()}, words)

    def _loose(self) -> list[str]:
        return [title for title in self.part.columns if title not in self.fields]

    def alike(self, title: str, value: Any) -> Any:
        """Return a value of a column as it is shown once it is kept, itself where it cannot be."""
        at = self.cells.get(title)
        if at is None:
            return value
        try:
            kept = at.read(value)
        except Refused:
            return at.loose(value) if isinstance(value, str) else value
        return None if kept is None else at.shown(kept)

    def flat(self, rows: Rows) -> Flat:
        """Return the values of all rows by their paths."""
        values: Flat = {}
        for row in self.rows(rows):
            at = f"{self.part.id}/{row.id}"
            cells = {f"{at}/{token(t)}": each for t, each in row.values.items() if each not in (None, "", [])}
            values |= {at: {"order": row.order}} | cells
        return values

    def title(self, column: str) -> str | None:
        """Return the title of a column by its name in a path."""
        return next((each for each in self.part.columns if token(each) == column), None)

    def kept(self, rows: Rows) -> dict[str, Record]:
        """Return the records that the rows are; a vision not yet written out is the sum of its clauses."""
        vision = rows.vision
        if vision is None or not rows.records or not self._is_sum(vision):
            return dict(rows.records)
        clauses = sorted(rows.records.values(), key=lambda each: (getattr(each, "order", 0), each.id))
        text = " ".join(f"{getattr(each, 'text', '').strip().rstrip('.')}." for each in clauses)
        return {vision.id: vision.model_copy(update={"text": text})} | dict(rows.records)

    def _is_sum(self, vision: Vision) -> bool:
        return vision.id == self.here.draft and vision.agreed is None

    # --- what changes -----------------------------------------------------------------------------------

    def put(self, rows: Rows, below: str, now: Any) -> Rows:
        """Return the rows with one value changed, or raise `Refused`."""
        given, _, column = below.partition("/")
        name = given if given in rows.records else self._name(given)
        if not column and now is None:
            return self._without(rows, name)
        record, title = rows.records.get(name), self.title(column)
        if record is not None and title in self.fields:
            changed = self._changed(record, title, self.cells[title].read(now))
            return rows._replace(records={**rows.records, name: changed})
        if record is not None and not column and "order" in self.kind.model_fields:
            return rows._replace(records={**rows.records, name: self._ordered(record, now)})
        if record is None and name not in {row["id"] for row in rows.waiting}:
            self._refuse_new(rows, name)
        below = f"{name}/{column}" if column else name
        return self._settled(rows._replace(waiting=self._noted(rows, below, title, now)))

    def _refuse_new(self, rows: Rows, name: str) -> None:
        if len(rows.records) + len(rows.waiting) >= MOST_ROWS:
            raise Refused(
                f"This table has {MOST_ROWS} rows, which is the most.", "Take out what is not needed."
            )
        if self.here.view.first(self.kind, id=name) is not None:
            raise Refused("This row belongs to another session by now.", "Load the page anew.")

    def _noted(self, rows: Rows, below: str, title: str | None, now: Any) -> Waiting:
        """Return what the entry holds with a value changed, in words that are read again."""
        if title in self.cells:
            at = self.cells[title]
            kept = at.read(now)
            now = None if kept is None else at.words(kept)
        noted: Waiting = put(self.part, self._beside_all(rows), below, now)
        return noted

    def _beside_all(self, rows: Rows) -> Waiting:
        """Return what the entry holds, with a place for each row that is a record: a new word moves none."""
        held = {row["id"] for row in rows.waiting}
        orders = {id: getattr(each, "order", 0) for id, each in rows.records.items() if id not in held}
        return rows.waiting + [{"id": id, "order": order} for id, order in orders.items()]

    def _changed(self, record: Record, title: str, value: Any) -> Record:
        field = self.fields[title]
        if value is None and field in needed(self.keeps):
            raise Refused(
                f"Without '{title}' there is no {self.keeps}.",
                "Write it anew, or take the whole row away with Remove.",
            )
        plain = self.kind.model_fields[field].get_default() if value is None else value
        return record.model_copy(update={field: plain})

    def _ordered(self, record: Record, now: Any) -> Record:
        (row,) = put(self.part, [], record.id, now)
        return record.model_copy(update={"order": round(row["order"])})

    def _without(self, rows: Rows, name: str) -> Rows:
        record = rows.records.get(name)
        if record is not None and record.revision:
            self._refuse_if_needed(record)
        left = {id: each for id, each in rows.records.items() if id != name}
        waiting = [row for row in rows.waiting if row["id"] != name]
        return rows._replace(records=left, waiting=waiting)

    def _refuse_if_needed(self, record: Record) -> None:
        for other, field in leading_to(self.kind):
            resting = self.here.view.all(other, **{field: record.id})
            if resting:
                some = f"{len(resting)} {other.table}{'s' if len(resting) > 1 else ''}"
                raise Refused(
                    f"This row stays: {some} of your team's belong to this {self.keeps}.",
                    f"Take them off it first, or change the words of the {self.keeps}.",
                )

    def _settled(self, rows: Rows) -> Rows:
        """Return the rows with a record made of each that has all that it needs."""
        records, left = dict(rows.records), []
        for row in rows.waiting:
            made = None if row["id"] in records else self._made(row)
            if made is not None:
                records[made.id] = made
            left += [self._beside(row)] if row["id"] in records else [row]
        return rows._replace(records=records, waiting=[row for row in left if row])

    def _made(self, row: Mapping[str, Any]) -> Record | None:
        """Return the record that a row is, None while it lacks something or a cell is not understood."""
        try:
            read = {field: self.cells[title].read(row.get(title)) for title, field in self.fields.items()}
            typed = {field: value for field, value in read.items() if value is not None}
            if not typed.keys() >= set(needed(self.keeps)):
                return None
            placed = {"order": round(row["order"])} if "order" in self.kind.model_fields else {}
            return self.kind.model_validate({"id": row["id"]} | self.whose | typed | placed)
        except (Refused, ValidationError):
            return None

    def _beside(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """Return what the entry goes on holding of a row that is a record; nothing if there is nothing."""
        more = {title: row[title] for title in self._loose() if row.get(title)}
        if not more and ("order" in self.kind.model_fields or not row["order"]):
            return {}
        return {"id": row["id"], "order": row["order"]} | more


def _refused(at: Cell, given: Any) -> bool:
    try:
        at.read(given)
    except Refused:
        return True
    return False
