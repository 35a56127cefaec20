"""Taking files into the store: all of a file or nothing of it."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from cadence.errors import Complaint
from cadence.exchange.columns import Source
from cadence.exchange.places import Places
from cadence.exchange.report import Ledger, Report
from cadence.exchange.roster import Entry, read_roster
from cadence.exchange.schools import new_numbers, other_ids, read_schools, spoken_of
from cadence.exchange.taken import Taken, refuse
from cadence.model import Membership, Person, School, Team
from cadence.store import View


def import_schools(
    view: View, source: Source | Path | str, teams: bool = False, check: bool = False
) -> Report:
    """Take in a list of schools, and with `teams` make one team for each school that has none.

    Schools that are known are updated in what the file speaks of; those that it leaves out stay. With
    `check` the same report is made and nothing is written.

    Raises
    ------
    ImportRefused
        Something in the file does not hold together; nothing of it was written.
    """
    taken = read_schools(source).sound()
    known = {school.id: school for school in view.all(School)}
    refuse(taken.file, tuple(other_ids(taken, known)))
    ledger = Ledger()
    schools = [_school(ledger, known, school, spoken_of(taken)) for school in taken.rows]
    if teams:
        _one_team_each(ledger, schools, Places(schools, view.all(Team)))
    _missing(ledger, known, taken)
    return ledger.settle(view, taken, new_numbers(taken, known), check)


def _school(ledger: Ledger, known: dict[str, School], school: School, fields: tuple[str, ...]) -> School:
    if school.id not in known:
        return ledger.add(school)
    said = {field: getattr(school, field) for field in fields}
    return ledger.update(known[school.id], f"{school.name} ({school.id})", **said)


def _one_team_each(ledger: Ledger, schools: list[School], places: Places) -> None:
    for school in schools:
        standing = places.of_school(school)
        if standing:
            ledger.unchanged[Team.table] += len(standing)
        else:
            ledger.add(places.make_for(school))


def _missing(ledger: Ledger, known: dict[str, School], taken: Taken[School]) -> None:
    """Note the schools that this file no longer lists, of the districts that it covers."""
    listed, districts = {s.id for s in taken.rows}, {s.district for s in taken.rows}
    gone = [s for s in known.values() if s.id not in listed and s.district in districts]
    for school in sorted(gone, key=lambda each: each.name):
        ledger.miss(f"{school.name} ({school.id})")


def import_roster(view: View, source: Source | Path | str, check: bool = False) -> Report:
    """Take in a roster: make people and their places on teams, and a team where a school has none.

    A person is known again by email, or without one by name within the team. Nobody is taken off a team.

    Raises
    ------
    ImportRefused
        Something in the file does not hold together, or names a school that is not known; nothing of it
        was written.
    """
    taken = read_roster(source)
    places = Places(view.all(School), view.all(Team))
    found = [(entry, places.find(entry.school, entry.team)) for entry in taken.rows]
    refuse(taken.file, (*taken.complaints, *_unclear(taken, found)))
    ledger = Ledger()
    for team in places.made:
        ledger.add(team)
    people = People(view.all(Person), view.all(Membership))
    for entry, place in found:
        if isinstance(place, Team):
            people.take(ledger, entry, place)
    return ledger.settle(view, taken, people.notes(), check)


def _unclear(taken: Taken[Entry], found: Iterable[tuple[Entry, object]]) -> Iterator[Complaint]:
    for entry, place in found:
        if isinstance(place, tuple):
            column = taken.columns["school" if entry.school else "team"]
            yield Complaint(taken.file, entry.line, column, *place)


class People:
    """The people and places on teams that are known, those entered on the way included."""

    def __init__(self, people: Iterable[Person], memberships: Iterable[Membership]) -> None:
        self._people = {person.id: person for person in people}
        self._places = {(m.team, m.person): m for m in memberships if m.left is None}

    def take(self, ledger: Ledger, entry: Entry, team: Team) -> None:
        """Enter one person and their place on one team."""
        known = self._known(entry, team)
        person = self._update(ledger, known, entry) if known else self._new(ledger, entry)
        self._people[person.id] = person
        self._place(ledger, entry, team, person)

    def notes(self) -> Iterator[str]:
        """Yield who has more to see than a member, so that nobody is made a facilitator unseen."""
        for role in ("facilitator", "district"):
            names = sorted(p.name for p in self._people.values() if p.role == role)
            if names:
                yield f"in the role '{role}': {', '.join(names)}"

    def _known(self, entry: Entry, team: Team) -> Person | None:
        if entry.email:
            for person in self._people.values():
                if person.email.casefold() == entry.email.casefold():
                    return person
        on_team = [self._people[person] for at, person in self._places if at == team.id]
        for person in on_team:
            if person.name.casefold() == entry.name.casefold() and not (person.email and entry.email):
                return person
        return None

    def _new(self, ledger: Ledger, entry: Entry) -> Person:
        return ledger.add(Person(name=entry.name, email=entry.email, role=entry.role or "member"))

    def _update(self, ledger: Ledger, known: Person, entry: Entry) -> Person:
        said = {"name": entry.name, "email": entry.email, "role": entry.role}
        return ledger.update(known, known.name, **{name: value for name, value in said.items() if value})

    def _place(self, ledger: Ledger, entry: Entry, team: Team, person: Person) -> None:
        stands = self._places.get((team.id, person.id))
        if stands is None:
            place = ledger.add(Membership(team=team.id, person=person.id, position=entry.position))
        else:
            said = {"position": entry.position} if entry.position else {}
            place = ledger.update(stands, f"{person.name} on {team.name}", **said)
        self._places[team.id, person.id] = place
