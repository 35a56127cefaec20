"""A form of which some tables are kept as records, and the rest in its entry."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from cadence.forms.entry import EntryPaper
from cadence.forms.flat import Flat
from cadence.forms.keeping import LISTS, Here
from cadence.forms.kept_table import KeptTable, Rows
from cadence.forms.paper import Closed, Paper
from cadence.forms.place import Place
from cadence.model import Entry, Note, Record
from cadence.model.form import Form, TableField
from cadence.model.kept import KEPT
from cadence.publish.steps import Steps
from cadence.store import View


class Kept(NamedTuple):
    """What stands in a form: its entry, and the rows of the tables that are kept as records."""

    entry: Entry | Note
    tables: Mapping[str, Rows]


class KeptPaper(Paper[Kept]):
    """A form that keeps records, as the person who writes in it sees it."""

    def __init__(self, place: Place, form: Form) -> None:
        super().__init__(place)
        self.inner = EntryPaper(place, form)
        self.tables = {part.id: KeptTable(part, here(place, form)) for part in kept_tables(form)}

    def spec(self) -> dict[str, Any]:
        """Return what a page draws it from."""
        rows, drawn = self.kept().tables, self.inner.spec()
        parts = [
            self.tables[part["id"]].spec(rows[part["id"]]) if part.get("id") in self.tables else part
            for part in drawn["parts"]
        ]
        return drawn | {"parts": parts}

    def state(self) -> Closed:
        """Return whether a session that holds it is open."""
        return self.inner.state()

    def kept(self) -> Kept:
        """Return the entry and the records."""
        entry = self.inner.kept()
        return Kept(entry, {name: each.read(entry.values.get(name)) for name, each in self.tables.items()})

    def flat(self, kept: Kept) -> Flat:
        """Return the values of all fields by their paths."""
        others = {name: value for name, value in kept.entry.values.items() if name not in self.tables}
        values = self.inner.flat(kept.entry.model_copy(update={"values": others}))
        for name, table in self.tables.items():
            values |= table.flat(kept.tables[name])
        return values

    def put(self, kept: Kept, path: str, now: Any) -> Kept:
        """Return what stands with one value changed."""
        name, _, below = path.partition("/")
        if name not in self.tables:
            return Kept(self.inner.put(kept.entry, path, now), kept.tables)
        rows = self.tables[name].put(kept.tables[name], below, now)
        values = {**kept.entry.values, name: rows.waiting}
        if not rows.waiting:
            del values[name]
        return Kept(kept.entry.model_copy(update={"values": values}), {**kept.tables, name: rows})

    def alike(self, path: str, value: Any) -> Any:
        """Return a value as it is shown once it is kept: '40%' is 40."""
        name, *below = path.split("/")
        title = self.tables[name].title(below[1]) if name in self.tables and len(below) == 2 else None
        return self.tables[name].alike(title, value) if title else value

    def records(self, kept: Kept) -> dict[str, Record]:
        """Return the entry, and the records that are rows."""
        found: dict[str, Record] = {kept.entry.id: kept.entry}
        for name, table in self.tables.items():
            found |= table.kept(kept.tables[name])
        return found


def kept_tables(form: Form) -> list[TableField]:
    """Return the tables of a form whose rows are records."""
    return [part for part in form.parts if isinstance(part, TableField) and part.keeps]


def here(place: Place, form: Form) -> Here:
    """Return where the records of a form are kept: of sessions that hold it, in the newest that is open."""
    return Here(
        view=place.view,
        content=place.content,
        metric=place.settings.metric,
        team=place.team,
        cycle=place.cycle,
        session=_session(place, form.id, place.steps),
        today=place.now.astimezone().date(),
    )


def _session(place: Place, form: str, steps: Steps) -> int:
    holding = [each.number for each in place.content.sessions() if form in each.worksheets]
    opened = [number for number in holding if steps.state(number) == "open"]
    return max(opened, default=min(holding, default=0))


def told_of(table: str, forms: list[Form]) -> list[str]:
    """Return the forms that hold records of a table, as rows or on their lists."""
    return [
        form.id
        for form in forms
        if any(table in (part.keeps, *LISTS.get(part.keeps or "", ())) for part in kept_tables(form))
    ]


def holding(view: View, form: Form, cycle: int, **team: str) -> set[str]:
    """Return the teams of which rows stand in the tables of a form that are kept as records."""
    found: set[str] = set()
    for part in kept_tables(form):
        kind = KEPT[part.keeps or ""]
        when = {"cycle": cycle} if "cycle" in kind.model_fields else {}
        found |= {getattr(each, "team", None) or "" for each in view.all(kind, **when, **team)}
    return found


def printed(form: Form, values: Mapping[str, Any], at: Here) -> dict[str, Any]:
    """Return the values of a form for paper: of tables that are kept as records, what stands in those."""
    shown = dict(values)
    for part in kept_tables(form):
        table = KeptTable(part, at)
        rows = table.rows(table.read(values.get(part.id)))
        shown[part.id] = [dict(row.words) for row in rows]
    return shown
