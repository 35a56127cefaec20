"""Finding the people who are meant, among those who have or had a place on a team."""

from collections.abc import Iterable
from difflib import get_close_matches

from cadence.exchange.rosters.names import compared, spoken
from cadence.exchange.tables.cells import Trouble, quoted
from cadence.model import Membership, Person, Team

LEADERS = ("facilitator", "district")  # they have no place on a team and visit all of them


class Seats:
    """The people of an institute and their places on teams, those they have left included."""

    def __init__(self, people: Iterable[Person], memberships: Iterable[Membership]) -> None:
        self.people = {person.id: person for person in people}
        self._leaders = [person for person in self.people.values() if person.role in LEADERS]
        self._known_as = {
            each.id: (each.email.casefold(), compared(each.name)) for each in self.people.values()
        }
        self._on: dict[str, dict[str, Person]] = {}
        self._teams: dict[str, list[str]] = {}
        for seat in sorted(memberships, key=lambda each: each.left is not None):
            if seat.person in self.people:
                self._on.setdefault(seat.team, {})[seat.person] = self.people[seat.person]
                if seat.left is None:
                    self._teams.setdefault(seat.person, []).append(seat.team)

    def of(self, team: str) -> list[Person]:
        """Return who is or was on a team."""
        return list(self._on.get(team, {}).values())

    def teams_of(self, person: str) -> list[str]:
        """Return the teams that a person is on now."""
        return self._teams.get(person, [])

    def leaders(self) -> list[Person]:
        """Return the facilitators and the people of the district."""
        return self._leaders

    def find(self, said: str, among: Iterable[Person]) -> Person | Trouble:
        """Return the one person whom a name or an address of mail means."""
        among = {person.id: person for person in among}.values()
        if "@" in said:
            email = said.casefold()
            found = [p for p in among if self._known_as[p.id][0] == email]
        else:
            wanted = compared(spoken(said) or said)
            found = [p for p in among if wanted and self._known_as[p.id][1] == wanted]
        if len(found) == 1:
            return found[0]
        return _twice(found) if found else self._nobody(said, among)

    def on(self, said: str, team: Team, leaders: bool = False) -> Person | Trouble:
        """Return the person of a team who is meant; `leaders` may be meant as well."""
        return self.find(said, [*self.of(team.id), *(self.leaders() if leaders else [])])

    def _nobody(self, said: str, among: Iterable[Person]) -> Trouble:
        if "@" in said:
            message = f"{quoted(said, 80)} is nobody's address among those who may be meant here"
            return Trouble(message, "Correct it, or take the person in with the roster first.")
        names = [person.name for person in among]
        near = get_close_matches(said, names, n=3, cutoff=0.6)
        remedy = f"Did you mean {' or '.join(near)}?" if near else "Write the name as the roster does."
        return Trouble(f"nobody who may be meant here is called {quoted(said, 60)}", remedy)


def _twice(found: list[Person]) -> Trouble:
    message = f"{len(found)} people are called {found[0].name}"
    return Trouble(message, "Add a column 'Email' that tells them apart.")
