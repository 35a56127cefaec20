"""What the action board and the room need: questions put to a team, and what each person answers.

As in the first script, a table is said by its columns and their types, `?` where a column may be empty.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

TYPES: dict[str, sa.types.TypeEngine[Any]] = {
    "text": sa.Text(),
    "int": sa.BigInteger(),
    "bool": sa.Boolean(),
    "moment": sa.DateTime(timezone=True),
    "json": sa.JSON(),
}

RECORDS = {
    "round": "cycle int, team text, question text, number int, state text, private bool, threshold int, "
    "given int, shown json, by text, revealed moment?",
    "voice": "cycle int, team text, person text, question text, number int, values json, submitted moment?",
}


def upgrade() -> None:
    """Make the tables."""
    for name, fields in RECORDS.items():
        columns = _columns("revision int", *fields.split(", "), "seq int")
        op.create_table(name, *_key("institute", "id"), *columns)
        leading = [each for each in ("team", "cycle") if f"{each} " in fields]
        op.create_index(f"{name}_by_{'_'.join([*leading, 'seq'])}", name, ["institute", *leading, "seq"])


def _columns(*written: str) -> list[sa.Column[Any]]:
    parts = [each.split() for each in written]
    return [sa.Column(name, TYPES[of.rstrip("?")], nullable=of.endswith("?")) for name, of in parts]


def _key(*names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.Text(), primary_key=True) for name in names]
