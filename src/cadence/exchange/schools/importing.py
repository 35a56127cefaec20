"""Taking files into the store: all of a file or nothing of it."""

from pathlib import Path

from cadence.exchange.report import Ledger, Report
from cadence.exchange.schools.identity import new_numbers, other_ids, other_zeros, taken_ids
from cadence.exchange.schools.places import Places
from cadence.exchange.schools.reading import read_schools, spoken_of, unspoken
from cadence.exchange.tables.columns import Source
from cadence.exchange.tables.taken import Taken, refuse
from cadence.model import School, Team
from cadence.store import View


def import_schools(
    view: View, source: Source | Path | str, teams: bool = False, check: bool = False, as_listed: bool = False
) -> Report:
    """Take in a list of schools, and with `teams` make one team for each school that has none.

    Schools that are known are updated in what the file speaks of; those that it leaves out stay. With
    `check` the same report is made and nothing is written. `as_listed` takes each row as a school, also
    one that looks like a total.

    Raises
    ------
    ImportRefused
        Something in the file does not hold together; nothing of it was written.
    """
    taken = read_schools(source, as_listed).sound()
    known = {school.id: school for school in view.all(School)}
    zeros = () if as_listed else other_zeros(taken, known)
    refuse(taken.file, (*other_ids(taken, known), *taken_ids(taken, known), *zeros))
    ledger = Ledger()
    schools = [_school(ledger, known, school, spoken_of(taken)) for school in taken.rows]
    if teams:
        _one_team_each(ledger, schools, Places(schools, view.all(Team)))
    _missing(ledger, known, taken)
    notes = [*new_numbers(taken, known), *unspoken(taken, known)]
    return ledger.settle(view, taken, notes, check)


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
    listed = {school.id for school in taken.rows}
    districts = {known.get(school.id, school).district for school in taken.rows}
    gone = [s for s in known.values() if s.id not in listed and s.district in districts]
    for school in sorted(gone, key=lambda each: each.name):
        ledger.miss(f"{school.name} ({school.id})")
