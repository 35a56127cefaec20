"""What a team already carries before the first session."""

from typing import ClassVar, Literal

from cadence.model.record import Audience, Record

Mark = Literal["keep", "merge", "stop"]


class Priority(Record):
    """Something the district has said matters most."""

    table: ClassVar[str] = "priority"
    audience: ClassVar[Audience] = "institute"

    title: str
    order: int = 0


class Initiative(Record):
    """A programme that takes a school's time; `priority` is the district priority it serves, if any.

    `hours` is people's time a week, all staff together; `evidence` what shows that it works.
    """

    table: ClassVar[str] = "initiative"
    parent: ClassVar[str] = "priority"

    cycle: int
    team: str
    name: str
    priority: str | None = None
    evidence: str = ""
    hours: float | None = None
    mark: Mark | None = None
