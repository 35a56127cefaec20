"""A roster as a table: who is on which team."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

from cadence.errors import Complaint, ImportRefused
from cadence.exchange.rosters.clashes import Clashes
from cadence.exchange.rosters.entry import Entry
from cadence.exchange.rosters.fields import ROSTER
from cadence.exchange.rosters.names import EMAIL, compared, spoken
from cadence.exchange.rosters.students import students_in
from cadence.exchange.tables.columns import Columns, HeadingsUnclear, Source, open_table
from cadence.exchange.tables.damage import damaged_id, damaged_nces
from cadence.exchange.tables.days import YEAR_LAST, calendar, moment
from cadence.exchange.tables.sheet import Row
from cadence.exchange.tables.taken import Taken
from cadence.exchange.tables.words import folded
from cadence.model.people import Role

# A role in Cadence; any other word in a 'Role' column is somebody's position at the school.
ROLES: dict[str, Role] = {
    "member": "member",
    "team member": "member",
    "facilitator": "facilitator",
    "district": "district",
    "district leader": "district",
}
HERE = ("", "active", "a", "yes", "y", "current", "employed", "onleave", "leave")
LEFT = (
    "inactive",
    "i",
    "no",
    "n",
    "left",
    "former",
    "terminated",
    "resigned",
    "retired",
    "separated",
    "tobedeleted",
)
NEVER = {"student", "pupil", "learner", "parent", "guardian", "relative"}
NOBODY = set(
    "vacant vacancy vacantposition open openposition unfilled tobehired tbd tba na none nobody total".split()
)
SEVERAL = re.compile(r"[;/&|\n]| and ")  # between the names of two people
SEPARATORS = re.compile(r"[;,|\s]+")


def read_roster(source: Source | Path | str, today: date | None = None) -> Taken[Entry]:
    """Return the people in a CSV or XLSX file, with all that is wrong in it.

    Raises
    ------
    ImportRefused
        The file cannot be read as a table, or its headings are not understood.
    """
    today = today or date.today()
    columns = _opened(source, today)
    reading, clashes = Reading(columns, today), Clashes(columns)
    complaints = [*columns.complaints, *reading.complaints()]
    entries: list[Entry] = []
    for row in columns.rows:
        if reading.is_student(row):
            continue
        entry = reading.entry(row)
        wrong = [*reading.wrong(row, entry), *clashes.of(row, entry)]
        complaints += wrong
        if not wrong:
            entries.append(entry)
    return Taken.of(columns, entries, complaints, [*reading.notes(), *clashes.notes()])


def _opened(source: Source | Path | str, today: date) -> Columns:
    """Return the columns of a roster; a file where students are, such as one of OneRoster, is none."""
    try:
        columns = open_table(source, ROSTER)
    except HeadingsUnclear as unclear:
        _refuse_students(unclear.columns, today)
        _refuse_part(unclear.columns)
        raise
    _refuse_students(columns, today)
    _refuse_part(columns)
    return columns


def _refuse_students(columns: Columns, today: date) -> None:
    found = students_in(columns, today)
    if found:
        message, heading = f"{found[0]}, of whom nothing is taken in", found[1]
        staff = "delete this column" if heading else "add a column 'Position' that says what each does"
        remedy = f"Name the list of the staff. If these are staff, {staff}."
        raise ImportRefused([columns.sheet.complain(columns.sheet.header_line, heading, message, remedy)])


def _refuse_part(columns: Columns) -> None:
    headings = {folded(heading) for heading in columns.sheet.headers}
    if headings & {"sourcedid", "usersourcedid"} and headings & {
        "familyname",
        "orgsourcedid",
        "parentsourcedid",
    }:
        message = "this is one file of a OneRoster package"
        remedy = "Name the folder or the zip that it lies in, with its manifest.csv."
        raise ImportRefused([columns.sheet.complain(columns.sheet.header_line, "", message, remedy)])


class Reading:
    """Turns the rows of one file into entries, and gathers what is to be said of many of them at once."""

    def __init__(self, columns: Columns, today: date) -> None:
        self._columns, self._today = columns, today
        self._calendars = {field: calendar(columns, field, "") for field in ("joined", "left")}
        self._counted: Counter[str] = Counter()
        self._example: dict[str, str] = {}

    def is_student(self, row: Row) -> bool:
        """Return whether a row says that this is a student or a parent: those are never taken in."""
        words = {folded(self._columns.value(row, field)).rstrip("s") for field in ("role", "position")}
        student = not words.isdisjoint(NEVER)
        self._counted["students or their families, and never taken in"] += student
        return student

    def notes(self) -> Iterator[str]:
        """Yield what was found in several rows, with how many and the first of them."""
        for said, count in self._counted.items():
            if count:
                example = f" ({self._example[said]})" if said in self._example else ""
                yield f"{count} {said}{example}"

    def _say(self, said: str, example: str) -> None:
        self._counted[said] += 1
        self._example.setdefault(said, example)

    def entry(self, row: Row) -> Entry:
        """Return what a row says."""
        value, said = self._columns.value, self._columns.value(row, "role")
        role = ROLES.get(said.casefold())
        left = self._day(row, "left")
        return Entry(
            line=row.line,
            name=self._name(row),
            school=value(row, "school").lstrip("'"),
            team=value(row, "team"),
            emails=self._emails(row),
            role=role,
            position=value(row, "position") or ("" if role else said),
            source=value(row, "source").lstrip("'"),
            joined=self._day(row, "joined"),
            left=left,
            gone=self._is_gone(row, left),
        )

    def complaints(self) -> Iterator[Complaint]:
        """Yield what is wrong with the dates of a column as a whole."""
        for found in self._calendars.values():
            if not found.order:
                yield from found.complaints

    def _day(self, row: Row, field: str) -> date | None:
        """Return the day in a cell, None where it names none.

        The dates of a column settle whether the day or the month comes first; where they do not, the month
        does, as Americans write, and that is said.
        """
        said, found = self._columns.value(row, field), self._calendars[field]
        unsettled = bool(found.complaints)
        day = moment(said, "month-first" if unsettled else found.order) if said else None
        if not isinstance(day, datetime):
            return None
        if unsettled and YEAR_LAST.fullmatch(said):
            example = f"line {row.line}: '{said}' is {day:%Y-%m-%d}"
            self._say(
                "whose date was read with the month first, since no date of the column settles it", example
            )
        return day.date()

    def _name(self, row: Row) -> str:
        value = self._columns.value
        whole = value(row, "name") or f"{value(row, 'given')} {value(row, 'family')} {value(row, 'suffix')}"
        turned = spoken(whole) or " ".join(whole.split())
        if compared(turned) != compared(whole):
            example = f"line {row.line}: '{whole}' is {turned}"
            self._say("written with the family name first, and turned round", example)
        return turned

    def _emails(self, row: Row) -> tuple[str, ...]:
        cells = f"{self._columns.value(row, 'email')} {self._columns.value(row, 'email2')}"
        emails = tuple(
            dict.fromkeys(each.strip("<>") for each in SEPARATORS.split(cells) if each.strip("<>"))
        )
        if len(emails) > 1:
            self._say("with several addresses, of which the first is kept", f"line {row.line}: {emails[0]}")
        return emails

    def _is_gone(self, row: Row, left: date | None) -> bool:
        status = self._columns.value(row, "status")
        if folded(status) not in (*HERE, *LEFT):
            self._say(f"with the status '{status[:40]}', which was read as still here", f"line {row.line}")
        if left and left > self._today:
            self._say("who will leave, and are still here", f"line {row.line}: {left}")
        return folded(status) in LEFT or (left is not None and left <= self._today)

    def wrong(self, row: Row, entry: Entry) -> Iterator[Complaint]:
        """Yield what is wrong with a row by itself."""
        complain = self._columns.complain
        if not entry.name:
            yield complain(row, "name", "the person has no name", "Fill in the name, or delete the row.")
        elif folded(entry.name) in NOBODY:
            message = f"'{entry.name}' is no person's name"
            yield complain(row, "name", message, "Delete the row until somebody is there.")
        elif spoken(self._columns.value(row, "name")) is None or SEVERAL.search(entry.name):
            message = f"'{entry.name}' may be one person or several"
            yield complain(row, "name", message, "Write one person a row, as 'First Last' or 'Last, First'.")
        if not entry.school and not entry.team:
            field = "school" if "school" in self._columns else "team"
            yield complain(row, field, "no school and no team is named", "Name the person's school.")
        yield from self._damaged(row, entry)
        for email in entry.emails:
            if not EMAIL.fullmatch(email):
                field = "email" if email in self._columns.value(row, "email") else "email2"
                remedy = "Write an address as name@school.org, or leave it empty."
                yield complain(row, field, f"'{email}' is not an email address", remedy)

    def _damaged(self, row: Row, entry: Entry) -> Iterator[Complaint]:
        columns = self._columns
        nces = folded(columns["school"]).startswith("nces")
        checks = {
            "school": (entry.school, damaged_nces if nces else damaged_id),
            "source": (entry.source, damaged_id),
        }
        for field, (said, check) in checks.items():
            damage = check(said) if said else None
            if damage:
                yield columns.complain(row, field, *damage)
        for field in ("joined", "left"):
            said = columns.value(row, field)
            if said and getattr(entry, field) is None:
                remedy = "Write it as 2026-08-03 or 8/3/2026, or leave it empty."
                yield columns.complain(row, field, f"'{said}' is not a date", remedy)
