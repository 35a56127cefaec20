"""`cadence demo`: a whole institute to look at, on a real school list."""

import shlex
import shutil
from pathlib import Path
from typing import Annotated

import typer

from cadence.cli.options import called
from cadence.errors import NotAllowed


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("demo")(demo)


def demo(
    folder: Annotated[Path, typer.Argument(help="Where to build it.")] = Path("demo"),
    teams: Annotated[int, typer.Option(min=1, max=288, help="How many teams of 8.")] = 12,
    session: Annotated[int, typer.Option(min=0, max=5, help="Which session's packets to make.")] = 1,
    fresh: Annotated[
        bool, typer.Option("--fresh", help="Throw an earlier demonstration away first.")
    ] = False,
    packets: Annotated[bool, typer.Option(help="Make the packets.")] = True,
) -> None:
    """Build a demonstration on the real Houston ISD school list, then make one session's packets."""
    from cadence.demo import build

    if fresh:
        _clear(folder)
    if (folder / "institute.toml").exists():
        print(f"The demonstration is in {folder} already (build it anew with --fresh).")
    else:
        print(f"Building a demonstration in {folder}: 288 real schools, {teams} made-up teams of 8 ...")
        build(folder, teams)
    if packets:
        _packets(folder, session)
    print(_next(folder, session))


def _clear(folder: Path) -> None:
    from cadence.institute import Institute

    if not folder.exists():
        return
    if not (folder / "institute.toml").exists() or not Institute.open(folder).settings.synthetic:
        raise NotAllowed(f"{folder} is not a demonstration; it was left alone.", "Name another folder.")
    shutil.rmtree(folder)


def _packets(folder: Path, session: int) -> None:
    from cadence.cli.packets import packets

    packets(session=session, institute=folder)


def _next(folder: Path, session: int) -> str:
    there, other = shlex.quote(str(folder)), 5 if session != 5 else 3
    return f"""
The packets are in {folder / "packets"}, a folder for each team: open one as PDF and as HTML.
Next, try:
  {called()} packets --session {other} -i {there}
      another session
  {called()} packets --session {session} --for facilitator -i {there}
      your brief over all teams
  {called()} serve -i {there}
      the pages that teams fill in on their phones, and your own
  {called()} lab -i {there}
      the notebooks, with a list to pick the team from"""
