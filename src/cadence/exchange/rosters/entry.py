"""What a roster says of one person at one place, and what an import of people may do."""

from dataclasses import dataclass, field
from datetime import date

from cadence.model.people import Role


@dataclass(frozen=True)
class Entry:
    """A person's place on a team as a file says it; `school` and `team` are an id or a name, as written.

    `source` is the roster system's own id of the person. `gone` says that the person has left, on the day
    `left` where one is known. `joins` is False for somebody who is kept up to date where they are on a team,
    and not put on one. `coarse` says that the position is a mere category and gives way to one in words.
    """

    line: int
    name: str
    school: str = ""
    team: str = ""
    emails: tuple[str, ...] = ()
    role: Role | None = None
    position: str = ""
    source: str = ""
    joined: date | None = None
    left: date | None = None
    gone: bool = False
    joins: bool = True
    coarse: bool = False
    file: str = ""

    @property
    def email(self) -> str:
        """Return the address to write to: the first."""
        return self.emails[0] if self.emails else ""


@dataclass(frozen=True)
class Terms:
    """What a facilitator allows an import of people to do, beyond making members and updating them.

    Parameters
    ----------
    grant
        Make facilitators or district leaders of those whom the file calls so.
    leavers
        Mark as left whoever has left, or is no longer in the file.
    teams
        Of a OneRoster package: make a team for each known school that has none.
    roles
        Of a OneRoster package: the roles that come onto a team (none: those that lead a school).
    only
        Of a OneRoster package: take exactly the staff with these addresses or ids, in small letters.
    renamed
        Addresses or ids, in small letters, of people who have a wholly new name.
    today
        The day on which somebody without a day of leaving has left.
    """

    grant: bool = False
    leavers: bool = False
    teams: bool = False
    roles: tuple[str, ...] = ()
    only: frozenset[str] | None = None
    renamed: frozenset[str] = frozenset()
    today: date = field(default_factory=date.today)
