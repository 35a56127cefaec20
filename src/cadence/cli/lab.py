"""`cadence lab`: open JupyterLab on the institute."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import typer

from cadence.cli.options import InstituteOption
from cadence.shipped import shipped


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("lab", context_settings={"allow_extra_args": True, "ignore_unknown_options": True})(lab)


def lab(context: typer.Context, institute: InstituteOption = Path(".")) -> None:
    """Open JupyterLab on the institute's notebooks; further options go to JupyterLab."""
    from cadence.institute import Institute
    from cadence.workbook.context import LAB

    house = Institute.open(institute)
    command = [sys.executable, "-m", "jupyterlab", "--ServerApp.root_dir", str(house.root)]
    command += ["--LabApp.default_url", "/lab/tree/notebooks", *context.args]
    _become(command, house.root, {**offline(os.environ), LAB: "1"})


def _become(command: list[str], folder: Path, environment: dict[str, str]) -> None:
    """Run a command in our place, so that whoever ends us ends it."""
    if os.name == "nt":  # there a process cannot be replaced
        raise typer.Exit(subprocess.call(command, cwd=folder, env=environment))
    os.chdir(folder)
    os.execve(command[0], command, environment)


def offline(environment: Mapping[str, str]) -> dict[str, str]:
    """Return the environment in which JupyterLab asks nobody for news, updates or extensions."""
    own = str(shipped("templates") / "lab")
    others = environment.get("JUPYTER_CONFIG_PATH")
    return {**environment, "JUPYTER_CONFIG_PATH": os.pathsep.join([own, others] if others else [own])}
