"""`cadence packets`: make the packets of a session."""

import json
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cadence.cli.options import InstituteOption, TeamOption

if TYPE_CHECKING:
    from cadence.packets.summary import Summary


class For(StrEnum):
    """Whom packets are for."""

    team = "team"
    facilitator = "facilitator"
    teachers = "teachers"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("packets")(packets)


def packets(
    session: Annotated[int, typer.Option("--session", "-s", min=0, help="Which session; 0 is pre-work.")],
    institute: InstituteOption = Path("."),
    team: TeamOption = None,
    format: Annotated[str, typer.Option(help="pdf, html, or both with a comma between.")] = "pdf,html",
    audience: Annotated[
        For,
        typer.Option(
            "--for",
            help="A packet for each team, a facilitator's brief over all of them, or in session 5 a page for "
            "the teachers of each grade band.",
        ),
    ] = For.team,
    jobs: Annotated[
        int, typer.Option("--jobs", "-j", min=0, help="How many at once; 0: as many as processors.")
    ] = 0,
    force: Annotated[bool, typer.Option("--force", help="Make them again, changed or not.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be made, and why.")] = False,
    zip: Annotated[bool, typer.Option("--zip", help="Also put them all into one zip file.")] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print a summary for programs, and nothing else.")
    ] = False,
    executor: Annotated[
        str, typer.Option(help="local, or the address of a Dask scheduler whose workers see this folder.")
    ] = "local",
) -> None:
    """Make a session's packets: what changed is made again, what stands is kept.

    First comes what is still missing for each team. It stops nothing: a packet prints a blank
    worksheet for what is missing. Ctrl-C ends after the packets under way; the same command goes on.
    """
    if team and audience is For.facilitator:
        raise typer.BadParameter("the facilitator's brief is always over all teams.", param_hint="--team")
    from rich.console import Console

    from cadence.packets.batch import Wish, make_packets

    wish = Wish(
        institute=institute,
        session=session,
        teams=tuple(dict.fromkeys(team or ())),
        formats=tuple(dict.fromkeys(word.strip() for word in format.split(",") if word.strip())),
        audience=audience.value,
        jobs=jobs,
        force=force,
        dry_run=dry_run,
        zip=zip,
        executor=executor,
    )
    summary = make_packets(wish, Console(quiet=as_json, highlight=False))
    if as_json:
        letters = (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
        print(json.dumps(summary.to_json(), indent=1, ensure_ascii=not letters))
    _leave(summary)


def _leave(summary: "Summary") -> None:
    """End with the status that scripts look at: 130 stopped, 1 some packet could not be made."""
    if summary.stopped and summary.left:
        raise typer.Exit(130)
    if summary.failed:
        raise typer.Exit(1)
