"""Which school and which team of the institute an org of a OneRoster package is."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches

from cadence.errors import Complaint
from cadence.exchange.oneroster.orgs import Org
from cadence.exchange.oneroster.read import OneRoster
from cadence.exchange.schools.names import display_name
from cadence.exchange.schools.places import Places
from cadence.model import School, Team

NCES = re.compile(r"[0-9]{12}")
SETTLE = (
    "Write in mappings/roster.yaml which one it is: under 'values:' and 'school:', {org}: ID-OF-THE-SCHOOL."
)


@dataclass
class Located:
    """The teams of each org by its id; `unknown`, `without` and `offices` are the names of orgs that
    have none here: schools that are not known, schools that are, and offices of the district.

    `schools` are those that are now known by the roster system's id as well.
    """

    teams: dict[str, tuple[Team, ...]] = field(default_factory=dict)
    unknown: dict[str, str] = field(default_factory=dict)
    without: dict[str, str] = field(default_factory=dict)
    offices: dict[str, str] = field(default_factory=dict)
    schools: list[School] = field(default_factory=list)
    complaints: list[Complaint] = field(default_factory=list)


def locate(package: OneRoster, places: Places, said: Mapping[str, str], make: bool) -> Located:
    """Return where the orgs of a package are; with `make` a school without a team gets one.

    `said` is what the institute's mapping says of them: the school's id or name by the org's name or id.
    """
    located, taken = Located(), dict[str, Org]()
    by_source = {school.source: school for school in places.schools.values() if school.source}
    for org in package.orgs.values():
        found = _schools(org, places, by_source, said) if org.is_school else []
        if not org.is_school:
            _seat(located.teams, located.offices, org.id, org.name, places.of_district())
        elif len(found) > 1:
            located.complaints.append(_several(package, org, found))
        elif not found:
            located.unknown[org.id] = org.name
        elif found[0].id in taken:
            located.complaints.append(_twice(package, org, taken[found[0].id], found[0]))
        else:
            taken[found[0].id] = org
            _seat_school(located, org.id, found[0], places, make)
    for id, school in by_source.items():
        if id not in package.orgs and school.id not in taken:
            _seat_school(located, id, school, places, make=False)
    return located


def _schools(
    org: Org, places: Places, by_source: Mapping[str, School], said: Mapping[str, str]
) -> list[School]:
    """Return the schools that an org may be: as the mapping says, by an id, or else by its name."""
    mapped = said.get(org.id) or said.get(org.name) or said.get(org.identifier)
    if mapped:
        return places.named(mapped)
    if org.id in by_source:
        return [by_source[org.id]]
    if org.identifier in places.schools:
        return [places.schools[org.identifier]]
    return [school for school in places.named(org.name) if not _contradicts(org, school)]


def _contradicts(org: Org, school: School) -> bool:
    """Return whether both have an NCES id or an id of the roster system, and these differ."""
    other_nces = NCES.fullmatch(org.identifier) and NCES.fullmatch(school.id)
    return bool(other_nces) or bool(school.source)


def _seat_school(located: Located, id: str, school: School, places: Places, make: bool) -> None:
    teams = places.of_school(school)
    if not teams and make:
        teams = [places.make_for(school)]
    _seat(located.teams, located.without, id, display_name(school.name), teams)
    if teams and school.source != id:
        located.schools.append(school.model_copy(update={"source": id}))


def _seat(
    seated: dict[str, tuple[Team, ...]], without: dict[str, str], id: str, name: str, teams: Iterable[Team]
) -> None:
    found = tuple(teams)
    if found:
        seated[id] = found
    else:
        without[id] = name


def _several(package: OneRoster, org: Org, found: list[School]) -> Complaint:
    ids = ", ".join(f"{school.id} ({school.city or school.district or school.name})" for school in found)
    message = f"there are {len(found)} schools called '{org.name}' here: {ids}"
    return Complaint(package.label("orgs.csv"), org.line, "name", message, SETTLE.format(org=f"'{org.name}'"))


def _twice(package: OneRoster, org: Org, other: Org, school: School) -> Complaint:
    message = f"'{org.name}' is {school.name} ({school.id}) here, and so is the org on line {other.line}"
    return Complaint(package.label("orgs.csv"), org.line, "name", message, SETTLE.format(org=f"'{org.id}'"))


def near(name: str, places: Places) -> Iterator[str]:
    """Yield the names of schools here that are written much like an org's."""
    names = {display_name(school.name): None for school in places.schools.values()}
    yield from get_close_matches(display_name(name), list(names), n=1, cutoff=0.75)
