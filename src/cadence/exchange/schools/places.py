"""Finding the school or team that a file means, and making a team where a school has none."""

from collections.abc import Iterable
from difflib import get_close_matches

from cadence.exchange.schools.names import display_name, short_name
from cadence.exchange.tables.words import folded
from cadence.model import School, Team

DISTRICT = {folded(words) for words in ("district", "district office", "central office")}

Unclear = tuple[str, str]  # what is unclear, what to do


class Places:
    """The schools and teams that are known, the teams made on the way included."""

    def __init__(self, schools: Iterable[School], teams: Iterable[Team]) -> None:
        self.schools = {school.id: school for school in schools}
        self.teams: dict[str, Team] = {}
        self._by_school: dict[str, list[Team]] = {}
        self.made: list[Team] = []
        for team in teams:
            self._enter(team)

    def _enter(self, team: Team) -> None:
        self.teams[team.id] = team
        self._by_school.setdefault(team.school or "", []).append(team)

    def of_school(self, school: School) -> list[Team]:
        """Return the teams of a school."""
        return self._by_school.get(school.id, [])

    def of_district(self) -> list[Team]:
        """Return the teams that belong to the district."""
        return self._by_school.get("", [])

    def make(self, name: str, school: School | None) -> Team:
        """Return a new team under a short name that nobody has yet."""
        team = Team(id=short_name(name, self.teams), name=name, school=school.id if school else None)
        self._enter(team)
        self.made.append(team)
        return team

    def make_for(self, school: School) -> Team:
        """Return a new team that bears its school's name."""
        return self.make(display_name(school.name), school)

    def find(self, school: str, team: str) -> Team | Unclear:
        """Return the team that a row means by its school, its team or both, or say what is unclear."""
        if folded(school or team) in DISTRICT:
            return self._known_team(team or school, "") or self.make(team or school, None)
        if not school:
            return self._known_team(team, "") or self._at(team, "")
        return self._at(school, team)

    def _at(self, said: str, team: str) -> Team | Unclear:
        schools = self.named(said)
        if not schools and not team and (known := self._known_team(said, "")):
            return known  # a team keeps its name when the list of schools has a new one for its school
        if len(schools) != 1:
            return self._unclear(said, schools)
        (school,) = schools
        teams = self.of_school(school)
        if team:
            return self._known_team(team, school.id) or self.make(team, school)
        if len(teams) > 1:
            message = f"{display_name(school.name)} has {len(teams)} teams"
            return message, f"Add a column 'Team' with one of: {', '.join(t.name for t in teams)}."
        return teams[0] if teams else self.make_for(school)

    def _known_team(self, said: str, school: str) -> Team | None:
        for team in self.teams.values():
            if (not school or team.school == school) and folded(said) in (folded(team.id), folded(team.name)):
                return team
        return None

    def named(self, said: str) -> list[School]:
        """Return the schools that a text means: the one of that id, else those of that name."""
        if said in self.schools:
            return [self.schools[said]]
        wanted = _names(said)
        return [school for school in self.schools.values() if wanted & _names(school.name)]

    def _unclear(self, said: str, schools: list[School]) -> Unclear:
        if schools:
            ids = ", ".join(school.id for school in schools)
            return f"there are {len(schools)} schools called '{said}'", f"Write the id instead: {ids}."
        names = [*map(display_name, (s.name for s in self.schools.values()))]
        names += [team.name for team in self.teams.values() if team.name not in names]
        near = get_close_matches(display_name(said.upper()), names, n=3, cutoff=0.6)
        remedy = (
            f"Did you mean {' or '.join(near)}?" if near else "Import its school first, or correct the name."
        )
        return f"no school or team called '{said}' is known", remedy


def _names(name: str) -> set[str]:
    """Return a name as it is compared: as it is written, and as it is shown."""
    return {folded(name), folded(display_name(name))}
