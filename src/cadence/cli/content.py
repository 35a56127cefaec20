"""`cadence content`: list the shipped content, or copy a file of it to make it your own."""

import shlex
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cadence.cli.options import InstituteOption, called

if TYPE_CHECKING:
    from cadence.institute import Institute


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("content")(content)


def content(
    name: Annotated[
        str | None, typer.Argument(help="A file to copy, such as forms/charter.yaml (default: list them).")
    ] = None,
    institute: InstituteOption = Path("."),
    team: Annotated[str, typer.Option("--team", "-t", help="Copy it for this team only.")] = "",
) -> None:
    """List the shipped agendas, forms, surveys, metrics and protocols, or copy one to edit it."""
    from cadence.content import Content

    shipped = Content.load().files
    if name is None:
        _list(sorted(shipped))
        return
    _copy(_chosen(name, list(shipped)), institute, team)


def _list(names: list[str]) -> None:
    for name in names:
        print(name)
    print(f"\nCopy one to edit it: {called()} content sessions/1-conditions.yaml")


def _chosen(name: str, names: list[str]) -> str:
    from cadence.errors import NotFound

    wanted = name if name.endswith(".yaml") else f"{name}.yaml"
    if wanted in names:
        return wanted
    alike = [n for n in names if wanted.rpartition("/")[2] in n]
    remedy = f"Did you mean {', '.join(alike)}?" if alike else "List them with: cadence content"
    raise NotFound(f"No shipped content is called '{name}'.", remedy)


def _folder(house: "Institute", team: str) -> Path:
    """Return the folder whose files count for a team, or for all."""
    if not team:
        return house.content_dir
    from cadence.errors import NotAllowed
    from cadence.store import Store
    from cadence.workbook.context import find_team

    with Store.open(house.begun_database()) as store:
        short = find_team(store, team).id
    if set(short) & set("/\\:\0") or short in (".", ".."):
        raise NotAllowed(f"The short name '{short}' cannot be a folder.", "Copy the file for all teams.")
    return house.content_dir / "teams" / short


def _copy(name: str, institute: Path, team: str) -> None:
    from cadence.content import Content
    from cadence.errors import NotAllowed
    from cadence.institute import Institute

    house = Institute.open(institute)
    target = _folder(house, team) / name
    if target.exists():
        raise NotAllowed(f"{target} is there already; nothing was changed.", "Delete or rename it first.")
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(Content.load().files[name].path, target)
    print(f"Copied to {target}\nEdit it, then: {called()} check -i {shlex.quote(str(institute))}")
