"""`cadence check`: say what is wrong in the institute's files, and what mends it."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cadence.cli.options import InstituteOption
from cadence.command import typed

if TYPE_CHECKING:
    from cadence.institute import Institute


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("check")(check)


def check(
    institute: InstituteOption = Path("."),
    run: Annotated[
        bool, typer.Option("--run", help="Also run every session notebook for every team (takes a while).")
    ] = False,
) -> None:
    """Check institute.toml, content/ and notebooks/, and say where and how to mend each complaint."""
    from cadence.content import check_content
    from cadence.institute import check_settings
    from cadence.workbook.notebooks import check_notebooks

    complaints = check_settings(institute)
    if not complaints:
        from cadence.institute import Institute

        house = Institute.open(institute)
        complaints += check_content(house.root, _team_names(house))
        complaints += check_notebooks(house.notebooks_dir, house.root)
    for complaint in complaints:
        print(typed(str(complaint)))
    if complaints:
        raise typer.Exit(1)
    if run:
        _run_all(institute)
    print("All is well.")


def _team_names(house: "Institute") -> list[str]:
    from cadence.store import Store
    from cadence.workbook.context import teams_of

    with Store.open(house.begun_database()) as store:
        return [team.id for team in teams_of(store)]


def _run_all(institute: Path) -> None:
    from rich.progress import Progress

    from cadence.packets.rehearsal import rehearse

    with Progress(transient=True) as bar:
        task = bar.add_task("Running every notebook for every team")
        failures = rehearse(institute, lambda done, of: bar.update(task, completed=done, total=of))
    for failure in failures:
        print(typed(str(failure)))
    if failures:
        raise typer.Exit(1)
