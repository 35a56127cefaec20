"""Who is signed in."""

from dataclasses import dataclass

from cadence.model.people import Role
from cadence.store import Viewer


@dataclass(frozen=True)
class Who:
    """A person who is signed in, in the role and on the team that the store gives them now.

    `team` is empty for facilitators and district leaders.
    """

    person: str
    name: str
    role: Role
    team: str = ""

    @property
    def viewer(self) -> Viewer:
        """Return the view's owner: what this person may read and write."""
        return Viewer(role=self.role, person=self.person, team=self.team)
