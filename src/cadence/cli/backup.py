"""`cadence backup`: the whole institute in one file."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cadence.cli.options import InstituteOption
from cadence.cli.passphrase import PassphraseFileOption, new_passphrase

if TYPE_CHECKING:
    from cadence.keeping.shelf import Entry


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("backup")(backup)


def backup(
    file: Annotated[
        Path | None, typer.Argument(help="Where to (default: backups/ in the institute's folder).")
    ] = None,
    institute: InstituteOption = Path("."),
    encrypt: Annotated[bool, typer.Option("--encrypt", help="Seal it with a passphrase.")] = False,
    passphrase_file: PassphraseFileOption = None,
    packets: Annotated[
        bool, typer.Option("--packets", help="Put the packets in too; they can be made again without.")
    ] = False,
    keep: Annotated[
        int | None, typer.Option(min=1, help="Keep so many backups in backups/ and delete older ones.")
    ] = None,
) -> None:
    """Save the whole institute in one file while others go on working, and read it back to be sure."""
    from cadence.cli.progress import telling
    from cadence.institute import Institute
    from cadence.keeping.backup import back_up, default_file, shelf_of

    house = Institute.open(institute)
    target = (file or default_file(house, date.today())).absolute()
    passphrase = new_passphrase(passphrase_file) if encrypt or passphrase_file else None
    with telling("Writing") as told:
        entry = back_up(house, target, passphrase=passphrase, packets=packets, told=told)
    print(_said(target, entry))
    for gone in shelf_of(house).prune(keep) if keep else ():
        print(f"Deleted {gone.name}, an older backup.")


def _said(target: Path, entry: "Entry") -> str:
    from cadence.store.telling import how_large

    readable = (
        "It is sealed: without the passphrase nobody reads it, you included. Keep the two apart."
        if entry.sealed
        else "It is NOT sealed: whoever has the file can read every confidential answer and private note, "
        "the staff list with its addresses, and the database address in institute.toml. To seal it: --encrypt"
    )
    return f"Saved {target} ({how_large(entry.bytes)}), and read back to the last byte.\n{readable}"
