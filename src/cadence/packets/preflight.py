"""What each team lacks for a session, and the command that mends it. It advises and never blocks."""

import shlex
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property

from cadence.model import (
    Card,
    Clause,
    Goal,
    Initiative,
    Membership,
    Observation,
    Priority,
    Publication,
    Record,
    Settings,
    Vision,
)
from cadence.packets.order import Packet
from cadence.store import View

SURVEY = "conditions"
_WEEKS = 6  # with fewer weeks of visits a trend says nothing yet


@dataclass(frozen=True)
class Lack:
    """Something a packet has to do without; team '' is the whole institute."""

    team: str
    name: str
    what: str
    mend: str


Found = tuple[str, str] | None


class Ledger:
    """What is stored, counted once for all teams."""

    def __init__(self, view: View, settings: Settings, session: int, where: str = "") -> None:
        self._view = view
        self.settings = settings
        self.session = session
        self.where = where

    def count(self, kind: type[Record], team: str) -> int:
        """Return how many records of a kind a team has in this cycle."""
        return self._counts(kind)[team]

    def _counts(self, kind: type[Record]) -> Counter[str]:
        if kind not in self._counted:
            cycle = {"cycle": self.settings.cycle.number} if "cycle" in kind.model_fields else {}
            self._counted[kind] = Counter(getattr(row, "team", "") for row in self._view.all(kind, **cycle))
        return self._counted[kind]

    @cached_property
    def _counted(self) -> dict[type[Record], Counter[str]]:
        return {}

    @cached_property
    def people(self) -> Counter[str]:
        """Return how many people are on each team now."""
        return Counter(seat.team for seat in self._view.all(Membership) if seat.left is None)

    @cached_property
    def published(self) -> set[tuple[str | None, str]]:
        """Return which team has results of which kind."""
        rows = self._view.all(Publication, cycle=self.settings.cycle.number)
        return {(row.team, row.kind) for row in rows}

    @cached_property
    def weeks(self) -> dict[str, int]:
        """Return in how many weeks each team has visited classrooms."""
        visits = self._view.all(Observation, cycle=self.settings.cycle.number)
        return Counter(team for team, _ in {(visit.team, visit.on.isocalendar()[:2]) for visit in visits})

    def answered(self, team: str) -> int:
        """Return how many people of a team have submitted the survey."""
        return len(self._view.submitted(team, self.settings.cycle.number, SURVEY, 1))

    def command(self, words: str, team: str = "") -> str:
        """Return a command as it can be typed where the facilitator stands."""
        return f"cadence {words}{f' --team {shlex.quote(team)}' if team else ''}{self.where}"


def preflight(ledger: Ledger, packets: Iterable[Packet]) -> list[Lack]:
    """Return what the institute and each of the teams lack for the session, the institute first."""
    found = [Lack("", "The institute", *lack) for check in _OF_INSTITUTE if (lack := check(ledger))]
    for packet in packets:
        if packet.team:
            checks = (check for first, check in _OF_TEAM if ledger.session >= first)
            found += [
                Lack(packet.team, packet.name, *lack)
                for check in checks
                if (lack := check(ledger, packet.team))
            ]
    return found


def _date(ledger: Ledger) -> Found:
    if any(meeting.session == ledger.session for meeting in ledger.settings.sessions):
        return None
    return (f"Session {ledger.session} has no date", "Give it a [[sessions]] block in institute.toml")


def _priorities(ledger: Ledger) -> Found:
    if ledger.session or ledger.count(Priority, ""):
        return None
    return ("No district priorities are on record", "The pre-work packet collects them on paper")


def _together(ledger: Ledger) -> Found:
    if not ledger.settings.low_trust or not ledger.session or (None, SURVEY) in ledger.published:
        return None
    return ("Survey results for the whole institute are not published", ledger.command("reveal conditions"))


def _roster(ledger: Ledger, team: str) -> Found:
    if ledger.people[team]:
        return None
    return ("Nobody is on the roster", ledger.command("import roster FILE"))


def _initiatives(ledger: Ledger, team: str) -> Found:
    if ledger.session or ledger.count(Initiative, team):
        return None
    return ("No initiatives are listed", "The audit in this packet collects them")


def _survey(ledger: Ledger, team: str) -> Found:
    if ledger.settings.low_trust or (team, SURVEY) in ledger.published:
        return None
    answered, needed = ledger.answered(team), ledger.settings.thresholds.respondents
    if answered >= needed:
        return ("The survey results are not published", ledger.command("reveal conditions", team))
    people = ledger.people[team]
    said = f"{answered} of {people} people have" if people else "Nobody has"
    words = f"{said} answered the survey; {needed} are needed"
    return (words, f"Hand it out on paper: {ledger.command('packets --session 0', team)}")


def _vision(ledger: Ledger, team: str) -> Found:
    if ledger.count(Vision, team):
        return None
    return ("No vision is written", ledger.command("packets --session 2", team))


def _clauses(ledger: Ledger, team: str) -> Found:
    if not ledger.count(Vision, team) or ledger.count(Clause, team):
        return None
    return ("The vision is not split into clauses", ledger.command("packets --session 2", team))


def _visits(ledger: Ledger, team: str) -> Found:
    if ledger.count(Observation, team):
        return None
    return ("No visits are recorded", ledger.command("packets --session 3", team))


def _baseline(ledger: Ledger, team: str) -> Found:
    if (team, "baseline") in ledger.published or not ledger.count(Observation, team):
        return None
    return ("The baseline is not published", ledger.command("reveal baseline", team))


def _goals(ledger: Ledger, team: str) -> Found:
    if ledger.count(Goal, team):
        return None
    return ("No goals are set", ledger.command("packets --session 4", team))


def _board(ledger: Ledger, team: str) -> Found:
    if ledger.count(Card, team) or not ledger.count(Goal, team):
        return None
    return ("The action board is empty", ledger.command("packets --session 4", team))


def _trend(ledger: Ledger, team: str) -> Found:
    weeks = ledger.weeks.get(team, 0)
    if not weeks or weeks >= _WEEKS:
        return None
    so_far = "1 week" if weeks == 1 else f"{weeks} weeks"
    return (f"Visits in only {so_far}; a trend needs {_WEEKS}", "Record visits every week from now on")


_OF_INSTITUTE: tuple[Callable[[Ledger], Found], ...] = (_date, _priorities, _together)
_OF_TEAM: tuple[tuple[int, Callable[[Ledger, str], Found]], ...] = (  # from which session on it matters
    (0, _roster),
    (0, _initiatives),
    (1, _survey),
    (3, _vision),
    (3, _clauses),
    (4, _visits),
    (4, _baseline),
    (5, _goals),
    (5, _board),
    (5, _trend),
)
