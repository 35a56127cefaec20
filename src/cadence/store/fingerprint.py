"""A mark of everything that matters to a team: what packets compare to know whether to be made again."""

from hashlib import sha256
from typing import Any

from sqlalchemy import ColumnElement, Engine, Select, func, literal, or_, select, true, union_all

from cadence.model import RECORDS, Membership, Outcome, Person, Record, School, Team
from cadence.store.engine import transaction
from cadence.store.schema import table_of


def fingerprint(engine: Engine, institute: str, team: str | None) -> str:
    """Return a mark of the rows that matter to a team (None: of all rows).

    Each change gives its row a number higher than any before. So in each table the count of rows
    and their highest number say together whether any row came, changed or went.
    """
    query = union_all(*(_extent(kind, institute, team) for kind in RECORDS if kind.audience != "own"))
    with transaction(engine) as connection:
        rows = sorted(tuple(row) for row in connection.execute(query))
    return sha256(repr(rows).encode()).hexdigest()


def _extent(kind: type[Record], institute: str, team: str | None) -> Select[Any]:
    table = table_of(kind)
    query = select(literal(kind.table), func.count(), func.coalesce(func.max(table.c.seq), 0))
    query = query.select_from(table).where(table.c.institute == institute)
    return query if team is None else query.where(_matters(kind, institute, team))


def _matters(kind: type[Record], institute: str, team: str) -> ColumnElement[bool]:
    """Say which rows of a type matter to a team: its own and everybody's, its school, its people."""
    rows = table_of(kind).c
    teams, seats = table_of(Team).c, table_of(Membership).c
    school = select(teams.school).where(teams.institute == institute, teams.id == team)
    people = select(seats.person).where(seats.institute == institute, seats.team == team)
    if kind is Team:
        return rows.id == team
    if kind is School:
        return rows.id.in_(school)
    if kind is Outcome:
        return rows.school.in_(school)
    if kind is Person:
        return rows.id.in_(people)
    return or_(rows.team == team, rows.team.is_(None)) if "team" in rows else true()
