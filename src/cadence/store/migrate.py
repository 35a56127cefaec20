"""Bringing a database to the tables this version of Cadence knows."""

import logging
from pathlib import Path

from sqlalchemy import Connection, Engine, ScalarResult, inspect, select, table, text
from sqlalchemy import column as named

from cadence.errors import StoreError
from cadence.store.copies import keep_a_copy
from cadence.store.engine import transaction
from cadence.store.schema import HEAD, VERSION_TABLE, schema

_LOG = logging.getLogger("cadence")
_LOCK = 0x0CADE2CE  # PostgreSQL: one migration at a time
SCRIPTS = Path(__file__).with_name("migrations")


def bring_up_to_date(engine: Engine, institute: str) -> None:
    """Make or migrate the tables, and start the institute's clock; quick where nothing is to do."""
    with transaction(engine) as connection:
        if version_of(connection) == HEAD and _clock_runs(connection, institute):
            return
    with transaction(engine, writes=True) as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
        if (version := version_of(connection)) != HEAD:
            copy = keep_a_copy(connection, version) if version and is_known(version) else None
            migrate(connection)
            if copy:
                _LOG.warning("The database is of version %s now. As it was, it lies in %s.", HEAD, copy)
        if not _clock_runs(connection, institute):
            connection.execute(schema().tables["clock"].insert().values(institute=institute, seq=0))


def is_known(version: str) -> bool:
    """Return whether this version of Cadence has the migration of that name."""
    return any(SCRIPTS.glob(f"versions/{version}_*.py"))


def version_of(connection: Connection) -> str | None:
    """Return the newest migration that was applied, None for an empty database."""
    names = set(inspect(connection).get_table_names())
    if VERSION_TABLE in names:
        versions: ScalarResult[str] = connection.scalars(
            select(named("version_num")).select_from(table(VERSION_TABLE))
        )
        return versions.one_or_none()
    taken = sorted(names & set(schema().tables))
    if taken:
        raise StoreError(
            f"The database holds tables that are not Cadence's: {', '.join(taken)}.",
            "Name a database of its own under `database` in institute.toml.",
        )
    return None


def _clock_runs(connection: Connection, institute: str) -> bool:
    clock = schema().tables["clock"]
    return connection.scalar(select(clock.c.seq).where(clock.c.institute == institute)) is not None


def migrate(connection: Connection, to: str = "head") -> None:
    """Bring the tables of a database from the version they are at (or none) to another."""
    from alembic.config import Config  # takes a moment to import, and is seldom needed
    from alembic.script import ScriptDirectory
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    config.attributes["connection"] = connection
    scripts = ScriptDirectory.from_config(config)
    version = version_of(connection)
    try:
        scripts.get_revision(version) if version else None
    except CommandError as unknown:
        raise StoreError(
            f"The database was written by a newer version of Cadence (its tables are at {version}, "
            f"this version knows up to {HEAD}).",
            "Install that version or a later one: pip install --upgrade cadence",
        ) from unknown
    from alembic import command

    command.upgrade(config, to)
