"""Asking for a passphrase, or reading it from a file."""

import warnings
from getpass import GetPassWarning
from pathlib import Path
from typing import Annotated

import typer

from cadence.errors import CadenceError

PassphraseFileOption = Annotated[
    Path | None,
    typer.Option("--passphrase-file", help="A file whose first line is the passphrase."),
]


def new_passphrase(file: Path | None) -> str:
    """Return a passphrase to seal with: from a file, or asked for twice and not shown."""
    return _first_line(file) if file else _asked("Passphrase", again="The same again")


def known_passphrase(file: Path | None) -> str:
    """Return the passphrase that something was sealed with."""
    return _first_line(file) if file else _asked("Its passphrase")


def _asked(prompt: str, again: bool | str = False) -> str:
    """Ask at the terminal, and refuse where nothing can keep what is typed from being shown."""
    with warnings.catch_warnings():
        warnings.simplefilter("error", GetPassWarning)
        try:
            return str(typer.prompt(prompt, hide_input=True, confirmation_prompt=again))
        except GetPassWarning:
            print()
            raise CadenceError(
                "There is no terminal here to ask for the passphrase.",
                "Write it into a file that you alone can read: --passphrase-file FILE",
            ) from None


def _first_line(file: Path) -> str:
    return next(iter(file.read_text("utf-8").splitlines()), "")
