"""The command `cadence`: each command in its own file, everything heavy imported when it runs."""

import logging
import sys
from io import TextIOWrapper
from pathlib import Path
from typing import NoReturn

import typer

from cadence import __version__
from cadence.cli import (
    answers,
    audit,
    backup,
    calendar,
    cards,
    check,
    content,
    demo,
    doctor,
    erasing,
    exporting,
    history,
    importing,
    invite,
    lab,
    move,
    new,
    next_cycle,
    packets,
    report,
    restore,
    reveal,
    roster,
    serve,
    session,
)
from cadence.cli.panels import arrange
from cadence.command import typed
from cadence.errors import CadenceError

app = typer.Typer(
    name="cadence",
    help="Facilitation workbooks for instructional-leadership institutes.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
)


def _version(wanted: bool) -> None:
    if wanted:
        print(f"cadence {__version__}")
        raise typer.Exit


@app.callback()
def cadence(
    version: bool = typer.Option(
        False, "--version", callback=_version, is_eager=True, help="Print the version and stop."
    ),
) -> None:
    """Facilitation workbooks for instructional-leadership institutes."""


for command in (
    new,
    check,
    content,
    importing,
    roster,
    answers,
    cards,
    session,
    invite,
    reveal,
    calendar,
    serve,
    exporting,
    next_cycle,
    history,
    audit,
    doctor,
    packets,
    report,
    backup,
    restore,
    move,
    erasing,
    lab,
    demo,
):
    command.register(app)
arrange(app)


def main() -> None:
    """Run the command line; whatever goes wrong is printed in words and ends with status 2."""
    try:
        _prepare()
        app()
    except CadenceError as refusal:
        _end(str(refusal))
    except Exception as error:
        from cadence.cli.unforeseen import in_words

        _end(in_words(error))


def _prepare() -> None:
    """See to what a command takes for granted: a folder to stand in, and a screen that takes any letter."""
    logging.getLogger("matplotlib").setLevel(logging.ERROR)  # it remarks on homes that cannot be written
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        Path.cwd()
    except FileNotFoundError:
        raise CadenceError("The folder you stand in is gone.", "Change to another one first: cd") from None


def _end(words: str) -> NoReturn:
    print(f"cadence: {typed(words)}", file=sys.stderr)
    sys.exit(2)
