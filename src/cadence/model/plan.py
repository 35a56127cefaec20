"""Goals, the cards that serve them, and what shows that a card is done."""

from datetime import date
from typing import ClassVar, Literal

from pydantic import AwareDatetime

from cadence.model.record import Record

Column = Literal["ideas", "ready", "doing", "review", "done"]
Verdict = Literal["confirmed", "returned"]
Decision = Literal["adapt", "adopt", "abandon"]


class Goal(Record):
    """What shall change, by how much, by when; it serves a clause and is read off an indicator."""

    table: ClassVar[str] = "goal"
    parent: ClassVar[str] = "clause"

    cycle: int
    """The improvement cycle it belongs to, from 1."""
    team: str
    """The team whose record it is."""
    clause: str | None = None
    """The clause of the vision it serves."""
    indicator: str | None = None
    """The id of the metric's indicator it is read off."""
    order: int = 0
    """Its place among the team's goals."""
    statement: str
    """The goal in words."""
    baseline: float | None = None
    """Where it starts: a share (0 to 1) of visits at the wanted level, or in the metric's unit."""
    target: float | None = None
    """Where it shall end, in the same unit."""
    due: date | None = None
    """By when."""
    theory: str = ""
    """The theory of action: if we ..., then ..., because ..."""


class Card(Record):
    """An action on the board; done only when a verifier who is not the owner confirmed its evidence."""

    table: ClassVar[str] = "card"
    parent: ClassVar[str] = "goal"
    people: ClassVar[tuple[str, ...]] = ("owner", "verifier")

    cycle: int
    """The improvement cycle it belongs to, from 1."""
    team: str
    """The team whose record it is."""
    goal: str | None = None
    """The goal it serves."""
    title: str
    """What will be done."""
    column: Column = "ideas"
    """Where on the board it stands."""
    order: int = 0
    """Its place in the column."""
    owner: str | None = None
    """Who does it."""
    verifier: str | None = None
    """Who looks whether it meets its standard; not the owner."""
    due: date | None = None
    """By when."""
    started: date | None = None
    """When work on it began."""
    done: date | None = None
    """When it was confirmed; none while it is not done."""
    standard: str = ""
    """The standard of done: what would show that it is."""
    notes: str = ""
    """What else there is to know."""
    mark: str = ""
    """A few words for the trend chart, placed at `started`; empty leaves the chart alone."""


class Evidence(Record):
    """What shows that a card meets its standard: words, an address, or a file kept with the institute."""

    table: ClassVar[str] = "evidence"
    parent: ClassVar[str] = "card"
    people: ClassVar[tuple[str, ...]] = ("added_by",)

    team: str
    """The team whose record it is."""
    card: str
    """The card it belongs to."""
    kind: Literal["text", "link", "file"] = "text"
    """What `text` is."""
    text: str
    """The words, the address, or the file's name."""
    added_by: str
    """Who brought it."""
    added: date
    """When."""


class Verification(Record):
    """A verifier's word on a card: confirmed against its standard, or returned with a question."""

    table: ClassVar[str] = "verification"
    parent: ClassVar[str] = "card"
    people: ClassVar[tuple[str, ...]] = ("verifier",)

    team: str
    """The team whose record it is."""
    card: str
    """The card it speaks of."""
    verifier: str
    """Whose word it is."""
    verdict: Verdict
    """What was said."""
    question: str = ""
    """What is asked where the card was returned."""
    standard: str = ""
    """The standard of done as it was when this was said of it."""
    seen: tuple[str, ...] = ()
    """The ids of the evidence that there was when this was said."""
    at: AwareDatetime
    """When."""


class Review(Record):
    """What a team decided about a goal at the end of a cycle, and why."""

    table: ClassVar[str] = "review"
    parent: ClassVar[str] = "goal"

    cycle: int
    """The improvement cycle it belongs to, from 1."""
    team: str
    """The team whose record it is."""
    goal: str
    """The goal it speaks of."""
    fidelity: int | None = None
    """Was it done? 1 (hardly) to 4 (fully)."""
    impact: int | None = None
    """Did it help? 1 (no) to 4 (much)."""
    decision: Decision
    """What comes of it."""
    reason: str
    """Why."""
    evidence: str = ""
    """What shows it."""
