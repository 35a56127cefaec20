"""The tables of the first version.

What stands here is history and is not edited: a later change is a script of its own. Each table of
records is said in a line: its fields and their types, `?` where a field may be empty.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

TYPES: dict[str, sa.types.TypeEngine[Any]] = {
    "text": sa.Text(),
    "int": sa.BigInteger(),
    "float": sa.Float(),
    "date": sa.Date(),
    "moment": sa.DateTime(timezone=True),
    "json": sa.JSON(),
}

RECORDS = {
    "school": (
        "name text, district text, city text, grade_low text, grade_high text, kind text, status text"
    ),
    "team": "name text, school text?",
    "person": "name text, email text, role text",
    "membership": "team text, person text, position text, joined date?, left date?",
    "priority": "title text, order int",
    "initiative": "cycle int, team text, name text, priority text?, evidence text, hours float?, mark text?",
    "response": (
        "cycle int, team text, person text, survey text, wave int, answers json, comments json, "
        "listed json, submitted moment?"
    ),
    "publication": "cycle int, team text?, kind text, wave int, published moment, body json",
    "step": "cycle int, team text, session int, step text, state text",
    "entry": "cycle int, team text, form text, values json",
    "note": "cycle int, team text, person text, form text, values json",
    "commitment": (
        "cycle int, team text, session int, text text, person text?, due date?, done date?, evidence text"
    ),
    "vision": "cycle int, team text, version int, text text, agreed date?",
    "clause": (
        "team text, vision text, order int, text text, elements json, indicators json, priorities "
        "json, need text"
    ),
    "consent": "team text, vision text, person text, fingers int, reservation text",
    "term": "team text?, term text, meaning text",
    "observation": (
        "cycle int, team text, metric text, observer text, on date, grade_band text, subject "
        "text, minutes int?, room text, levels json, note text"
    ),
    "rating": "cycle int, team text, metric text, vignette text, person text, levels json",
    "outcome": "school text, year text, indicator text, value float?, note text",
    "goal": (
        "cycle int, team text, clause text?, indicator text?, order int, statement text, baseline "
        "float?, target float?, due date?, theory text"
    ),
    "card": (
        "cycle int, team text, goal text?, title text, column text, order int, owner text?, "
        "verifier text?, due date?, started date?, done date?, standard text, notes text, mark "
        "text"
    ),
    "evidence": "team text, card text, kind text, text text, added_by text, added date",
    "verification": "team text, card text, verifier text, verdict text, question text, at moment",
    "review": (
        "cycle int, team text, goal text, fidelity int?, impact int?, decision text, reason text, "
        "evidence text"
    ),
    "ask": (
        "cycle int, team text, session int, text text, to text, owner text, answer_by date?, "
        "answer text, answered date?"
    ),
    "sharing": (
        "cycle int, team text, shared_table text, shared_id text, granted_by text, granted date, "
        "withdrawn date?"
    ),
}


def upgrade() -> None:
    """Make the tables of the records, the history and the clock."""
    for name, fields in RECORDS.items():
        _make_records(name, [field.split() for field in fields.split(", ")])
    op.create_table(
        "history",
        *_key("institute text", "seq int"),
        *_columns("at moment", "viewer text", "table text", "record text", "revision int"),
        *_columns("action text", "before json?", "after json?"),
    )
    op.create_index("history_by_record", "history", ["institute", "table", "record", "seq"])
    op.create_table("clock", *_key("institute text"), *_columns("seq int"))


def _make_records(name: str, fields: list[list[str]]) -> None:
    written = [" ".join(field) for field in fields]
    op.create_table(name, *_key("institute text", "id text"), *_columns("revision int", *written, "seq int"))
    leading = [each for each in ("team", "cycle") if each in {field[0] for field in fields}]
    op.create_index(f"{name}_by_{'_'.join([*leading, 'seq'])}", name, ["institute", *leading, "seq"])


def _columns(*written: str) -> list[sa.Column[Any]]:
    parts = [each.split() for each in written]
    return [sa.Column(name, TYPES[of.rstrip("?")], nullable=of.endswith("?")) for name, of in parts]


def _key(*written: str) -> list[sa.Column[Any]]:
    parts = [each.split() for each in written]
    return [sa.Column(name, TYPES[of], primary_key=True, autoincrement=False) for name, of in parts]
