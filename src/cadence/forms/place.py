"""Where somebody fills in a form: whose it is, in which cycle, by which content and under which rules."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from cadence.content import Content
from cadence.model import Settings
from cadence.publish.steps import Steps
from cadence.store import View


@dataclass(frozen=True)
class Place:
    """`view` is the person's own and writes what they write; `custodian` keeps what they were promised.

    `content` is what counts for the team, and `steps` says how far each of its steps is.
    """

    view: View
    custodian: View
    content: Content
    steps: Steps
    settings: Settings
    cycle: int
    team: str
    person: str
    now: datetime

    @property
    def leads(self) -> bool:
        """Return whether it is a facilitator, for whom no step is closed."""
        return self.view.viewer.role == "facilitator"

    def record_id(self, *parts: object) -> str:
        """Return the id of a record of which there is only one of its kind here.

        Two devices that make it at the same moment make the same one, and the second hears of the first.
        """
        words = "\n".join(map(str, (self.team, self.cycle, *parts)))
        return sha256(words.encode()).hexdigest()[:32]
