"""What serving pages needs: invites, the devices that are signed in, the log of the door, and receipts.

As in the first script, a table is said by its columns and their types, `?` where a column may be empty.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
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
    "invite": "person text, team text?, issued moment, expires moment, revoked moment?, once bool",
    "sign_in": "person text, invite text, since moment, expires moment, ended moment?, device text",
    "event": "person text?, at moment, what text, about text, address text",
}


def upgrade() -> None:
    """Make the tables."""
    for name, fields in RECORDS.items():
        columns = _columns("revision int", *fields.split(", "), "seq int")
        op.create_table(name, *_key("institute", "id"), *columns)
        leading = [each for each in ("team", "cycle") if f"{each} " in fields]
        op.create_index(f"{name}_by_{'_'.join([*leading, 'seq'])}", name, ["institute", *leading, "seq"])
    op.create_table("receipt", *_key("institute", "id"), *_columns("at moment", "saved json"))


def _columns(*written: str) -> list[sa.Column[Any]]:
    parts = [each.split() for each in written]
    return [sa.Column(name, TYPES[of.rstrip("?")], nullable=of.endswith("?")) for name, of in parts]


def _key(*names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.Text(), primary_key=True) for name in names]
