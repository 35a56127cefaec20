"""A part of an institute: some of its teams, some of its tables."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cadence.errors import NotFound
from cadence.exchange.export.shape import STAYING, tables
from cadence.model import Membership, Outcome, Person, Record, School, Team

Found = Mapping[type[Record], Sequence[Record]]


@dataclass(frozen=True)
class Part:
    """Ids of teams and names of record tables; none of either is all of them."""

    teams: tuple[str, ...] = ()
    tables: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        known = {table.of.table for table in tables()}
        for name in self.tables:
            if name in {kind.table for kind in STAYING}:
                raise NotFound(f"The table '{name}' never leaves the institute.", "Choose another one.")
            if name not in known:
                raise NotFound(f"There is no table '{name}'.", f"Known: {', '.join(sorted(known))}.")

    def __str__(self) -> str:
        """Return it in words, '' for the whole."""
        said = {"teams": self.teams, "tables": self.tables}
        return "; ".join(f"{what}: {', '.join(names)}" for what, names in said.items() if names)

    def of(self, records: Found) -> dict[type[Record], list[Record]]:
        """Return the records that belong to the part; what is the whole institute's belongs to every team."""
        chosen = {
            kind: found for kind, found in records.items() if not self.tables or kind.table in self.tables
        }
        if not self.teams:
            return {kind: list(found) for kind, found in chosen.items()}
        theirs = _Theirs(self.teams, records)
        return {kind: [each for each in found if theirs.holds(each)] for kind, found in chosen.items()}


WHOLE = Part()


class _Theirs:
    """What belongs to some teams: their own, their schools and people, and what is everybody's."""

    def __init__(self, teams: Sequence[str], records: Found) -> None:
        self._teams = {*teams, None}
        self._schools = {t.school for t in records.get(Team, ()) if isinstance(t, Team) and t.id in teams}
        seats = [m for m in records.get(Membership, ()) if isinstance(m, Membership)]
        self._people = {seat.person for seat in seats if seat.team in teams}

    def holds(self, record: Record) -> bool:
        """Return whether a record belongs to the teams."""
        match record:
            case Team():
                return record.id in self._teams
            case School():
                return record.id in self._schools
            case Outcome():
                return record.school in self._schools
            case Person():
                return record.id in self._people
            case _:
                return getattr(record, "team", None) in self._teams
