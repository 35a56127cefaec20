"""What every part of a workbook needs to know: which institute, team, cycle and session."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from typing import Self

from cadence.content import Content
from cadence.errors import NotAllowed, NotFound
from cadence.institute import Institute
from cadence.model import Session, Settings, Team
from cadence.model.settings import SessionDate
from cadence.store import Store, View, Viewer
from cadence.store.meeting import teams_that_meet

NOBODY = Team(id="no-team", name="Your team")
PACKET_OF = "CADENCE_PACKET_OF"  # set where a team's packet is made: the short name of that team
LAB = "CADENCE_LAB"  # set by `cadence lab`: forms are filled in where they stand


@dataclass(frozen=True)
class Context:
    """Where a notebook stands; `view` sees what the viewer may see and nothing else."""

    institute: Institute
    content: Content
    store: Store
    view: View
    team: Team
    cycle: int
    session: Session
    person: str = ""

    @property
    def settings(self) -> Settings:
        """Return what institute.toml says."""
        return self.institute.settings

    @property
    def has_team(self) -> bool:
        """Return whether there is a team at all (a fresh institute has none)."""
        return self.team is not NOBODY

    @property
    def meeting(self) -> SessionDate | None:
        """Return when and where this session meets, if institute.toml says so."""
        return meeting_of(self.settings, self.session.number)

    @property
    def today(self) -> date:
        """Return the day this page speaks of: the meeting's, so that a packet made early is right then."""
        return self.meeting.on if self.meeting else date.today()

    @property
    def previous_meeting(self) -> date:
        """Return the day of the last session before this one, or the first day of the cycle."""
        earlier = [m.on for m in self.settings.sessions if m.session < self.session.number]
        return max(earlier, default=self.settings.cycle.starts)

    def answered(self, survey: str, wave: int = 1) -> int:
        """Return how many of the team have submitted a survey, which everybody on it may know."""
        everybody = self.store.view(Viewer(role="team", team=self.team.id))
        return len(everybody.submitted(self.team.id, self.cycle, survey, wave))

    def for_team(self, name: str) -> Self:
        """Return the same place seen for another team."""
        team = allowed(find_team(self.store, name))
        content = Content.load(self.institute.root, team.id)
        return replace(
            self,
            team=team,
            content=content,
            session=find_session(content, self.session.id),
            view=self.store.view(viewer(team, self.person)),
        )


def meeting_of(settings: Settings, number: int) -> SessionDate | None:
    """Return the date that institute.toml gives for a session, or None."""
    return next((m for m in settings.sessions if m.session == number), None)


def find_session(content: Content, which: str | int) -> Session:
    """Return a session by its number or its id."""
    for session in content.sessions():
        if which in (session.id, session.number):
            return session
    known = ", ".join(f"{s.id} ({s.number})" for s in content.sessions())
    raise NotFound(f"There is no session '{which}'.", f"Known: {known}.")


def viewer(team: Team, person: str) -> Viewer:
    """Return who reads: the signed-in member, or what may stand in the team's packet."""
    if person:
        return Viewer(role="member", person=person, team=team.id)
    return Viewer(role="team", team=team.id)


def in_lab() -> bool:
    """Return whether a facilitator looks on in JupyterLab, and no packet or page is being made."""
    return bool(os.environ.get(LAB)) and not os.environ.get(PACKET_OF)


@contextmanager
def packet_of(team: str) -> Iterator[None]:
    """Say, to this process and those it starts meanwhile, which team alone may be opened ('': any)."""
    before = {name: os.environ.get(name, "") for name in (PACKET_OF, LAB)}
    os.environ |= {PACKET_OF: team, LAB: ""}
    try:
        yield
    finally:
        os.environ |= before


def allowed(team: Team) -> Team:
    """Return the team, unless a packet is being made for another: it would hold what is not theirs.

    A notebook opens another team when its parameters cell lost its tag, or a cell names a team.
    """
    owner = os.environ.get(PACKET_OF, "")
    if owner and team.id != owner:
        raise NotAllowed(
            f"This packet is for '{owner}', and the notebook opens '{team.id}'.",
            "Tag its first code cell, and no other, with 'parameters', and name no team in other cells.",
        )
    return team


def teams_of(store: Store) -> list[Team]:
    """Return the institute's teams by name."""
    return teams_that_meet(store.view(Viewer(role="team")))


def find_team(store: Store, name: str) -> Team:
    """Return the team of this short name; '' gives the first one, or a stand-in before any exists.

    Raises
    ------
    NotFound
        If there are teams and none is called so; the message names the nearest.
    """
    teams = teams_of(store)
    if not name:
        return teams[0] if teams else NOBODY
    for team in teams:
        if name == team.id or name.casefold() == team.name.casefold():
            return team
    known = ", ".join(team.id for team in teams[:12]) or "none yet"
    raise NotFound(
        f"There is no team '{name}' in this institute.",
        f"Known short names: {known}. New teams come with: cadence import roster FILE",
    )
