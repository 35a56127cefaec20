"""What a team already carries before the first session."""

from typing import ClassVar, Literal

from cadence.model.record import Audience, Record

Mark = Literal["keep", "merge", "stop"]


class Priority(Record):
    """Something the district has said matters most."""

    table: ClassVar[str] = "priority"
    audience: ClassVar[Audience] = "institute"

    title: str
    """The priority in the district's words."""
    order: int = 0
    """Its place in the list."""


class Initiative(Record):
    """A programme that takes a school's time."""

    table: ClassVar[str] = "initiative"
    parent: ClassVar[str] = "priority"

    cycle: int
    """The improvement cycle it belongs to, from 1."""
    team: str
    """The team whose record it is."""
    name: str
    """What the school calls it."""
    priority: str | None = None
    """The district priority it serves, if any."""
    evidence: str = ""
    """What shows that it works."""
    hours: float | None = None
    """People's time, all staff together, in hours a week."""
    mark: Mark | None = None
    """What the team decided to do with it; none before they did."""
