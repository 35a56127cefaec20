"""Options that several commands share."""

from pathlib import Path
from typing import Annotated

import typer

from cadence.command import called, stand_in

__all__ = ["InstituteOption", "TeamOption", "called"]

InstituteOption = Annotated[
    Path,
    typer.Option(
        "--institute",
        "-i",
        help="The institute's folder (default: the one you stand in).",
        callback=stand_in,
    ),
]
TeamOption = Annotated[
    list[str] | None,
    typer.Option("--team", "-t", help="A team's short name; may be given several times (default: all)."),
]
