"""`cadence import`: take in school lists and rosters."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cadence.cli.options import InstituteOption

if TYPE_CHECKING:
    from cadence.institute import Institute


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(help="Take in school lists and rosters (CSV or XLSX).", no_args_is_help=True)
    group.command("schools")(schools)
    group.command("roster")(roster)
    app.add_typer(group, name="import")


FileArgument = Annotated[Path, typer.Argument(help="A CSV or XLSX file.")]


def schools(
    file: FileArgument,
    teams: Annotated[bool, typer.Option("--teams", help="Also make one team for each school.")] = False,
    institute: InstituteOption = Path("."),
) -> None:
    """Take in a list of schools (NCES Common Core of Data column names are known)."""
    from cadence.institute import Institute

    take_schools(Institute.open(institute), file, teams=teams)


def take_schools(house: "Institute", file: Path, teams: bool) -> None:
    """Import a school list into an institute and print what changed."""
    from cadence.exchange import import_schools
    from cadence.store import Store, Viewer

    with Store.open(house.database_url) as store:
        print(import_schools(store.view(Viewer(role="custodian")), file, teams=teams))


def roster(file: FileArgument, institute: InstituteOption = Path(".")) -> None:
    """Take in a roster: who is on which school's team."""
    from cadence.exchange import import_roster
    from cadence.institute import Institute
    from cadence.store import Store, Viewer

    with Store.open(Institute.open(institute).database_url) as store:
        print(import_roster(store.view(Viewer(role="custodian")), file))
