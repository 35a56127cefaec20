"""Taking a roster into the store, whether a table or a OneRoster package: all of it or nothing."""

from dataclasses import replace
from pathlib import Path

from cadence.exchange.oneroster.package import is_package
from cadence.exchange.oneroster.seats import seat_package
from cadence.exchange.report import Ledger, Report
from cadence.exchange.rosters.entry import Terms
from cadence.exchange.rosters.people import People
from cadence.exchange.rosters.seating import seat_table
from cadence.exchange.schools.places import Places
from cadence.exchange.tables.columns import Source
from cadence.exchange.tables.taken import refuse
from cadence.model import Membership, Person, School, Team
from cadence.store import View


def import_roster(
    view: View, source: Source | Path | str, check: bool = False, terms: Terms | None = None
) -> Report:
    """Take in a roster: make people and their places on teams, and a team where a school has none.

    A person is known again by the roster system's id, then by email, then by name within the team. Nobody is
    taken off a team, and nobody is made more than a member, unless `terms` allow it. With `check` the same
    report is made and nothing is written.

    Raises
    ------
    ImportRefused
        Something in the file does not hold together, or names a school that is not known; nothing of it
        was written.
    """
    source, terms = Source.of(source), terms or Terms()
    schools, people = {school.id: school for school in view.all(School)}, view.all(Person)
    places = Places(schools.values(), view.all(Team))
    if is_package(source.path):
        seating = seat_package(source, places, people, terms)
    else:
        seating = seat_table(source, places, terms)
    refuse(seating.taken.file, seating.complaints)
    ledger = Ledger()
    taking = People(ledger, seating.taken, people, view.all(Membership), terms)
    for entry, team in seating.seats:
        taking.take(entry, team)
    refuse(seating.taken.file, tuple(taking.complaints))
    taking.miss(seating.covered, seating.sourced)
    taking.settle_leaves(places.teams)
    for team in places.made:
        ledger.add(team)
    for school in seating.schools:
        ledger.update(schools[school.id], school.name, ("source",), source=school.source)
    report = ledger.settle(view, seating.taken, taking.notes(), check)
    return replace(report, asks=taking.asks(places.teams))
