"""Retiring a database that an institute has moved out of: it can be read for ever, and written no more.

A trigger on the clock refuses every write, in every version of Cadence and in programs that had the database
open already: what somebody was told is saved is never saved where nobody looks any more.
"""

from sqlalchemy import Connection, text

_NAME = "cadence_moved"
_SQLITE = """
    CREATE TRIGGER cadence_moved BEFORE UPDATE ON clock
    BEGIN SELECT RAISE(ABORT, 'this institute has moved to another database'); END
"""
_POSTGRES = (
    """
    CREATE OR REPLACE FUNCTION cadence_moved() RETURNS trigger LANGUAGE plpgsql AS
    'BEGIN RAISE EXCEPTION ''this institute has moved to another database''; END'
    """,
    "CREATE TRIGGER cadence_moved BEFORE UPDATE ON clock EXECUTE FUNCTION cadence_moved()",
)


def retire(connection: Connection) -> None:
    """Refuse every later write; part of the transaction in which the institute moves out."""
    for statement in _POSTGRES if connection.dialect.name == "postgresql" else (_SQLITE,):
        connection.exec_driver_sql(statement)


def reinstate(connection: Connection) -> None:
    """Take writes again, where the institute comes back to and finds all it has."""
    where = " ON clock" if connection.dialect.name == "postgresql" else ""
    connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {_NAME}{where}")


def is_retired(connection: Connection) -> bool:
    """Return whether the institute has moved out of a database."""
    catalogue = {
        "sqlite": "SELECT 1 FROM sqlite_master WHERE type = 'trigger' AND name = :name",
        "postgresql": "SELECT 1 FROM pg_trigger WHERE tgrelid = to_regclass('clock') AND tgname = :name",
    }
    found = connection.scalar(text(catalogue[connection.dialect.name]), {"name": _NAME})
    return found is not None
