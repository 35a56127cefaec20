"""`cadence move`: to another database."""

from pathlib import Path
from typing import Annotated

import typer

from cadence.cli.options import InstituteOption


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("move")(move)


def move(
    address: Annotated[
        str, typer.Argument(help="postgresql://USER:PASSWORD@HOST/NAME, or the name of a new SQLite file.")
    ],
    institute: InstituteOption = Path("."),
    check: Annotated[bool, typer.Option("--check", help="Only say what would be moved.")] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask first.")] = False,
) -> None:
    """Move the institute's database, from SQLite to PostgreSQL or back, with its whole history."""
    from cadence.institute import Institute
    from cadence.keeping.move import check_move
    from cadence.keeping.move import move as move_to

    house = Institute.open(institute)
    standing = check_move(house, address)
    rows = sum(each.rows for each in standing.values())
    if check:
        print(f"{rows:,} rows in {len(standing)} tables would be moved. Nothing was changed.")
        return
    if not yes:
        typer.confirm(f"Move {rows:,} rows? Nobody can save anything meanwhile.", abort=True)
    moved = sum(each.rows for each in move_to(house, address).values())
    print(
        f"Moved {moved:,} rows; every table was compared. institute.toml names the new database.\n"
        "The old one still holds everything and takes nothing new. Restart servers and notebooks that had it "
        "open; delete it once you have a backup of the new one."
    )
