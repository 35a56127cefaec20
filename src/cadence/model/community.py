"""What teams ask of the district and of each other, and what they agreed to share."""

from datetime import date
from typing import ClassVar, Literal

from cadence.model.record import Record


class Ask(Record):
    """Help wanted from the district or from a peer team, who answers it, and by when."""

    table: ClassVar[str] = "ask"
    parent: ClassVar[str] = "team"

    cycle: int
    team: str
    session: int
    text: str
    to: Literal["district", "peer"] = "district"
    owner: str = ""
    answer_by: date | None = None
    answer: str = ""
    answered: date | None = None


class Sharing(Record):
    """A team's consent that one of its records may be shown to the other teams of the institute."""

    table: ClassVar[str] = "sharing"
    parent: ClassVar[str] = "team"

    cycle: int
    team: str
    shared_table: str
    shared_id: str
    granted_by: str
    granted: date
    withdrawn: date | None = None
