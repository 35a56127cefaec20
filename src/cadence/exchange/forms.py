"""What tables of visits and of answers have in common: whose rows they are, and what mappings may say."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from cadence.errors import Complaint
from cadence.exchange.schools.places import Places, Unclear
from cadence.exchange.seats import Seats
from cadence.exchange.tables.cells import Cells, Trouble
from cadence.exchange.tables.columns import Columns, Field
from cadence.exchange.tables.mapping import Mapping
from cadence.exchange.tables.words import folded
from cadence.model import Membership, Person, School, Team
from cadence.store import View

SCHOOL = Field(
    "school",
    "School",
    "the school: its id or its name",
    "ncessch schoolid schoolname school campus yourschool",
)
TEAM = Field("team", "Team", "the team, where a school has several", "team teamname teamid yourteam")


class FormMapping(Mapping):
    """A mapping that also says whether dates have the day or the month first."""

    dates: Literal["", "month-first", "day-first"] = ""


def order_said(mapping: Mapping) -> Literal["", "month-first", "day-first"]:
    """Return what a mapping says of the dates, '' where it says nothing."""
    return mapping.dates if isinstance(mapping, FormMapping) else ""


@dataclass(frozen=True)
class Community:
    """Who and what is known where a table comes from; `team` is whose it is where its rows do not say.

    `found` remembers which team a school and a team as written mean: a file says the same ones over and over.
    """

    places: Places
    seats: Seats
    team: Team | None = None
    found: dict[tuple[str, str], Team | Unclear] = field(default_factory=dict)

    @classmethod
    def of(cls, view: View, team: Team | None = None) -> "Community":
        """Return what a view knows."""
        return cls(
            Places(view.all(School), view.all(Team)), Seats(view.all(Person), view.all(Membership)), team
        )

    def team_of(self, cells: Cells) -> Team | None:
        """Return the team of a row, or complain and return None."""
        school, team = cells.said("school").lstrip("'"), cells.said("team")
        name = "school" if school or "team" not in cells.columns else "team"
        if not (school or team):
            return self.team or cells.settle(name, _NO_TEAM)
        if (school, team) not in self.found:
            self.found[school, team] = self.places.find(school, team)
        found = self.found[school, team]
        if isinstance(found, tuple):
            return cells.settle(name, Trouble(*found))
        if found in self.places.made:
            message = f"'{school or team}' has no team here yet"
            return cells.settle(name, Trouble(message, "Take the team in first: cadence import roster FILE"))
        if self.team and found.id != self.team.id:
            message = f"this row is of {found.name}, and --team says {self.team.name}"
            return cells.settle(name, Trouble(message, "Leave --team out, or take the row out of the file."))
        return found


_NO_TEAM = Trouble(
    "the row says no school and no team", "Name the team in a column 'Team', or say --team NAME."
)


def id_field(id: str, reserved: frozenset[str]) -> str:
    """Return how a mapping calls the column of an item or look-for: by its id, where that is free."""
    return f"item.{id}" if id in reserved else id


def twofold(columns: Columns, claims: dict[str, list[str]]) -> Iterator[Complaint]:
    """Yield a complaint for each field that several headings lay claim to, unless the mapping settles it."""
    for name, headings in claims.items():
        if len(headings) > 1 and name not in columns.mapping.columns:
            message = f"these columns all stand for '{name}': {', '.join(headings)}"
            remedy = f"Delete all but one, or say which counts: --map '{headings[0]}={name}'."
            yield columns.sheet.complain(columns.sheet.header_line, headings[1], message, remedy)


def claims(columns: Columns, reads: dict[str, str]) -> dict[str, list[str]]:
    """Return a sheet's headings by the field that they stand for (`reads`: folded heading -> field)."""
    found: dict[str, list[str]] = {}
    for heading in columns.sheet.headers:
        if name := reads.get(folded(heading)):
            found.setdefault(name, []).append(heading)
    return found
