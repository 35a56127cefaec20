"""`cadence content`: list the shipped content, or copy a file of it to make it your own."""

import shutil
from pathlib import Path
from typing import Annotated

import typer

from cadence.cli.options import InstituteOption


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
    print("\nCopy one to edit it: cadence content sessions/1-conditions.yaml")


def _chosen(name: str, names: list[str]) -> str:
    from cadence.errors import NotFound

    wanted = name if name.endswith(".yaml") else f"{name}.yaml"
    if wanted in names:
        return wanted
    alike = [n for n in names if wanted.rpartition("/")[2] in n]
    remedy = f"Did you mean {', '.join(alike)}?" if alike else "List them with: cadence content"
    raise NotFound(f"No shipped content is called '{name}'.", remedy)


def _copy(name: str, institute: Path, team: str) -> None:
    from cadence.content import Content
    from cadence.errors import NotAllowed
    from cadence.institute import Institute

    house = Institute.open(institute)
    base = house.content_dir / "teams" / team if team else house.content_dir
    target = base / name
    if target.exists():
        raise NotAllowed(f"{target} is there already; nothing was changed.", "Delete or rename it first.")
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(Content.load().files[name].path, target)
    print(f"Copied to {target}\nEdit it, then: cadence check")
