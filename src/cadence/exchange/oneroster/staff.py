"""The names and addresses of staff, from users.csv; nobody else's row becomes a record."""

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import date

from cadence.errors import Complaint
from cadence.exchange.oneroster.manifest import Manifest
from cadence.exchange.oneroster.package import Package
from cadence.exchange.oneroster.posts import Post
from cadence.exchange.oneroster.roles import LEADERS
from cadence.exchange.oneroster.status import day, is_gone
from cadence.exchange.oneroster.table import Row, Table
from cadence.exchange.rosters.names import EMAIL

FILE = "users.csv"
NEEDED = ("sourcedId", "givenName", "familyName")
FURTHER = (
    "status", "dateLastModified", "enabledUser", "email", "preferredGivenName", "preferredFamilyName",
    "grades",
)  # fmt: skip


@dataclass(frozen=True)
class Staff:
    """One member of staff and their posts.

    `gone` says that the roster system has taken them out or shut their account, on the day `left`.
    """

    line: int
    id: str
    name: str = ""
    email: str = ""
    gone: bool = False
    left: date | None = None
    posts: tuple[Post, ...] = ()


@dataclass
class People:
    """The staff of a package, those of whom it has posts alone, and what is wrong with them."""

    found: list[Staff] = field(default_factory=list)
    unnamed: list[Staff] = field(default_factory=list)
    complaints: list[Complaint] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def read_staff(
    package: Package, manifest: Manifest, posts: Mapping[str, Sequence[Post]], ids: Set[str]
) -> People:
    """Return the staff of these ids: those in users.csv, then those of whom there are posts alone."""
    people, lines, graded = People(), dict[str, int](), list[tuple[int, bool]]()
    if manifest.mode("users") != "absent":
        table = Table(package, FILE, NEEDED, FURTHER)
        for row in table.rows():
            if row["sourcedId"] in ids and row["sourcedId"]:
                people.complaints += _wrong(table, row, lines)
                staff = _staff(row, posts, people.notes)
                graded += [(row.line, _leads(staff))] if _has_a_grade(row) else []
                if not (_has_a_grade(row) and _leads(staff)):
                    people.found.append(staff)
        people.complaints += table.complaints.values()
        people.notes += [*table.notes(), *_graded(graded)]
    further = [id for id in posts if id in ids and id not in lines]
    people.unnamed += [Staff(posts[id][0].line, id, posts=tuple(posts[id])) for id in further if posts[id]]
    return people


def _wrong(table: Table, row: Row, lines: dict[str, int]) -> Iterator[Complaint]:
    """Yield what is wrong with the row of a member of staff, and remember that it was there."""
    id = row["sourcedId"]
    if id in lines:
        message = f"'{id}' stands on line {lines[id]} already"
        yield table.complain(row.line, "sourcedId", message, "Keep one of the two rows.")
    lines.setdefault(id, row.line)
    if not _name(row) and not is_gone(row["status"]):
        yield table.complain(row.line, "familyName", "this person has no name", "Fill in the name.")


def _has_a_grade(row: Row) -> bool:
    """Return whether somebody is in one grade, as students are; of a teacher some systems list several."""
    return bool(row["grades"]) and "," not in row["grades"]


def _leads(staff: Staff) -> bool:
    return any(post.role in LEADERS for post in staff.posts)


def _graded(found: Sequence[tuple[int, bool]]) -> Iterator[str]:
    """Yield who has a grade: who leads a school has none, so that is left out; a teacher may have one."""
    for leads, said in (
        (True, "and left out; if they are staff, empty 'grades' for them in the roster system"),
        (False, "and read as staff all the same; look whether they are"),
    ):
        lines = [str(line) for line, leading in found if leading == leads]
        if lines:
            shown = ", ".join(lines[:5]) + (", ..." if lines[5:] else "")
            where = f"{len(lines)} (users.csv {shown})"
            yield f"in a role of staff and in a grade, as students are, {said}: {where}"


def _staff(row: Row, posts: Mapping[str, Sequence[Post]], notes: list[str]) -> Staff:
    gone = is_gone(row["status"]) or row["enabledUser"].casefold() == "false"
    left = day(row["dateLastModified"]) if gone else None
    mine = tuple(posts.get(row["sourcedId"], ()))
    return Staff(row.line, row["sourcedId"], _name(row), _email(row, notes), gone, left, mine)


def _name(row: Row) -> str:
    """Return the name that a person goes by."""
    given = row["preferredGivenName"] or row["givenName"]
    family = row["preferredFamilyName"] or row["familyName"]
    return " ".join(f"{given} {family}".split())


def _email(row: Row, notes: list[str]) -> str:
    if row["email"] and not EMAIL.fullmatch(row["email"]):
        notes.append(
            f"users.csv line {row.line}: '{row['email'][:60]}' is not an email address; it was left out"
        )
        return ""
    return row["email"]
