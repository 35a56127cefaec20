"""Which staff of a OneRoster package come onto which team."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from cadence.errors import Complaint
from cadence.exchange.oneroster.locate import Located, locate, near
from cadence.exchange.oneroster.posts import Post
from cadence.exchange.oneroster.read import OneRoster, read_oneroster
from cadence.exchange.oneroster.roles import chosen, position, rank
from cadence.exchange.oneroster.staff import FILE, Staff
from cadence.exchange.rosters.entry import Entry, Terms
from cadence.exchange.rosters.seating import Seating
from cadence.exchange.schools.places import Places
from cadence.exchange.tables.columns import Source
from cadence.exchange.tables.taken import Taken
from cadence.model import Person, Team

AT_MOST = 5  # names in one note


def seat_package(source: Source, places: Places, people: Iterable[Person], terms: Terms) -> Seating:
    """Return the seating of a package; a bulk one covers the teams of all its schools.

    Raises
    ------
    ImportRefused
        The package cannot be read at all.
    CadenceError
        `terms` name a role that cannot be taken.
    """
    roles = chosen(terms.roles)
    known = frozenset(person.source for person in people if person.source)
    package = read_oneroster(source.path, known, roles, terms.today)
    located = locate(package, places, source.mapping.values.get("school", {}), terms.teams)
    seats = Seats(package, located, roles, terms, known)
    seated = tuple(seats.of_all())
    taken = Taken(
        package.name, tuple(entry for entry, _ in seated), {"source": "sourcedId", "name": "familyName"},
        notes=(*package.notes, *seats.notes(), *_unknown(located, places)),
    )  # fmt: skip
    complaints = (*package.complaints, *located.complaints, *seats.complaints)
    covered = frozenset(team.id for teams in located.teams.values() for team in teams)
    covered = covered if package.bulk else frozenset()
    return Seating(taken, seated, complaints, covered, sourced=True, schools=tuple(located.schools))


class Seats:
    """Turns staff and their posts into entries, and counts whom it leaves alone."""

    def __init__(
        self, package: OneRoster, located: Located, roles: frozenset[str], terms: Terms, known: frozenset[str]
    ) -> None:
        self._package, self._located = package, located
        self._roles, self._only, self._known = roles, terms.only, known
        self._without: Counter[str] = Counter()
        self._offices: Counter[str] = Counter()
        self._several: Counter[str] = Counter()
        self._nowhere = self._unnamed = 0
        self.complaints: list[Complaint] = []

    def of_all(self) -> Iterator[tuple[Entry, Team | None]]:
        """Yield everybody with each of their teams, and whoever is gone with none."""
        for person in self._package.staff:
            yield from ([(self._entry(person, None, gone=True), None)] if person.gone else self._of(person))
        for person in self._package.nameless:
            if person.id in self._known:
                yield from self._of(person)
            else:
                self._unnamed += any(self._joins(person, post) for post in person.posts)

    def _of(self, person: Staff) -> Iterator[tuple[Entry, Team | None]]:
        if not person.posts and not self._package.bulk:
            yield self._entry(person, None), None
        for team, posts in self._by_team(person).values():
            standing = [post for post in posts if not post.gone] or posts
            post = min(standing, key=lambda each: (not each.primary, rank(each.role)))
            joins = any(self._joins(person, each) for each in standing)
            alone = len(self._located.teams[post.org]) == 1
            self._several[team.name] += joins and not alone
            yield self._entry(person, post, gone=post.gone, joins=joins and alone), team

    def _entry(self, person: Staff, post: Post | None, gone: bool = False, joins: bool = False) -> Entry:
        return Entry(
            person.line,
            person.name,
            emails=(person.email,) if person.email else (),
            position=position(post.role) if post else "",
            source=person.id,
            joined=post.joined if post and post.later else None,
            left=person.left or (post.left if post else None),
            gone=gone,
            joins=joins,
            coarse=True,
            file=self._package.label(FILE),
        )

    def _by_team(self, person: Staff) -> Mapping[str, tuple[Team, list[Post]]]:
        found: dict[str, tuple[Team, list[Post]]] = {}
        for post in person.posts:
            for team in self._located.teams.get(post.org, ()):
                found.setdefault(team.id, (team, []))[1].append(post)
            if post.org not in self._located.teams and self._joins(person, post):
                self._no_team(post)
        return found

    def _joins(self, person: Staff, post: Post) -> bool:
        """Return whether somebody comes onto the team of a post: by the role, or as the list says."""
        if post.gone:
            return False
        if self._only is not None:
            return bool(self._only & {person.id.casefold(), person.email.casefold()})
        return post.role in self._roles

    def _no_team(self, post: Post) -> None:
        """Count a post at an org without a team here; complain of one that the package should have."""
        if post.org in self._located.without:
            self._without[self._located.without[post.org]] += 1
        elif post.org in self._located.offices:
            self._offices[self._located.offices[post.org]] += 1
        elif post.org not in self._package.orgs and self._package.all_orgs:
            column = "orgSourcedIds" if post.file == FILE else "orgSourcedId"
            message = f"there is no org '{post.org[:60]}' in orgs.csv"
            remedy = "Export the package again; the roster system must include every org that staff work at."
            self.complaints.append(
                Complaint(self._package.label(post.file), post.line, column, message, remedy)
            )
        elif post.org not in self._package.orgs:
            self._nowhere += 1

    def notes(self) -> Iterator[str]:
        """Yield who was left alone, and what takes them."""
        if self._package.staff and self._only is None:
            roles = ", ".join(sorted(self._roles))
            yield f"onto a team come only those in the roles {roles} (--roles, --only)"
        yield from self._missing()
        if self._without:
            listed = _listed(self._without)
            yield f"not taken: {self._without.total()} at {listed}, with no team here (--teams makes them)"
        if self._offices:
            yield (
                f"not taken: {self._offices.total()} at {_listed(self._offices)}, as the district has no "
                "team here (a roster that names a team 'Central office' makes one)"
            )
        for name, count in self._several.items():
            if count:
                yield f"not taken: {count} at a school with several teams, as nothing says who is on '{name}'"
        if self._nowhere:
            yield f"not taken: {self._nowhere} at orgs that this delta does not describe; a bulk package does"
        if self._unnamed:
            yield f"not taken: {self._unnamed} of whom this delta has no name; a bulk package does"

    def _missing(self) -> Iterator[str]:
        met = {key.casefold() for each in self._package.staff for key in (each.id, each.email)}
        missing = sorted((self._only or frozenset()) - met)
        if missing:
            yield f"on your list, and not among the staff of this package: {_listed(missing)}"


def _unknown(located: Located, places: Places) -> Iterator[str]:
    """Yield which schools of the package this institute does not have."""
    names = sorted(located.unknown.values())
    if names:
        yield (
            f"schools that are not known here, and left alone: {_listed(names)} (take them in first: "
            "cadence import schools)"
        )
    for name in names:
        for other in near(name, places):
            yield f"is '{name}' {other}? If so, say it in mappings/roster.yaml, under 'values:' and 'school:'"


def _listed(names: Iterable[str]) -> str:
    every = list(names)
    return ", ".join(every[:AT_MOST]) + (f" and {len(every) - AT_MOST} more" if every[AT_MOST:] else "")
