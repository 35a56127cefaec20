"""`cadence report`: the record of a session, for each team and for the sponsor."""

from pathlib import Path
from typing import Annotated

import typer

from cadence.cli.options import InstituteOption, TeamOption


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("report")(report)


def report(
    session: Annotated[int, typer.Option("--session", "-s", min=0, help="Which session; 0 is pre-work.")],
    institute: InstituteOption = Path("."),
    team: TeamOption = None,
    format: Annotated[str, typer.Option(help="pdf, html, or both with a comma between.")] = "pdf,html",
) -> None:
    """Write what was decided in a session: by whom, by when, and what shows it.

    Each team gets its own record, made from what is stored and from what its packet may show. The sponsor's,
    made unless teams are named, counts over all teams, names no member, and lists what is asked of the
    district.
    """
    from cadence.packets.records import Wanted, make_records

    formats = tuple(dict.fromkeys(word.strip() for word in format.split(",") if word.strip()))
    teams = tuple(dict.fromkeys(team or ()))
    wanted = Wanted(institute, session, teams, sponsor=not teams, formats=formats)
    for path in make_records(wanted):
        print(path)
