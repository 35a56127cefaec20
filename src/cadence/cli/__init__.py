"""The command `cadence`: each command in its own file, everything heavy imported when it runs."""

import sys

import typer

from cadence import __version__
from cadence.cli import check, content, demo, importing, lab, new, packets, reveal
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


for command in (new, check, content, importing, reveal, packets, lab, demo):
    command.register(app)


def main() -> None:
    """Run the command line; a refusal is printed in words and ends with status 2."""
    try:
        app()
    except CadenceError as refusal:
        print(f"cadence: {refusal}", file=sys.stderr)
        sys.exit(2)
