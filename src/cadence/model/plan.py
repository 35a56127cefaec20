"""Goals, the cards that serve them, and what shows that a card is done."""

from datetime import date
from typing import ClassVar, Literal

from pydantic import AwareDatetime

from cadence.model.record import Record

Column = Literal["ideas", "ready", "doing", "review", "done"]
Verdict = Literal["confirmed", "returned"]
Decision = Literal["adapt", "adopt", "abandon"]


class Goal(Record):
    """What shall change, by how much, by when; it serves a clause and is read off an indicator.

    `baseline` and `target` are shares (0 to 1) of visits at the wanted level, or the metric's unit.
    """

    table: ClassVar[str] = "goal"
    parent: ClassVar[str] = "clause"

    cycle: int
    team: str
    clause: str | None = None
    indicator: str | None = None
    order: int = 0
    statement: str
    baseline: float | None = None
    target: float | None = None
    due: date | None = None
    theory: str = ""  # if we ..., then ..., because ...


class Card(Record):
    """An action on the board; done only when a verifier who is not the owner confirmed its evidence.

    `mark` is a few words for the trend chart, placed at `started`; '' leaves the chart alone.
    """

    table: ClassVar[str] = "card"
    parent: ClassVar[str] = "goal"

    cycle: int
    team: str
    goal: str | None = None
    title: str
    column: Column = "ideas"
    order: int = 0
    owner: str | None = None
    verifier: str | None = None
    due: date | None = None
    started: date | None = None
    done: date | None = None
    standard: str = ""
    notes: str = ""
    mark: str = ""


class Evidence(Record):
    """What shows that a card meets its standard: words, an address, or a file kept with the institute."""

    table: ClassVar[str] = "evidence"
    parent: ClassVar[str] = "card"

    team: str
    card: str
    kind: Literal["text", "link", "file"] = "text"
    text: str
    added_by: str
    added: date


class Verification(Record):
    """A verifier's word on a card: confirmed against its standard, or returned with a question."""

    table: ClassVar[str] = "verification"
    parent: ClassVar[str] = "card"

    team: str
    card: str
    verifier: str
    verdict: Verdict
    question: str = ""
    at: AwareDatetime


class Review(Record):
    """What a team decided about a goal at the end of a cycle, and why.

    `fidelity` (was it done?) and `impact` (did it help?) run from 1 to 4.
    """

    table: ClassVar[str] = "review"
    parent: ClassVar[str] = "goal"

    cycle: int
    team: str
    goal: str
    fidelity: int | None = None
    impact: int | None = None
    decision: Decision
    reason: str
    evidence: str = ""
