"""What the action board and the room need: questions and their answers, and what a word was said of.

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
    """Make the tables, and let each word on a card say what it was said of."""
    _make_tables()
    _add("verification", "standard", sa.Text(), "''")
    _add("verification", "seen", sa.JSON(), "'[]'")
    _let_words_say_what_of()


def _let_words_say_what_of() -> None:
    """Take what was said before this version as said of the card as it stands: it was good until now."""
    card, evidence, word = (
        sa.table(name, *(sa.column(each) for each in columns.split()), sa.column("seen", sa.JSON()))
        for name, columns in (
            ("card", "institute id standard"),
            ("evidence", "institute id card"),
            ("verification", "institute id card standard"),
        )
    )
    bind = op.get_bind()
    standards = {
        (each.institute, each.id): each.standard for each in bind.execute(_all(card, "id", "standard"))
    }
    seen: dict[tuple[str, str], list[str]] = {}
    for each in bind.execute(_all(evidence, "id", "card")):
        seen.setdefault((each.institute, each.card), []).append(each.id)
    for each in bind.execute(_all(word, "id", "card")).all():
        of = (each.institute, each.card)
        here = sa.and_(word.c.institute == each.institute, word.c.id == each.id)
        values = {"standard": standards.get(of, ""), "seen": sorted(seen.get(of, []))}
        bind.execute(sa.update(word).where(here).values(values))


def _all(table: Any, *columns: str) -> sa.Select[Any]:
    return sa.select(*(table.c[each] for each in ("institute", *columns)))


def _add(table: str, column: str, of: sa.types.TypeEngine[Any], rows_of_old: str) -> None:
    """Add a column that is never empty; the default is for the rows that are there and goes again."""
    op.add_column(table, sa.Column(column, of, nullable=False, server_default=sa.text(rows_of_old)))
    with op.batch_alter_table(table) as altered:
        altered.alter_column(column, server_default=None)


def _make_tables() -> None:
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
