"""`cadence doctor`: examine an institute, say what is not well, and mend what is safe to mend."""

import json
import platform
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cadence.cli.options import InstituteOption
from cadence.command import typed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cadence.store.finding import Finding

_PACKAGES = ("cadence", "sqlalchemy", "alembic", "pydantic", "pandas", "jupyterlab", "papermill", "typst")


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("doctor")(doctor)


def doctor(
    institute: InstituteOption = Path("."),
    repair: Annotated[
        bool,
        typer.Option(
            "--repair", help="Close the file to others, build indexes anew, set the count of changes right."
        ),
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for programs.")] = False,
) -> None:
    """Examine the database and the institute's files, and say what to do where something is not well.

    Ends with status 1 if something is ill. Nothing that people entered is ever altered.
    """
    findings = [*_surroundings(), *_files(institute), *_kept(institute, repair)]
    if as_json:
        print(json.dumps([each.as_data() for each in findings], indent=2, ensure_ascii=False))
    else:
        for each in findings:
            print(typed(str(each)))
    if any(each.state == "ill" and not each.mended for each in findings):
        raise typer.Exit(1)


def _surroundings() -> "Iterator[Finding]":
    from cadence.store.finding import Finding

    packages = ", ".join(f"{each} {version(each)}" for each in _PACKAGES)
    yield Finding("python", "well", f"{platform.python_version()} on {platform.system()}; {packages}")


def _files(institute: Path) -> "Iterator[Finding]":
    from cadence.content import check_content
    from cadence.institute import Institute, check_settings
    from cadence.store.finding import Finding
    from cadence.workbook.notebooks import check_notebooks

    complaints = check_settings(institute)
    if not complaints:
        house = Institute.open(institute)
        complaints = [*check_content(house.root, []), *check_notebooks(house.notebooks_dir, house.root)]
    if complaints:
        words = f"{len(complaints)} complaints about institute.toml, content/ or notebooks/."
        yield Finding("institute", "ill", words, "See them with: cadence check")
    else:
        yield Finding("institute", "well", "institute.toml, content/ and notebooks/ are in order")


def _kept(institute: Path, repair: bool) -> "list[Finding]":
    """Return how the database is, and whether it goes on from where its backups are."""
    from cadence.institute import Institute, check_settings
    from cadence.keeping.backup_health import examine_backups
    from cadence.store.health import examine

    if check_settings(institute):  # without an address there is nowhere to look
        return []
    house = Institute.open(institute)
    return [*examine(house.database_url, repair=repair), *examine_backups(house)]
