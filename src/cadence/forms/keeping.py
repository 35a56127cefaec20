"""How the rows of a table are kept as records: whose they are, and which cell fills which field."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from cadence.content import Content
from cadence.forms.cell import (
    Cell,
    ChoiceCell,
    DayCell,
    GradeCell,
    ManyCell,
    NumberCell,
    Option,
    ShareCell,
    TextCell,
)
from cadence.model import Clause, Goal, Membership, Person, Priority, Vision
from cadence.model.kept import FILLED
from cadence.store import View

_TO = (("district", "The district"), ("peer", "A peer team"))
_MARKS = (("keep", "Keep"), ("merge", "Merge"), ("stop", "Stop"))
_DECISIONS = (("adopt", "Adopt"), ("adapt", "Adapt"), ("abandon", "Abandon"))
_ELEMENTS = (("student", "Student"), ("teacher", "Teacher"), ("content", "Content"))
_FIDELITY = (("1", "1 Hardly done"), ("2", "2 Partly done"), ("3", "3 Mostly done"), ("4", "4 Fully done"))
_IMPACT = (("1", "1 No help"), ("2", "2 A little"), ("3", "3 Some"), ("4", "4 Much"))


@dataclass(frozen=True)
class Here:
    """Where records are kept: read through `view`, of a team and a cycle, in a session, on a day."""

    view: View
    content: Content
    metric: str
    team: str
    cycle: int
    session: int
    today: date

    def whose(self, keeps: str) -> dict[str, Any]:
        """Return the fields that say whose a record is."""
        match keeps:
            case "commitment" | "ask":
                return {"team": self.team, "cycle": self.cycle, "session": self.session}
            case "term":
                return {"team": self.team}
            case "clause":
                return {"team": self.team, "vision": self.vision().id}
        return {"team": self.team, "cycle": self.cycle}

    def vision(self) -> Vision:
        """Return the version of the team's vision that stands; before there is one, an empty draft."""
        found = self.view.all(Vision, team=self.team, cycle=self.cycle)
        draft = Vision(id=self.draft, cycle=self.cycle, team=self.team, text="")
        return max(found, key=lambda each: each.version, default=draft)

    @property
    def draft(self) -> str:
        """Return the id of the vision that is the sum of its clauses; two who begin it make the same one."""
        return sha256(f"vision\n{self.team}\n{self.cycle}".encode()).hexdigest()[:32]

    def clauses(self) -> list[Option]:
        """Return the clauses of the vision that stands."""
        found = self.view.all(Clause, team=self.team, vision=self.vision().id)
        return [(each.id, each.text) for each in found]

    def indicators(self) -> list[Option]:
        """Return the look-fors of the metric."""
        return [(each.id, each.title) for each in self.content.metric(self.metric).indicators]

    def goals(self) -> list[Option]:
        """Return the goals of the cycle."""
        return [(g.id, g.statement) for g in self.view.all(Goal, team=self.team, cycle=self.cycle)]

    def people(self) -> list[Option]:
        """Return who is on the team, by name."""
        seats = self.view.all(Membership, team=self.team)
        ours = {each.person for each in seats if not each.left or each.left > self.today}
        found = [each for each in self.view.all(Person) if each.id in ours]
        return [(each.id, each.name) for each in sorted(found, key=lambda p: (p.name.casefold(), p.id))]

    def name(self, person: str) -> str:
        """Return the name of somebody who is on the team no more."""
        return next((each.name for each in self.view.all(Person, id=person)), "")

    def clause(self, id: str) -> str:
        """Return the words of a clause of an earlier vision."""
        return next((each.text for each in self.view.all(Clause, id=id)), "")

    def priorities(self) -> list[Option]:
        """Return what the district has said matters most."""
        return [(each.id, each.title) for each in self.view.all(Priority)]


Made = Callable[[Here], Cell]
_OTHERS: Mapping[str, Made] = {
    "goal.clause": lambda here: ChoiceCell(here.clauses, here.clause),
    "goal.indicator": lambda here: ChoiceCell(here.indicators),
    "goal.baseline": lambda here: ShareCell(),
    "goal.target": lambda here: ShareCell(),
    "goal.due": lambda here: DayCell(),
    "commitment.person": lambda here: ChoiceCell(here.people, here.name),
    "commitment.due": lambda here: DayCell(),
    "card.goal": lambda here: ChoiceCell(here.goals),
    "card.owner": lambda here: ChoiceCell(here.people, here.name),
    "card.verifier": lambda here: ChoiceCell(here.people, here.name),
    "card.due": lambda here: DayCell(),
    "initiative.priority": lambda here: ChoiceCell(here.priorities),
    "initiative.hours": lambda here: NumberCell(low=0),
    "initiative.mark": lambda here: ChoiceCell(lambda: _MARKS),
    "clause.elements": lambda here: ManyCell(lambda: _ELEMENTS),
    "clause.indicators": lambda here: ManyCell(here.indicators),
    "clause.priorities": lambda here: ManyCell(here.priorities),
    "ask.to": lambda here: ChoiceCell(lambda: _TO),
    "ask.answer_by": lambda here: DayCell(),
    "review.goal": lambda here: ChoiceCell(here.goals),
    "review.fidelity": lambda here: GradeCell(lambda: _FIDELITY),
    "review.impact": lambda here: GradeCell(lambda: _IMPACT),
    "review.decision": lambda here: ChoiceCell(lambda: _DECISIONS),
}
LISTS: Mapping[str, tuple[str, ...]] = {
    "goal": ("clause", "vision"),
    "card": ("goal",),
    "review": ("goal",),
    "clause": ("vision",),
}
"""The tables whose records stand in the lists of each kind's cells, or decide which rows are shown."""


def cell(keeps: str, field: str, here: Here) -> Cell:
    """Return the cell that fills a field."""
    if field not in FILLED[keeps]:
        raise KeyError(f"{keeps}.{field}")
    make = _OTHERS.get(f"{keeps}.{field}")
    return make(here) if make else TextCell()
