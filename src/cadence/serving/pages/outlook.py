"""What holds for a team's pages now: which sessions there are, and how far each step is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from cadence.content import Content
from cadence.errors import NotFound
from cadence.institute import Institute
from cadence.model import Session, Team
from cadence.publish.steps import Steps
from cadence.serving.pages.mark import Mark
from cadence.store import Store, Viewer


@dataclass(frozen=True)
class Outlook:
    """A team's name, the content that counts for it, its sessions by id, and its steps."""

    name: str
    content: Content
    sessions: Mapping[str, Session]
    steps: Steps

    @classmethod
    def read(cls, house: Institute, store: Store, team: str) -> "Outlook":
        """Read it through the team's own view, or raise `NotFound` where there is no such team."""
        view = store.view(Viewer("team", team=team))
        found = view.get(Team, team)
        content = Content.load(house.root, team)
        sessions = {each.id: each for each in content.sessions()}
        return cls(found.name, content, sessions, Steps.read(view, house.settings.cycle.number, team))

    def session(self, which: str) -> Session:
        """Return the session with this id, or raise `NotFound`."""
        if which not in self.sessions:
            raise NotFound("There is no such session.", "Go to the first page and choose one there.")
        return self.sessions[which]


class Outlooks:
    """Reads each team's outlook once, and again when something in it may have changed."""

    def __init__(self, read: Callable[[str], Outlook], mark: Callable[[str], Mark]) -> None:
        self._read, self._mark = read, mark
        self._known: dict[str, tuple[tuple[int, int], Outlook]] = {}

    def of(self, team: str) -> Outlook:
        """Return a team's outlook as things stand now."""
        mark = self._mark(team)
        state = (mark.now, mark.files)
        known = self._known.get(team)
        if known is None or known[0] != state:
            known = self._known[team] = state, self._read(team)
        return known[1]
