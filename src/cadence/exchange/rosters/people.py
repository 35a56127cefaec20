"""Entering people and their places on teams: who is new, who has changed, who is gone."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from cadence.errors import Complaint
from cadence.exchange.oneroster.roles import LEADING, POSITIONS
from cadence.exchange.report import Ledger
from cadence.exchange.rosters.entry import Entry, Terms
from cadence.exchange.rosters.known import Doubt, Known, Places
from cadence.exchange.rosters.names import compared
from cadence.exchange.tables.taken import Taken
from cadence.model import Membership, Person, Team
from cadence.model.people import Role


@dataclass(frozen=True)
class Leave:
    """A place that somebody has left, on which day where that is known, and what tells so."""

    place: Membership
    day: date | None
    why: str


class People:
    """What a roster does to the people and places that are known."""

    def __init__(
        self,
        ledger: Ledger,
        taken: Taken[Entry],
        people: Iterable[Person],
        places: Iterable[Membership],
        terms: Terms,
    ) -> None:
        self._ledger, self._taken, self._terms = ledger, taken, terms
        self._known = Known(people, taken.rows, terms.renamed)
        self._places: Places = {(m.team, m.person): m for m in places if m.left is None}
        for team, person in self._places:
            self._known.seat(team, self._known[person])
        self._seen: dict[tuple[str, str], Team] = {}
        self.leaves: dict[tuple[str, str], Leave] = {}
        self.granting: list[tuple[str, Role]] = []
        self.passed: Counter[str] = Counter()
        self._gone_already = 0
        self.complaints: list[Complaint] = []

    def take(self, entry: Entry, team: Team | None) -> None:
        """Enter one person and their place on one team; None is for all of them, and makes none."""
        found = self._known.find(entry, team)
        if isinstance(found, Doubt):
            self._complain(entry, found)
        elif entry.gone:
            self._leave(entry, team, found)
        elif team is None:
            if found:
                self._update(found, entry)
        elif self._is_taken(entry, team, found):
            person = self._update(found, entry) if found else self._new(entry)
            self._place(entry, team, person)

    def _complain(self, entry: Entry, doubt: Doubt) -> None:
        column = self._taken.columns.get(doubt.field, doubt.field)
        file = entry.file or self._taken.file
        self.complaints.append(Complaint(file, entry.line, column, doubt.message, doubt.remedy))

    def _is_taken(self, entry: Entry, team: Team, found: Person | None) -> bool:
        """Return whether a row has anything to do here, and count it where it has not."""
        if entry.joins or (found and (team.id, found.id) in self._places):
            return True
        self.passed[entry.position] += 1
        return False

    # --- coming and staying ----------------------------------------------------------------------------

    def _new(self, entry: Entry) -> Person:
        role = self._granted(entry, "member") or "member"
        person = Person(name=entry.name, email=entry.email, role=role, source=entry.source)
        self._known.enter(person)
        return self._ledger.add(person)

    def _update(self, known: Person, entry: Entry) -> Person:
        emails = [email.casefold() for email in entry.emails]
        said = {
            "name": "" if _written_alike(entry.name, known.name) else entry.name,
            "email": "" if known.email.casefold() in emails else entry.email,
            "source": entry.source,
            "role": self._granted(entry, known.role),
        }
        unsaid = () if known.source else ("source",)
        person = self._ledger.update(
            known, known.name, unsaid, **{name: value for name, value in said.items() if value}
        )
        self._known.enter(person)
        return person

    def _granted(self, entry: Entry, role: Role) -> Role | None:
        """Return the role that a file gives somebody, where it is another one and that is allowed."""
        if entry.role in (None, role):
            return None
        self.granting.append((entry.name, entry.role or role))
        return entry.role if self._terms.grant else None

    def _place(self, entry: Entry, team: Team, person: Person) -> None:
        at = (team.id, person.id)
        stands = self._places.get(at)
        if stands is None:
            place = Membership(team=team.id, person=person.id, position=entry.position, joined=entry.joined)
            self._places[at] = self._ledger.add(place)
            self._known.seat(team.id, person)
        else:
            said = {"position": _position(entry, stands), "joined": entry.joined}
            news = {name: value for name, value in said.items() if value}
            self._places[at] = self._ledger.update(stands, f"{person.name} on {team.name}", **news)
        self._seen[at] = team

    # --- going -----------------------------------------------------------------------------------------

    def _leave(self, entry: Entry, team: Team | None, found: Person | None) -> None:
        held = [
            at for at in self._places if found and at[1] == found.id and (team is None or at[0] == team.id)
        ]
        self._gone_already += not held
        for at in held:
            day = f" on {entry.left}" if entry.left else ""
            self.leaves[at] = Leave(self._places[at], entry.left, f"left{day} (line {entry.line})")

    def miss(self, covered: Iterable[str], sourced: bool) -> None:
        """Note who has a place on one of these teams and is not in the file (`sourced`: and has an id)."""
        teams = set(covered)
        elsewhere = {person: team.name for (_, person), team in self._seen.items()}
        for at, place in self._places.items():
            person = self._known[at[1]]
            if at[0] not in teams or at in self._seen or at in self.leaves or (sourced and not person.source):
                continue
            moved = elsewhere.get(person.id)
            self.leaves[at] = Leave(place, None, f"now on {moved}" if moved else "not in this file")

    def settle_leaves(self, teams: dict[str, Team]) -> None:
        """Mark as left whoever has left if that is wanted, and otherwise say who it would be."""
        self.leaves = {at: leave for at, leave in self.leaves.items() if at not in self._seen}
        for at, leave in sorted(self.leaves.items(), key=lambda each: self.called(each[0], teams)):
            called = self.called(at, teams)
            if self._terms.leavers:
                self._ledger.update(leave.place, called, left=leave.day or self._terms.today)
            else:
                self._ledger.miss(f"{called}: {leave.why}")

    def called(self, at: tuple[str, str], teams: dict[str, Team]) -> str:
        """Return a place in words."""
        return f"{self._known[at[1]].name} on {teams[at[0]].name}"

    def asks(self, teams: dict[str, Team]) -> dict[str, tuple[str, ...]]:
        """Return what the file would do and nobody has allowed, by the option that allows it."""
        grants = () if self._terms.grant else (f"{name}: {role}" for name, role in self.granting)
        leavers = (
            ()
            if self._terms.leavers
            else (f"{self.called(at, teams)}: {leave.why}" for at, leave in self.leaves.items())
        )
        asked = {"grant": tuple(dict.fromkeys(grants)), "leavers": tuple(sorted(leavers))}
        return {option: lines for option, lines in asked.items() if lines}

    # --- what is to be said ----------------------------------------------------------------------------

    def notes(self) -> Iterator[str]:
        """Yield who has more to see than a member, and what was left as it is until somebody says so."""
        for role in ("facilitator", "district"):
            names = sorted(person.name for person in self._known if person.role == role)
            if names:
                yield f"in the role '{role}': {', '.join(names)}"
        if self.granting and not self._terms.grant:
            told = ", ".join(dict.fromkeys(f"{name} a {role}" for name, role in self.granting))
            yield f"this file makes {told}, which was not done, as they would see more: --grant allows it"
        if self.passed:
            counted = ", ".join(f"{position} {count}" for position, count in self.passed.most_common())
            yield f"of the same teams' schools, and not taken: {counted}"
        if self._gone_already:
            yield f"{self._gone_already} who have left by this file have no place here, and were not taken in"
        if self.leaves and not self._terms.leavers:
            yield "nobody is taken off a team by an import: --leavers marks those who have left"


def _written_alike(name: str, stands: str) -> bool:
    """Return whether a name is only written in another way, and what stands is the better one to keep."""
    return compared(name) == compared(stands) and stands not in (stands.upper(), stands.lower())


def _position(entry: Entry, stands: Membership) -> str:
    typed = stands.position and stands.position not in POSITIONS.values()
    wider = entry.position == POSITIONS["administrator"] and stands.position in LEADING
    if entry.coarse and (typed or wider):  # OneRoster 1.1 has one word for all who lead
        return ""
    return entry.position
