"""The vision, its clauses, and who agreed to it."""

from datetime import date
from typing import ClassVar, Literal

from pydantic import Field

from cadence.model.record import Audience, Record

Element = Literal["student", "teacher", "content"]


class Vision(Record):
    """One version of a team's vision; the highest `version` stands."""

    table: ClassVar[str] = "vision"
    parent: ClassVar[str] = "team"

    cycle: int
    team: str
    version: int = 1
    text: str
    agreed: date | None = None


class Clause(Record):
    """A part of a vision, the elements it speaks of, and the indicators that would show it.

    `need` names what it answers: a condition's id from the survey, or the team's own words.
    """

    table: ClassVar[str] = "clause"
    parent: ClassVar[str] = "vision"

    team: str
    vision: str
    order: int = 0
    text: str
    elements: tuple[Element, ...] = ()
    indicators: tuple[str, ...] = ()
    priorities: tuple[str, ...] = ()
    need: str = ""


class Consent(Record):
    """One person's private fist-to-five on a version of the vision, with their reservation."""

    table: ClassVar[str] = "consent"
    parent: ClassVar[str] = "vision"
    audience: ClassVar[Audience] = "confidential"

    team: str
    vision: str
    person: str
    fingers: int = Field(ge=0, le=5)
    reservation: str = ""


class Term(Record):
    """A word that the team, or the whole institute (`team` None), has agreed a meaning for."""

    table: ClassVar[str] = "term"
    parent: ClassVar[str] = "team"

    team: str | None = None
    term: str
    meaning: str
