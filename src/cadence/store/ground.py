"""What a long piece of work rests on: whether others have changed it since it was read."""

from collections.abc import Set

from sqlalchemy import Connection, func, select

from cadence.errors import Overtaken
from cadence.model import Membership, Person, School, Team
from cadence.store.ledger import Ledger
from cadence.store.schema import schema

COMMUNITY = frozenset(kind.table for kind in (School, Team, Person, Membership))


def newest(connection: Connection, institute: str) -> int:
    """Return the number of the institute's newest change, whoever may read it."""
    clock = schema().tables["clock"]
    found: int = connection.scalars(select(clock.c.seq).where(clock.c.institute == institute)).one()
    return found


def refuse_overtaken(ledger: Ledger, since: int, tables: Set[str]) -> None:
    """Raise `Overtaken` where the community, or one of these tables, has changed since that number."""
    rows = schema().tables["history"].c
    query = select(func.count()).where(
        rows.institute == ledger.institute, rows.seq > since, rows.table.in_(COMMUNITY | tables)
    )
    if ledger.connection.scalar(query):
        raise Overtaken(
            "Somebody else changed the institute while this was going on, and nothing of it was written.",
            "Wait until the other import is done, and run the same command again.",
        )
