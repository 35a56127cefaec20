"""The tables that migrations make are the tables that the model asks for."""

from pathlib import Path
from types import NoneType
from typing import get_args

from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, inspect

import cadence.store.schema as declared
from cadence.model import RECORDS
from cadence.store import Store
from cadence.store.engine import make_engine


def described(engine: Engine) -> dict[str, object]:
    """Return everything that tells one schema from another."""
    seen = inspect(engine)
    return {
        name: (
            sorted((c["name"], str(c["type"]), c["nullable"], c["default"]) for c in seen.get_columns(name)),
            seen.get_pk_constraint(name)["constrained_columns"],
            sorted((i["name"], i["column_names"], i["unique"]) for i in seen.get_indexes(name)),
        )
        for name in seen.get_table_names()
        if name != declared.VERSION_TABLE
    }


def test_the_migrations_make_the_tables_that_the_model_asks_for(url: str) -> None:
    Store.open(url).close()
    engine = make_engine(url)
    migrated = described(engine)
    declared.schema().drop_all(engine)
    declared.schema().create_all(engine)
    assert migrated == described(engine)
    engine.dispose()


def test_every_record_type_has_a_table_and_every_field_a_column() -> None:
    for kind in RECORDS:
        columns = {column.name for column in declared.table_of(kind).columns}
        assert columns == {"institute", "seq", *kind.model_fields}


def test_a_field_that_may_be_empty_may_be_empty_in_its_table() -> None:
    for kind in RECORDS:
        for name, field in kind.model_fields.items():
            optional = NoneType in get_args(field.annotation)
            assert declared.table_of(kind).c[name].nullable == optional, f"{kind.__name__}.{name}"


def test_head_names_the_newest_migration() -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(declared.__file__).with_name("migrations")))
    assert ScriptDirectory.from_config(config).get_heads() == [declared.HEAD]


def test_every_migration_is_imported_from_the_package_alone() -> None:
    scripts = Path(declared.__file__).with_name("migrations").glob("versions/*.py")
    assert all("from cadence" not in script.read_text() for script in scripts)
