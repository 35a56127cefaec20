"""Confidential answers, the publications computed from them, and the state of a step."""

from datetime import date
from typing import Any, ClassVar, Literal

from pydantic import AwareDatetime, Field

from cadence.model.record import Audience, Record

StepState = Literal["closed", "open", "revealed"]


class Response(Record):
    """One person's confidential answers to one survey in one wave."""

    table: ClassVar[str] = "response"
    parent: ClassVar[str] = "team"
    audience: ClassVar[Audience] = "confidential"

    cycle: int
    """The improvement cycle it belongs to, from 1."""
    team: str
    """The team whose record it is."""
    person: str
    """Who answered; in an export a random respondent id, which leads to nobody."""
    survey: str
    """The id of the survey."""
    wave: int = 1
    """1 is the audit before Session 1; 2 and on are pulses."""
    answers: dict[str, int | None] = Field(default_factory=dict)
    """A scale value (1 ... points) by item id, or none for 'cannot say'; an item left out is missing."""
    comments: dict[str, str] = Field(default_factory=dict)
    """Words by open question id."""
    listed: tuple[str, ...] = ()
    """The ids of the people whom this person counts as members of the team."""
    submitted: AwareDatetime | None = None
    """When the answers were handed in; none while they are a draft."""


class Publication(Record):
    """A result computed once from confidential answers, suppressed, and never changed again."""

    table: ClassVar[str] = "publication"
    parent: ClassVar[str] = "team"

    cycle: int
    """The improvement cycle it belongs to, from 1."""
    team: str | None
    """The team it tells of; none for the whole institute."""
    kind: str
    """What it tells of and how `body` is to be read: conditions or baseline."""
    wave: int = 1
    """The wave of the survey; 1 for a baseline."""
    published: AwareDatetime
    """When it was made."""
    body: dict[str, Any]
    """The result: what is shown, and the reason for what is not."""


class Step(Record):
    """Whether a step of a session is closed, open or revealed for a team."""

    table: ClassVar[str] = "step"
    parent: ClassVar[str] = "team"

    cycle: int
    """The improvement cycle it belongs to, from 1."""
    team: str
    """The team whose record it is."""
    session: int
    """The session, 0 (pre-work) to 5."""
    step: str
    """What is opened or revealed, by its short name."""
    state: StepState = "closed"
    """How far it is."""


class Entry(Record):
    """What a team wrote into a form."""

    table: ClassVar[str] = "entry"
    parent: ClassVar[str] = "team"

    cycle: int
    """The improvement cycle it belongs to, from 1."""
    team: str
    """The team whose record it is."""
    form: str
    """The id of the form."""
    values: dict[str, Any] = Field(default_factory=dict)
    """What was written, by field id."""


class Note(Record):
    """The same as an entry, kept by one person alone (private drafting, coaching conversations)."""

    table: ClassVar[str] = "note"
    parent: ClassVar[str] = "team"
    audience: ClassVar[Audience] = "own"

    cycle: int
    """The improvement cycle it belongs to, from 1."""
    team: str
    """The team whose record it is."""
    person: str
    """Whose it is; nobody else sees it."""
    form: str
    """The id of the form."""
    values: dict[str, Any] = Field(default_factory=dict)
    """What was written, by field id."""


class Commitment(Record):
    """What somebody said at the end of a session they would do, by when, and whether it was done."""

    table: ClassVar[str] = "commitment"
    parent: ClassVar[str] = "team"

    cycle: int
    """The improvement cycle it belongs to, from 1."""
    team: str
    """The team whose record it is."""
    session: int
    """The session at whose end it was said, 0 to 5."""
    text: str
    """What was promised."""
    person: str | None = None
    """Who promised it; none where the team did."""
    due: date | None = None
    """By when."""
    done: date | None = None
    """When it was done; none while it is not."""
    evidence: str = ""
    """What shows that it was done."""
