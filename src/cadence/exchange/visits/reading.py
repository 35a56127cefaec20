"""Reading a table of visits: one row a visit, or one row a look-for."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from cadence.errors import Complaint
from cadence.exchange.forms import Community, id_field, order_said
from cadence.exchange.tables.cells import Cells, Trouble, quoted
from cadence.exchange.tables.columns import Columns, Source, open_table
from cadence.exchange.tables.damage import damaged_grade
from cadence.exchange.tables.days import Calendar, calendar
from cadence.exchange.tables.scales import levels_of
from cadence.exchange.tables.taken import Taken
from cadence.exchange.tables.words import folded, nearest
from cadence.exchange.visits.fields import RESERVED, look_fors_in, observation_fields
from cadence.exchange.visits.naming import Naming
from cadence.exchange.visits.visit import Visit
from cadence.model import Indicator, Metric, Team

LONGEST = 300  # minutes of a visit; more is a slip
Mark = tuple[str, int | None]  # a look-for and its level


@dataclass(frozen=True)
class Ground:
    """What visits are held against: the metric, who is known, which names, and what day it is."""

    metric: Metric
    community: Community
    naming: Naming
    today: date


def read_visits(source: Source | Path | str, ground: Ground) -> Taken[Visit]:
    """Return the visits in a CSV or XLSX file, with all that is wrong in it.

    Raises
    ------
    ImportRefused
        The file is no table, or no column holds the days (`HeadingsUnclear`).
    """
    columns = open_table(source, observation_fields(ground.metric))
    reader = Reader(columns, ground, calendar(columns, "on", order_said(columns.mapping)))
    wrong = [*columns.complaints, *reader.calendar.complaints, *_unusable(columns, ground.metric)]
    visits: list[Visit] = []
    for row in () if wrong else columns.rows:
        cells = Cells(columns, row)
        visit = reader.visit(cells)
        wrong += cells.wrong
        if visit and not cells.wrong:
            visits.append(visit)
    if "indicator" in columns and not look_fors_in(columns, ground.metric):
        visits, clashes = gathered(columns, visits)
        wrong += clashes
    else:
        wrong += _twice(columns, visits)
    return Taken.of(columns, visits, wrong, reader.notes())


def _unusable(columns: Columns, metric: Metric) -> Iterator[Complaint]:
    sheet = columns.sheet
    named = next((row for row in columns.rows if columns.raw(row, "teacher")), None)
    if named:
        message = "this column names teachers; no teacher is named in Cadence, and visits say nothing of one"
        remedy = "Delete the column from the file. A room code can tell visits apart."
        yield sheet.complain(sheet.header_line, columns["teacher"], message, remedy)
    if not (look_fors_in(columns, metric) or {"indicator", "level"} <= columns.found.keys()):
        titles = ", ".join(f"'{indicator.title}'" for indicator in metric.indicators)
        message = f"no look-for of '{metric.title}' has a column among: {', '.join(sheet.headers)}"
        remedy = (
            f"Give each look-for a column ({titles}) or say which it is (--map "
            f"'HEADING={metric.indicators[0].id}'); or give each a row with columns 'Look-for' and 'Level'."
        )
        yield sheet.complain(sheet.header_line, "", message, remedy)


class Reader:
    """Reads rows, and counts what is to be explained about them."""

    def __init__(self, columns: Columns, ground: Ground, calendar: Calendar) -> None:
        self.columns, self.ground, self.calendar = columns, ground, calendar
        self.look_fors = look_fors_in(columns, ground.metric)
        self.blank = self.unseen = self.nobody = 0
        meant = columns.mapping.values.get("level", {})
        self._marks = {each.id: levels_of(each, meant) for each in ground.metric.indicators}

    def visit(self, cells: Cells) -> Visit | None:
        """Return the visit of a row, as far as it can be read."""
        team = self.ground.community.team_of(cells)
        moment = self._moment(cells)
        said = self._said(cells, team)
        rated = self.look_fors or self._look_for(cells)
        levels = dict(self._levels(cells, rated))
        if not levels and not cells.wrong and self.look_fors and not cells.said("note"):
            missing = Trouble("nothing was rated and nothing noted", "Fill in the levels, or delete the row.")
            cells.complain(id_field(self.look_fors[0].id, RESERVED), missing)
        if team is None or moment is None:
            return None
        said["on"] = moment.date()
        names = tuple(each.id for each in rated)
        return Visit(cells.row.line, cells.said("visit"), team, moment, said, levels, names)

    def notes(self) -> Iterator[str]:
        """Yield how many levels and observers were not given, and what became of them."""
        if self.blank:
            yield f"left empty: {self.blank} levels, kept as not rated (they count nowhere, and not as 0)"
        if self.unseen:
            yield f"not observed: {self.unseen} levels (they count nowhere, and not as 0)"
        if self.nobody:
            yield f"visits by an observer unknown: {self.nobody}; they cannot tell how far observers agree"

    def _moment(self, cells: Cells) -> datetime | None:
        if not cells.said("on"):
            cells.complain("on", Trouble("the visit has no date", "Fill in the day, or delete the row."))
        moment = cells.read("on", self.calendar.moment)
        if moment and moment.date() > self.ground.today:
            late = Trouble(f"{moment:%Y-%m-%d} has not come yet", "Correct the date, or its year.")
            cells.complain("on", late)
        return moment

    def _said(self, cells: Cells, team: Team | None) -> dict[str, object]:
        metric, naming = self.ground.metric, self.ground.naming
        said: dict[str, object] = {
            "observer": self._observer(cells, team),
            "grade_band": cells.read("grade_band", lambda said: _band(said, metric.grade_bands)) or "",
            "subject": cells.read("subject", lambda said: _one_of(said, metric.subjects)) or "",
            "minutes": cells.read("minutes", _minutes),
            "room": cells.read("room", naming.room) or "",
            "note": cells.read("note", naming.note) or "",
        }
        return {name: value for name, value in said.items() if name in self.columns}

    def _observer(self, cells: Cells, team: Team | None) -> str:
        if not cells.said("observer"):
            self.nobody += 1
            return ""
        if team is None:
            return ""
        seats = self.ground.community.seats
        person = cells.read("observer", lambda said: seats.on(said, team, leaders=True))
        return person.id if person else ""

    def _look_for(self, cells: Cells) -> list[Indicator]:
        """Return the look-for of a row that is about one alone."""
        said, look_fors = cells.said("indicator"), self.ground.metric.indicators
        found = [each for each in look_fors if folded(said) in map(folded, (each.id, each.title))]
        if not found:
            near = nearest(said, (each.title for each in look_fors))[:1]
            titles = ", ".join(each.title for each in look_fors)
            remedy = f"Did you mean '{near[0]}'?" if near else f"Write one of: {titles}."
            cells.complain("indicator", Trouble(f"{quoted(said)} is no look-for of this metric", remedy))
        return found

    def _levels(self, cells: Cells, rated: Iterable[Indicator]) -> Iterator[Mark]:
        for indicator in rated:
            field = id_field(indicator.id, RESERVED) if self.look_fors else "level"
            yield from self._level(cells, indicator, field)

    def _level(self, cells: Cells, indicator: Indicator, field: str) -> Iterator[Mark]:
        if not cells.columns.raw(cells.row, field):
            self.blank += 1
        mark = cells.read(field, self._marks[indicator.id].read)
        if mark:
            self.unseen += mark.value is None
            yield indicator.id, mark.value


def _band(said: str, bands: tuple[str, ...]) -> str | Trouble:
    damage = damaged_grade(said)
    return Trouble(*damage) if damage else _one_of(said, bands)


def _one_of(said: str, known: Iterable[str]) -> str | Trouble:
    """Return how the metric words what a cell says."""
    known = tuple(known)
    for word in known:
        if folded(said) in (folded(word), f"grades{folded(word)}", f"grade{folded(word)}"):
            return word
    if not known:
        return said
    remedy = f"Write one of: {', '.join(known)}; or say what it means in mappings/observations.yaml (values)."
    return Trouble(f"{quoted(said)} is not one of the metric's", remedy)


def _minutes(said: str) -> int | Trouble:
    words = said.casefold().removesuffix(".").removesuffix("minutes").removesuffix("mins").removesuffix("min")
    digits = words.strip().removesuffix(".0")
    if digits.isascii() and digits.isdigit() and 0 < int(digits[:9]) <= LONGEST:
        return int(digits[:9])
    return Trouble(
        f"{quoted(said)} is no number of minutes", f"Write a number from 1 to {LONGEST}, or leave it empty."
    )


def _twice(columns: Columns, visits: Iterable[Visit]) -> Iterator[Complaint]:
    first: dict[tuple[str, ...], int] = {}
    for visit in visits:
        line = first.setdefault(visit.key, visit.line)
        if visit.code and line != visit.line:
            message = f"visit {quoted(visit.code)} stands on line {line} already"
            yield columns.sheet.complain(
                visit.line, columns["visit"], message, "Give each visit of a team a number of its own."
            )


def gathered(columns: Columns, rows: Iterable[Visit]) -> tuple[list[Visit], list[Complaint]]:
    """Return visits from rows about one look-for each, and the rows that do not fit together.

    A look-for that comes again under the same key begins another visit, unless the visit has a code.
    """
    visits: dict[tuple[tuple[str, ...], int], Visit] = {}
    counted: dict[tuple[tuple[str, ...], str], int] = {}
    wrong: list[Complaint] = []
    for each in rows:
        (look_for,) = each.rated or ("",)
        ordinal = counted.get((each.key, look_for), 0)
        counted[each.key, look_for] = ordinal + 1
        at = each.key, 0 if each.code else ordinal
        before = visits.get(at)
        if before is None:
            visits[at] = each
        elif not _agree(before, each) or look_for in before.rated:
            wrong.append(_torn(columns, each, before))
        else:
            visits[at] = _joined(before, each)
    return list(visits.values()), wrong


def _joined(one: Visit, other: Visit) -> Visit:
    """Return a visit with a look-for more; what was noted beside each look-for becomes one note."""
    notes = dict.fromkeys(str(each.said.get("note", "")) for each in (one, other))
    said = {**one.said, "note": "\n".join(filter(None, notes))} if "note" in one.said else one.said
    return replace(one, said=said, levels={**one.levels, **other.levels}, rated=(*one.rated, *other.rated))


def _agree(one: Visit, other: Visit) -> bool:
    return {**one.said, "note": ""} == {**other.said, "note": ""}


def _torn(columns: Columns, row: Visit, before: Visit) -> Complaint:
    message = f"this row and line {before.line} are of one visit and do not agree"
    if _agree(row, before):
        message = f"the look-for of this row was rated on line {before.line} or below it already"
    remedy = "Make date, observer, room and the rest the same in all rows of a visit, each look-for once."
    return columns.sheet.complain(
        row.line, columns["visit"] if row.code else columns["indicator"], message, remedy
    )
