"""Who of a roster belongs on which team, before anybody is looked up."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cadence.errors import Complaint
from cadence.exchange.rosters.clashes import may_be_one, place_of
from cadence.exchange.rosters.entry import Entry, Terms
from cadence.exchange.rosters.names import compared
from cadence.exchange.rosters.reading import read_roster
from cadence.exchange.schools.places import Places
from cadence.exchange.tables.columns import Source
from cadence.exchange.tables.taken import Taken
from cadence.model import School, Team


@dataclass(frozen=True)
class Seating:
    """The entries of a roster, each with its team; without one for somebody who is gone from every team.

    `covered` are the ids of the teams of which the file names all people (with `sourced`: all who have an id
    of the roster system), so that whoever is missing has left. `schools` are those that the roster
    system is found to know by an id of its own.
    """

    taken: Taken[Entry]
    seats: tuple[tuple[Entry, Team | None], ...]
    complaints: tuple[Complaint, ...] = ()
    covered: frozenset[str] = frozenset()
    sourced: bool = False
    schools: tuple[School, ...] = ()


def seat_table(source: Source, places: Places, terms: Terms) -> Seating:
    """Return the seating of a table; it covers the teams that it names."""
    taken = read_roster(source, terms.today)
    found = [(entry, places.find(entry.school, entry.team)) for entry in taken.rows]
    seats = tuple((entry, place) for entry, place in found if isinstance(place, Team))
    complaints = (*taken.complaints, *_unclear(taken, found), *_twice(taken, seats))
    return Seating(taken, seats, complaints, frozenset(team.id for _, team in seats))


def _unclear(taken: Taken[Entry], found: Iterable[tuple[Entry, object]]) -> Iterator[Complaint]:
    for entry, place in found:
        if isinstance(place, tuple):
            column = taken.columns["school" if entry.school else "team"]
            yield Complaint(taken.file, entry.line, column, *place)


def _twice(taken: Taken[Entry], seats: Iterable[tuple[Entry, Team]]) -> Iterator[Complaint]:
    """Yield a complaint for rows of one person and team whose school is written in two ways."""
    before: dict[tuple[str, str], list[Entry]] = {}
    for entry, team in seats:
        namesakes = before.setdefault((team.id, compared(entry.name)), [])
        for other in namesakes:
            if place_of(other) != place_of(entry) and other.gone == entry.gone and may_be_one(other, entry):
                message = f"{entry.name} of {team.name} stands on line {other.line} already"
                remedy = "Delete one of the two rows, or tell two people apart by their staff ids."
                column = taken.columns.get("name", taken.columns.get("family", ""))
                yield Complaint(taken.file, entry.line, column, message, remedy)
        namesakes.append(entry)
