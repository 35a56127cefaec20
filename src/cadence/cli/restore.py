"""`cadence restore`: bring a backup back."""

import shlex
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cadence.cli.options import InstituteOption
from cadence.cli.passphrase import PassphraseFileOption, known_passphrase
from cadence.command import typed

if TYPE_CHECKING:
    from cadence.institute import Institute
    from cadence.keeping.opening import Archive


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("restore")(restore)


def restore(
    file: Annotated[Path | None, typer.Argument(help="A backup.")] = None,
    to: Annotated[
        Path | None,
        typer.Option("--to", help="A new folder (default: the institute itself)."),
    ] = None,
    institute: InstituteOption = Path("."),
    passphrase_file: PassphraseFileOption = None,
    finish: Annotated[
        bool, typer.Option("--finish", help="Bring a restore to its end that was stopped half-way.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask first.")] = False,
) -> None:
    """Bring a backup back: into a new folder, or in place of the institute, which is backed up first."""
    from cadence.errors import CadenceError
    from cadence.institute.check import locate
    from cadence.keeping.opening import needs_passphrase, opened_backup
    from cadence.keeping.restore import finish as finish_in

    if finish:
        finish_in(locate(institute).parent)
        print("Restored: what had been begun is finished.")
        return
    if file is None:
        raise CadenceError("No backup is named.", "Name one; they lie in backups/.")
    passphrase = known_passphrase(passphrase_file) if needs_passphrase(file) else None
    if passphrase is not None:
        print("Opening the seal takes some seconds ...", file=sys.stderr)
    with opened_backup(file, passphrase) as archive:
        print(_described(archive))
        if to is not None:
            _into_new(archive, file, to)
        else:
            _in_place(archive, file, institute, passphrase, yes)


def _described(archive: "Archive") -> str:
    held = archive.manifest
    rows = sum(table.rows for name, table in held.tables.items() if name not in ("history", "clock"))
    return (
        f"The backup is whole: {held.institute}, as of {held.created.astimezone():%d %B %Y, %H:%M}, "
        f"{rows:,} records and {len(held.files):,} files."
    )


def _into_new(archive: "Archive", file: Path, to: Path) -> None:
    from cadence.keeping.restore import restore_new
    from cadence.keeping.shelf import Shelf

    house = restore_new(archive, to.absolute(), Shelf(file.absolute().parent).index().erased)
    there = f"cadence move -i {shlex.quote(str(house.root))}"
    print(typed(f"Restored into {house.root}; its database is a file there. To put it elsewhere: {there}"))


def _in_place(archive: "Archive", file: Path, institute: Path, passphrase: str | None, yes: bool) -> None:
    from cadence.institute import Institute
    from cadence.keeping.backup import back_up, default_file, shelf_of
    from cadence.keeping.restore import restore_in_place
    from cadence.keeping.shelf import Shelf

    house = Institute.open(institute)
    if not yes:
        typer.confirm(_warning(house), abort=True)
    before = default_file(house, date.today(), "-before-restore")
    back_up(house, before, passphrase=passphrase)
    print(f"Saved what stood here before in {before}")
    erased = {*shelf_of(house).index().erased, *Shelf(file.absolute().parent).index().erased}
    restore_in_place(house, archive, erased)
    print(f"Restored {house.root}")


def _warning(house: "Institute") -> str:
    return (
        f"Put the backup in place of {house.settings.name} in {house.root}? What was entered since then "
        "leaves the institute (a backup of it is made first)."
    )
