"""Asking for a passphrase, or reading it from a file."""

from pathlib import Path
from typing import Annotated

import typer

PassphraseFileOption = Annotated[
    Path | None,
    typer.Option("--passphrase-file", help="A file whose first line is the passphrase."),
]


def new_passphrase(file: Path | None) -> str:
    """Return a passphrase to seal with: from a file, or asked for twice and not shown."""
    return (
        _first_line(file)
        if file
        else str(typer.prompt("Passphrase", hide_input=True, confirmation_prompt="The same again"))
    )


def known_passphrase(file: Path | None) -> str:
    """Return the passphrase that something was sealed with."""
    return _first_line(file) if file else str(typer.prompt("Its passphrase", hide_input=True))


def _first_line(file: Path) -> str:
    return next(iter(file.read_text("utf-8").splitlines()), "")
