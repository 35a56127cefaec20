"""Schools, teams and the people in them."""

from datetime import date
from typing import ClassVar, Literal

from cadence.model.record import Audience, Record

Role = Literal["member", "facilitator", "district"]


class School(Record):
    """A school as the district lists it; `id` is its NCESSCH (12 digits, text) or the list's own id."""

    table: ClassVar[str] = "school"
    audience: ClassVar[Audience] = "institute"

    name: str
    """The school's name as it is listed."""
    district: str = ""
    """The name of its district."""
    city: str = ""
    """Where it is."""
    grade_low: str = ""
    """Its lowest grade as an NCES code: PK, KG, 01 ... 12, UG, or empty where unknown."""
    grade_high: str = ""
    """Its highest grade, in the same codes."""
    kind: str = ""
    """Its type as the list gives it (NCES: 1 regular, 2 special, 3 vocational, 4 alternative)."""
    status: str = ""
    """Its status as the list gives it (NCES: 1 open, 2 closed, 3 new, 4 added, 6 inactive, 7 future)."""
    source: str = ""
    """The id that a roster system knows it by; empty where none does."""


class Team(Record):
    """A leadership team of a school, or of the district (`school` None); `id` is its short name."""

    table: ClassVar[str] = "team"
    parent: ClassVar[str] = "school"
    audience: ClassVar[Audience] = "institute"

    name: str
    """What the team is called on pages."""
    school: str | None = None
    """The school it leads; none for a team of the district."""


class Person(Record):
    """Somebody who takes part."""

    table: ClassVar[str] = "person"
    audience: ClassVar[Audience] = "institute"

    name: str
    """The person's full name."""
    email: str = ""
    """Where the person is written to; shown to facilitators alone."""
    role: Role = "member"
    """What the person is in the institute."""
    source: str = ""
    """The id that a roster system knows the person by; empty where none does."""


class Membership(Record):
    """A person's place on a team, from `joined` until `left`."""

    table: ClassVar[str] = "membership"
    parent: ClassVar[str] = "team"
    audience: ClassVar[Audience] = "institute"

    team: str
    """The team."""
    person: str
    """Who is on it."""
    position: str = ""
    """What the person does at the school, in the school's words."""
    joined: date | None = None
    """From when."""
    left: date | None = None
    """Until when; none while the person is on the team."""
