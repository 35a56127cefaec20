"""What teams ask of the district and of each other, and what they agreed to share."""

from datetime import date
from typing import ClassVar, Literal

from cadence.model.record import Record


class Ask(Record):
    """Help wanted from the district or from a peer team, who answers it, and by when."""

    table: ClassVar[str] = "ask"
    parent: ClassVar[str] = "team"

    cycle: int
    """The improvement cycle it belongs to, from 1."""
    team: str
    """The team whose record it is."""
    session: int
    """The session in which it was asked, 0 to 5."""
    text: str
    """What is wanted."""
    to: Literal["district", "peer"] = "district"
    """Who is asked."""
    owner: str = ""
    """The office or person who answers, in words."""
    answer_by: date | None = None
    """By when an answer is due."""
    answer: str = ""
    """The answer."""
    answered: date | None = None
    """When it was given."""


class Sharing(Record):
    """A team's consent that one of its records may be shown to the other teams of the institute."""

    table: ClassVar[str] = "sharing"
    parent: ClassVar[str] = "team"
    people: ClassVar[tuple[str, ...]] = ("granted_by",)

    cycle: int
    """The improvement cycle it belongs to, from 1."""
    team: str
    """The team whose record it is."""
    shared_table: str
    """The table of the record that is shared."""
    shared_id: str
    """The id of the record that is shared."""
    granted_by: str
    """Who agreed for the team."""
    granted: date
    """Since when."""
    withdrawn: date | None = None
    """When the consent was taken back; none while it stands."""
