"""Schools, teams and the people in them."""

from datetime import date
from typing import ClassVar, Literal

from cadence.model.record import Audience, Record

Role = Literal["member", "facilitator", "district"]


class School(Record):
    """A school as the district lists it; `id` is its NCESSCH (12 digits, text) or the list's own id.

    Grades are NCES codes: PK, KG, 01 ... 12, UG, or '' where unknown.
    """

    table: ClassVar[str] = "school"
    audience: ClassVar[Audience] = "institute"

    name: str
    district: str = ""
    city: str = ""
    grade_low: str = ""
    grade_high: str = ""
    kind: str = ""
    status: str = ""


class Team(Record):
    """A leadership team of a school, or of the district (`school` None); `id` is its short name."""

    table: ClassVar[str] = "team"
    parent: ClassVar[str] = "school"
    audience: ClassVar[Audience] = "institute"

    name: str
    school: str | None = None


class Person(Record):
    """Somebody who takes part."""

    table: ClassVar[str] = "person"
    audience: ClassVar[Audience] = "institute"

    name: str
    email: str = ""
    role: Role = "member"


class Membership(Record):
    """A person's place on a team, from `joined` until `left`."""

    table: ClassVar[str] = "membership"
    parent: ClassVar[str] = "team"
    audience: ClassVar[Audience] = "institute"

    team: str
    person: str
    position: str = ""
    joined: date | None = None
    left: date | None = None
