"""Roster systems' ids, what was changed together and what was undone, what was erased and what was restored.

As in the first script, a table is said by its columns and their types, `?` where a column may be empty.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns of this version, and the tables of what was erased and what was restored."""
    for name in ("person", "school"):
        _add(name, "source", sa.Text(), "''")
    _add("history", "batch", sa.BigInteger(), "0")
    op.execute("UPDATE history SET batch = seq")  # of older changes nobody knows what went together
    op.add_column("history", sa.Column("undoes", sa.BigInteger(), nullable=True))
    for table in ("erasure", "restoration"):
        op.create_table(
            table,
            sa.Column("institute", sa.Text(), primary_key=True),
            sa.Column("id", sa.Text(), primary_key=True),
            sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        )
    op.add_column("restoration", sa.Column("seq", sa.BigInteger(), nullable=False))


def _add(table: str, column: str, of: sa.types.TypeEngine[Any], rows_of_old: str) -> None:
    """Add a column that is never empty; the default is for the rows that are there and goes again."""
    op.add_column(table, sa.Column(column, of, nullable=False, server_default=sa.text(rows_of_old)))
    with op.batch_alter_table(table) as altered:
        altered.alter_column(column, server_default=None)
