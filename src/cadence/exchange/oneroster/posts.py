"""Who holds which role at which org: in users.csv (version 1.1) or roles.csv (1.2), staff alone."""

from collections import Counter
from collections.abc import Iterator, Set
from dataclasses import dataclass, field
from datetime import date

from cadence.errors import Complaint
from cadence.exchange.oneroster.manifest import Manifest
from cadence.exchange.oneroster.package import Package
from cadence.exchange.oneroster.roles import OWN, POSITIONS, is_never_read, is_student, role_of
from cadence.exchange.oneroster.status import day, is_gone, is_status
from cadence.exchange.oneroster.table import Row, Table

# Where each version says roles: the file, what it needs to have, and what else is read of it.
ROLES = {
    "1.1": ("users", (("sourcedId", "role", "orgSourcedIds"), ("status",))),
    "1.2": (
        "roles",
        (("userSourcedId", "role", "orgSourcedId"), ("status", "roleType", "beginDate", "endDate")),
    ),
}


@dataclass(frozen=True)
class Post:
    """A role at an org; `gone` says that it is over, on the day `left` where one is
    known, and `later` that it has not begun."""

    line: int
    file: str
    org: str
    role: str
    primary: bool = False
    joined: date | None = None
    left: date | None = None
    gone: bool = False
    later: bool = False


@dataclass
class Posts:
    """The posts of staff by the id of who holds them, and what is wrong with them."""

    by_user: dict[str, list[Post]] = field(default_factory=dict)
    complaints: list[Complaint] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def read_posts(package: Package, manifest: Manifest, asked: Set[str], today: date) -> Posts:
    """Return the posts of all who are certainly staff: by a role of OneRoster, or one that was asked for."""
    posts = Posts()
    table = _table(package, manifest)
    if table is None:
        return posts
    others: Counter[str] = Counter()
    for row in table.rows():
        role = role_of(row["role"])
        if role in POSITIONS or (role in asked and not is_never_read(role)):
            posts.complaints += _wrong(table, row)
            posts.by_user.setdefault(row[_user(table)], []).extend(_posts(table, row, role, today))
        elif not is_never_read(role):
            others[role if OWN.fullmatch(role) else ""] += 1
    posts.complaints += table.complaints.values()
    posts.notes += [*_notes(others), *(table.notes() if table.file == "roles.csv" else ())]
    return posts


def kept_out(
    package: Package, manifest: Manifest, ids: Set[str], staff: Set[str], today: date
) -> frozenset[str]:
    """Return which of these people are students, or by now family and not staff; nobody else is kept."""
    table = _table(package, manifest)
    if table is None:
        return frozenset()
    return frozenset(
        row[_user(table)]
        for row in table.rows()
        if row[_user(table)] in ids
        and not _is_over(row, today)
        and (
            is_student(role_of(row["role"]))
            or (is_never_read(role_of(row["role"])) and row[_user(table)] not in staff)
        )
    )


def _table(package: Package, manifest: Manifest) -> Table | None:
    """Return the file that holds roles, opened for what a post needs; None where there is none."""
    file, columns = ROLES[manifest.version]
    return None if manifest.mode(file) == "absent" else Table(package, f"{file}.csv", *columns)


def _user(table: Table) -> str:
    return table.needed[0]


def _posts(table: Table, row: Row, role: str, today: date) -> Iterator[Post]:
    """Yield a post for each org that a row of staff names."""
    joined, left, gone = day(row["beginDate"]), day(row["endDate"]), _is_over(row, today)
    later = joined is not None and joined > today
    primary = row["roleType"].casefold() == "primary"
    for org in row[table.needed[2]].split(","):
        if org.strip():
            yield Post(row.line, table.file, org.strip(), role, primary, joined, left, gone, later)


def _is_over(row: Row, today: date) -> bool:
    left = day(row["endDate"])
    return is_gone(row["status"]) or (left is not None and left <= today)


def _wrong(table: Table, row: Row) -> Iterator[Complaint]:
    """Yield what is wrong with the post of a member of staff."""
    if not row[_user(table)]:
        yield table.complain(row.line, _user(table), "nobody is named here", "Fill in the person's id.")
    if not is_status(row["status"]):
        message = f"'{row['status'][:40]}' is not a status"
        yield table.complain(row.line, "status", message, "Write active or tobedeleted, or leave it empty.")
    for heading in ("beginDate", "endDate"):
        if row[heading] and day(row[heading]) is None:
            message = f"'{row[heading][:40]}' is not a date"
            yield table.complain(row.line, heading, message, "Write it as 2026-08-03, or leave it empty.")


def _notes(others: Counter[str]) -> Iterator[str]:
    for role, count in sorted(others.items()):
        if role:
            yield f"not read: {count} in the role '{role}' (--roles {role} takes them)"
        else:
            yield f"not read: {count} in a role that OneRoster does not have"
