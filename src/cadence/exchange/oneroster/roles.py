"""The roles of OneRoster: which are staff, which lead a school, and how each is called here."""

import re
from collections.abc import Iterable

from cadence.errors import CadenceError

LEADERS = ("administrator", "principal", "siteadministrator", "districtadministrator")
POSITIONS = {
    "principal": "Principal",
    "siteadministrator": "School administrator",
    "administrator": "Administrator",
    "districtadministrator": "District administrator",
    "counselor": "Counselor",
    "teacher": "Teacher",
    "aide": "Aide",
    "proctor": "Proctor",
    "systemadministrator": "System administrator",
}  # the leading ones first: of two roles at one school the first is somebody's position
LEADING = tuple(POSITIONS[role] for role in LEADERS)
NEVER = ("student", "guardian", "parent", "relative", "learner", "pupil", "child", "family")
OWN = re.compile(r"ext:[A-Za-z]{2,40}")


def role_of(written: str) -> str:
    """Return a role in small letters without blanks, as roles are compared."""
    return "".join(written.casefold().split())


def is_student(role: str) -> bool:
    """Return whether a role is a student's, or one that only a student can hold."""
    return any(word in role for word in ("student", "learner", "pupil"))


def is_never_read(role: str) -> bool:
    """Return whether nobody in this role is ever read: students and their families."""
    return any(word in role for word in NEVER)


def position(role: str) -> str:
    """Return a role as the position that people read; a system's own `ext:literacyCoach` without its mark."""
    if role in POSITIONS:
        return POSITIONS[role]
    return role.removeprefix("ext:").capitalize()


def rank(role: str) -> int:
    """Return how far behind a role stands where somebody has two at one school."""
    return [*POSITIONS, role].index(role)


def chosen(asked: Iterable[str]) -> frozenset[str]:
    """Return the roles that come onto a team: those asked for, or the leading ones where none is.

    Raises
    ------
    CadenceError
        A role is a student's or a family's, or none that OneRoster or the roster system has.
    """
    roles = frozenset(role_of(each) for part in asked for each in part.split(",") if each.strip())
    for role in sorted(roles):
        if is_never_read(role):
            raise CadenceError(
                f"'{role}' can never be taken in: a roster is of staff alone.", "Leave it out."
            )
        if role not in POSITIONS and not OWN.fullmatch(role):
            known = ", ".join(POSITIONS)
            raise CadenceError(
                f"'{role}' is not a role of OneRoster.", f"Known: {known}, and a system's own 'ext:...'."
            )
    return roles or frozenset(LEADERS)
