"""Confidential answers, the publications computed from them, and the state of a step."""

from datetime import date
from typing import Any, ClassVar, Literal

from pydantic import AwareDatetime, Field

from cadence.model.record import Audience, Record

StepState = Literal["closed", "open", "revealed"]


class Response(Record):
    """One person's confidential answers to one survey in one wave.

    `answers` maps item ids to a scale value (1 ... points) or None for 'cannot say'; an item left
    out is missing. `comments` maps open question ids to text. `wave` 1 is the audit, 2 and on are
    pulses.
    """

    table: ClassVar[str] = "response"
    parent: ClassVar[str] = "team"
    audience: ClassVar[Audience] = "confidential"

    cycle: int
    team: str
    person: str
    survey: str
    wave: int = 1
    answers: dict[str, int | None] = Field(default_factory=dict)
    comments: dict[str, str] = Field(default_factory=dict)
    listed: tuple[str, ...] = ()  # the people this person counts as members of the team
    submitted: AwareDatetime | None = None


class Publication(Record):
    """A result computed once from confidential answers, suppressed, and never changed again.

    `kind` says what `body` is (see `cadence.publish`); `team` is None for the whole institute.
    """

    table: ClassVar[str] = "publication"
    parent: ClassVar[str] = "team"

    cycle: int
    team: str | None
    kind: str
    wave: int = 1
    published: AwareDatetime
    body: dict[str, Any]


class Step(Record):
    """Whether a step of a session is closed, open or revealed for a team."""

    table: ClassVar[str] = "step"
    parent: ClassVar[str] = "team"

    cycle: int
    team: str
    session: int
    step: str
    state: StepState = "closed"


class Entry(Record):
    """What a team (or one person, if `person` is set) wrote into a form: `values` by field id."""

    table: ClassVar[str] = "entry"
    parent: ClassVar[str] = "team"

    cycle: int
    team: str
    form: str
    values: dict[str, Any] = Field(default_factory=dict)


class Note(Record):
    """The same as an entry, kept by one person alone (private drafting, coaching conversations)."""

    table: ClassVar[str] = "note"
    parent: ClassVar[str] = "team"
    audience: ClassVar[Audience] = "own"

    cycle: int
    team: str
    person: str
    form: str
    values: dict[str, Any] = Field(default_factory=dict)


class Commitment(Record):
    """What somebody said at the end of a session they would do, by when, and whether it was done."""

    table: ClassVar[str] = "commitment"
    parent: ClassVar[str] = "team"

    cycle: int
    team: str
    session: int
    text: str
    person: str | None = None
    due: date | None = None
    done: date | None = None
    evidence: str = ""
