"""How alembic runs the migrations: on the connection it is handed, inside its transaction.

A change of the model's fields needs a script in `versions/` (written by hand, importing nothing of
Cadence, which moves on while the script must not) and a new `HEAD` in `cadence.store.schema`. The
test that compares what the migrations make with what the model asks for says what is missing.
"""

from alembic import context

from cadence.store.schema import VERSION_TABLE

context.configure(
    connection=context.config.attributes["connection"],
    version_table=VERSION_TABLE,
)
context.run_migrations()
