"""A roster: who is on which team."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cadence.errors import Complaint
from cadence.exchange.columns import Columns, Field, Source, Wanted, open_table
from cadence.exchange.damage import damaged_id, damaged_nces
from cadence.exchange.sheet import Row
from cadence.exchange.taken import Taken
from cadence.exchange.words import folded
from cadence.model.people import Role

ROSTER = Wanted(
    "roster",
    (
        Field(
            "school",
            "School",
            "the person's school: its id or its name",
            "ncessch ncesid ncesschoolid schoolid schoolname school campus",
        ),
        Field("team", "Team", "the team, where a school has several", "team teamname teamid"),
        Field("name", "Name", "the person's whole name", "name fullname person staffname"),
        Field("given", "First name", "the first name", "firstname givenname first"),
        Field("family", "Last name", "the family name", "lastname familyname surname last"),
        Field("email", "Email", "an email address of their own", "email emailaddress mail workemail"),
        Field("role", "Role", "member, facilitator or district", "role"),
        Field("position", "Position", "what they do at the school", "position positiontitle title jobtitle"),
    ),
    (("school", "team"), ("name", "family")),
)

# A role in Cadence; any other word in a 'Role' column is somebody's position at the school.
ROLES: dict[str, Role] = {
    "member": "member",
    "team member": "member",
    "facilitator": "facilitator",
    "district": "district",
    "district leader": "district",
}
EMAIL = re.compile(r"[^\s@<>,;]+@[^\s@<>,;]+\.[^\s@<>,;]+")


@dataclass(frozen=True)
class Entry:
    """A person's place on a team as a row says it; `school` and `team` are an id or a name, as written."""

    line: int
    name: str
    school: str = ""
    team: str = ""
    email: str = ""
    role: Role | None = None
    position: str = ""


def read_roster(source: Source | Path | str) -> Taken[Entry]:
    """Return the people in a CSV or XLSX file, with all that is wrong in it."""
    columns = open_table(source, ROSTER)
    complaints = list(columns.complaints)
    entries: list[Entry] = []
    for row in columns.rows:
        entry = _entry(columns, row)
        wrong = [*_wrong(columns, row, entry), *_clash(columns, row, entry, entries)]
        complaints += wrong
        if not wrong:
            entries.append(entry)
    return Taken.of(columns, entries, complaints)


def _entry(columns: Columns, row: Row) -> Entry:
    said = columns.value(row, "role")
    role = ROLES.get(said.casefold())
    return Entry(
        line=row.line,
        name=_name(columns, row),
        school=columns.value(row, "school").lstrip("'"),
        team=columns.value(row, "team"),
        email=columns.value(row, "email"),
        role=role,
        position=columns.value(row, "position") or ("" if role else said),
    )


def _name(columns: Columns, row: Row) -> str:
    given, family = columns.value(row, "given"), columns.value(row, "family")
    return " ".join((columns.value(row, "name") or f"{given} {family}").split())


def _wrong(columns: Columns, row: Row, entry: Entry) -> Iterator[Complaint]:
    if not entry.name:
        yield columns.complain(row, "name", "the person has no name", "Fill in the name, or delete the row.")
    if not entry.school and not entry.team:
        field = "school" if "school" in columns else "team"
        yield columns.complain(row, field, "no school and no team is named", "Name the person's school.")
    check = damaged_nces if folded(columns["school"]).startswith("nces") else damaged_id
    damage = check(entry.school) if entry.school else None
    if damage:
        yield columns.complain(row, "school", *damage)
    if entry.email and not EMAIL.fullmatch(entry.email):
        message = f"'{entry.email}' is not an email address"
        yield columns.complain(
            row, "email", message, "Write one address, as name@school.org, or leave it empty."
        )


def _clash(columns: Columns, row: Row, entry: Entry, before: list[Entry]) -> Iterator[Complaint]:
    """Yield a complaint where an earlier row says the same of this person, or something else."""
    for other in before:
        same_email = bool(entry.email) and other.email.casefold() == entry.email.casefold()
        same_name = other.name.casefold() == entry.name.casefold()
        if same_email and not same_name:
            message = f"'{entry.email}' belongs to {other.name} on line {other.line}"
            yield columns.complain(row, "email", message, "Give each person an address of their own.")
        elif (other.school, other.team) != (entry.school, entry.team):
            continue
        elif same_email or (same_name and not (entry.email and other.email)):
            message = f"{entry.name} stands on line {other.line} already"
            yield columns.complain(row, "name", message, "Delete one of the two rows.")
