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
    """The improvement cycle it belongs to, from 1."""
    team: str
    """The team whose record it is."""
    version: int = 1
    """Counted from 1."""
    text: str
    """The vision in full."""
    agreed: date | None = None
    """When the team agreed to it; none before that."""


class Clause(Record):
    """A part of a vision, the elements it speaks of, and the indicators that would show it."""

    table: ClassVar[str] = "clause"
    parent: ClassVar[str] = "vision"

    team: str
    """The team whose record it is."""
    vision: str
    """The version of the vision it is a part of."""
    order: int = 0
    """Its place in the vision."""
    text: str
    """The clause in words."""
    elements: tuple[Element, ...] = ()
    """Which of student, teacher and content it speaks of."""
    indicators: tuple[str, ...] = ()
    """The ids of the metric's indicators that would show it."""
    priorities: tuple[str, ...] = ()
    """The ids of the district priorities it serves."""
    need: str = ""
    """What it answers: a condition's id from the survey, or the team's own words."""


class Consent(Record):
    """One person's private fist-to-five on a version of the vision, with their reservation."""

    table: ClassVar[str] = "consent"
    parent: ClassVar[str] = "vision"
    audience: ClassVar[Audience] = "confidential"

    team: str
    """The team whose record it is."""
    vision: str
    """The version of the vision that was asked about."""
    person: str
    """Who answered; in an export a random id, which leads to nobody."""
    fingers: int = Field(ge=0, le=5)
    """0 (no) to 5 (gladly); from 3 on it is consent."""
    reservation: str = ""
    """What speaks against it, in the person's words."""


class Term(Record):
    """A word that the team, or the whole institute (`team` None), has agreed a meaning for."""

    table: ClassVar[str] = "term"
    parent: ClassVar[str] = "team"

    team: str | None = None
    """The team that agreed; none for the whole institute."""
    term: str
    """The word."""
    meaning: str
    """What it means here."""
