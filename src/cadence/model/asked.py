"""What is asked in the room: a question as it is put to a team, and what one person answers."""

from typing import Any, ClassVar, Literal

from pydantic import AwareDatetime, Field

from cadence.model.record import Audience, Record


class Round(Record):
    """A question as it was put to a team once: how many have answered, and what was shown of it.

    A question may be put again; the highest `number` stands.
    """

    table: ClassVar[str] = "round"
    parent: ClassVar[str] = "team"
    people: ClassVar[tuple[str, ...]] = ("by",)

    cycle: int
    """The improvement cycle it belongs to, from 1."""
    team: str
    """The team whose record it is."""
    question: str
    """The id of the question."""
    number: int = 1
    """1 when it was put first, and one more each time it was put again."""
    state: Literal["open", "revealed"] = "open"
    """Whether answers are taken, or are shown."""
    private: bool = True
    """Whether people were told that nobody sees their own answer."""
    threshold: int = 1
    """From how many answers on they are shown; what people were told before the first of them."""
    given: int = 0
    """How many people have handed in."""
    shown: dict[str, Any] = Field(default_factory=dict)
    """What is shown of the answers, made once when they were revealed."""
    by: str = ""
    """Who revealed it."""
    revealed: AwareDatetime | None = None
    """When it was revealed; none before that."""


class Voice(Record):
    """What one person answers to a question that is put to their team."""

    table: ClassVar[str] = "voice"
    parent: ClassVar[str] = "team"
    audience: ClassVar[Audience] = "confidential"

    cycle: int
    """The improvement cycle it belongs to, from 1."""
    team: str
    """The team whose record it is."""
    person: str
    """Who answers; it never leaves the institute."""
    question: str
    """The id of the question."""
    number: int = 1
    """Which of its rounds."""
    values: dict[str, Any] = Field(default_factory=dict)
    """What was answered, by field."""
    submitted: AwareDatetime | None = None
    """When it was handed in; none while it is a draft."""
