"""Where somebody fills in a form: whose it is, in which cycle, by which content and under which rules."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from cadence.content import Content
from cadence.model import Settings
from cadence.publish.steps import Steps
from cadence.store import View


@dataclass(frozen=True)
class Place:
    """`view` is the person's own and writes what they write; `custodian` keeps what they
    were promised; `root` is the institute's folder, None for what is shipped.
    """

    view: View
    custodian: View
    root: Path | None
    settings: Settings
    cycle: int
    team: str
    person: str
    now: datetime

    @cached_property
    def content(self) -> Content:
        """Return the content that counts for the team."""
        return Content.load(self.root, self.team)

    @property
    def leads(self) -> bool:
        """Return whether it is a facilitator, for whom no step is closed."""
        return self.view.viewer.role == "facilitator"

    @cached_property
    def steps(self) -> Steps:
        """Return how far the team's steps are."""
        return Steps.read(self.view, self.cycle, self.team)

    def record_id(self, *parts: object) -> str:
        """Return the id of a record of which there is only one of its kind here.

        Two devices that make it at the same moment make the same one, and the second hears of the first.
        """
        words = "\n".join(map(str, (self.team, self.cycle, *parts)))
        return sha256(words.encode()).hexdigest()[:32]
