"""Finding people again: by the roster system's id, then by email, then by name within the team."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cadence.exchange.rosters.entry import Entry
from cadence.exchange.rosters.names import akin, compared
from cadence.model import Membership, Person, Team

Places = dict[tuple[str, str], Membership]  # by team and person, those that are not left


@dataclass(frozen=True)
class Doubt:
    """Why nobody can say who is meant: the field of the file, what is wrong, what to do."""

    field: str
    message: str
    remedy: str


class Known:
    """The people who are here, those entered on the way included."""

    def __init__(self, people: Iterable[Person], entries: Iterable[Entry], renamed: frozenset[str]) -> None:
        self._people: dict[str, Person] = {}
        self._by_source: dict[str, str] = {}
        self._by_email: dict[str, str] = {}
        self._by_name: dict[tuple[str, str], set[str]] = {}
        self._spoken_for = {email.casefold() for entry in entries for email in entry.emails}
        self._renamed = renamed
        for person in people:
            self.enter(person)

    def __getitem__(self, id: str) -> Person:
        """Return a person as they now stand."""
        return self._people[id]

    def __iter__(self) -> Iterator[Person]:
        """Return everybody."""
        return iter(self._people.values())

    def enter(self, person: Person) -> None:
        """Enter a person, or what is new of them."""
        self._people[person.id] = person
        if person.source:
            self._by_source[person.source] = person.id
        if person.email:
            self._by_email[person.email.casefold()] = person.id

    def seat(self, team: str, person: Person) -> None:
        """Note that a person has a place on a team, where they can be found by name."""
        self._by_name.setdefault((team, compared(person.name)), set()).add(person.id)

    def find(self, entry: Entry, team: Team | None) -> Person | Doubt | None:
        """Return who is meant, None for somebody new, or why that cannot be said."""
        by_source = self._people.get(self._by_source.get(entry.source, "")) if entry.source else None
        by_email = next((self._people[id] for id in self._with_email(entry)), None)
        if by_source and by_email and by_source.id != by_email.id:
            message = f"'{entry.source}' is {by_source.name}'s here, and '{entry.email}' {by_email.name}'s"
            return Doubt("email", message, f"Give {by_email.name} another address first, or correct the row.")
        found = by_source or by_email
        if found is None:
            return self._by_name_in(entry, team) if team else None
        if entry.gone:
            return found if by_source or akin(entry.name, found.name) else None
        return self._doubt(entry, found, certain=bool(by_source and by_email)) or found

    def _with_email(self, entry: Entry) -> Iterator[str]:
        for email in entry.emails:
            if email.casefold() in self._by_email:
                yield self._by_email[email.casefold()]

    def _doubt(self, entry: Entry, found: Person, certain: bool) -> Doubt | None:
        """Return a doubt where an id or address may have gone to another, who would inherit it all."""
        keys = {entry.source.casefold(), *(email.casefold() for email in entry.emails)}
        if certain or not entry.name or akin(entry.name, found.name) or keys & self._renamed:
            return None
        by_id = bool(entry.source) and found.source == entry.source
        field, key = ("source", entry.source) if by_id else ("email", entry.email)
        message = f"'{key}' is {found.name}'s here, and {entry.name} shares no part of that name"
        remedy = f"If this is one person under a new name, add --renamed {key}. If not, give each their own."
        return Doubt(field, message, remedy)

    def _by_name_in(self, entry: Entry, team: Team) -> Person | Doubt | None:
        ids = self._by_name.get((team.id, compared(entry.name)), set())
        people = [self._people[id] for id in sorted(ids) if self._may_be(entry, self._people[id])]
        if len(people) > 1:
            message = f"{len(people)} people called {entry.name} are on {team.name}"
            return Doubt("name", message, "Add a column 'Email' or 'Staff ID' that tells them apart.")
        return people[0] if people else None

    def _may_be(self, entry: Entry, person: Person) -> bool:
        """Return whether a namesake may be meant: no other id, and no address that another row has."""
        other_id = bool(entry.source and person.source and entry.source != person.source)
        return not other_id and person.email.casefold() not in self._spoken_for
