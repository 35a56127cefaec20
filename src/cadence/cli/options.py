"""Options that several commands share."""

import os
from pathlib import Path
from typing import Annotated

import typer

InstituteOption = Annotated[
    Path,
    typer.Option("--institute", "-i", help="The institute's folder (default: the one you stand in)."),
]
TeamOption = Annotated[
    list[str] | None,
    typer.Option("--team", "-t", help="A team's short name; may be given several times (default: all)."),
]


def called() -> str:
    """Return how the facilitator calls Cadence here: `run.py` of a checkout says so, else it is installed."""
    return os.environ.get("CADENCE_CALLED", "cadence")
