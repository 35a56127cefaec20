"""A mark of everything that matters to a team: what packets compare to know whether to be made again."""

from functools import cache
from hashlib import sha256
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Engine,
    Select,
    bindparam,
    func,
    literal,
    or_,
    select,
    true,
    union_all,
)

from cadence.model import RECORDS, Membership, Outcome, Person, Record, School, Team
from cadence.store.engine import transaction
from cadence.store.schema import table_of

_INSTITUTE: ColumnElement[str] = bindparam("institute")
_TEAM: ColumnElement[str] = bindparam("team")


def fingerprint(engine: Engine, institute: str, team: str | None) -> str:
    """Return a mark of the rows that matter to a team (None: of all rows).

    Each change gives its row a number higher than any before. So in each table the count of rows
    and their highest number say together whether any row came, changed or went. What a person
    keeps alone (`own`) is left out, and so is what opens the door (`keys`): no packet may hold it.
    """
    asked = {"institute": institute} | ({} if team is None else {"team": team})
    with transaction(engine) as connection:
        rows = sorted(tuple(row) for row in connection.execute(_extents(of_team=team is not None), asked))
    return sha256(repr(rows).encode()).hexdigest()


@cache
def _extents(*, of_team: bool) -> CompoundSelect[Any]:
    """Return the question for every table's count and highest number, put together once."""
    return union_all(*(_extent(kind, of_team) for kind in RECORDS if kind.audience not in ("own", "keys")))


def _extent(kind: type[Record], of_team: bool) -> Select[Any]:
    table = table_of(kind)
    query = select(literal(kind.table), func.count(), func.coalesce(func.max(table.c.seq), 0))
    query = query.select_from(table).where(table.c.institute == _INSTITUTE)
    return query.where(_matters(kind)) if of_team else query


def _matters(kind: type[Record]) -> ColumnElement[bool]:
    """Say which rows of a type matter to a team: its own and everybody's, its school, its people."""
    rows, teams, seats = (table_of(each).c for each in (kind, Team, Membership))
    school = select(teams.school).where(teams.institute == _INSTITUTE, teams.id == _TEAM)
    people = select(seats.person).where(seats.institute == _INSTITUTE, seats.team == _TEAM)
    if kind is Team:
        return rows.id == _TEAM
    if kind is School:
        return rows.id.in_(school)
    if kind is Outcome:
        return rows.school.in_(school)
    if kind is Person:
        return rows.id.in_(people)
    if "team" not in rows:
        return true()
    return or_(rows.team == _TEAM, rows.team.is_(None)) if rows.team.nullable else rows.team == _TEAM
