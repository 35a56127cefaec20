"""How alembic runs the migrations: on the connection it is handed, inside its transaction."""

from alembic import context

from cadence.store.schema import VERSION_TABLE, schema

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=schema(),
    version_table=VERSION_TABLE,
    render_as_batch=True,
    compare_type=True,
)
context.run_migrations()
