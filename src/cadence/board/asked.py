"""What a page asks of the board, and what becomes of it: nothing here reads or writes."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from cadence.errors import CadenceError
from cadence.model import Record

_ID = re.compile(r"[0-9a-f]{32}")
Request = Mapping[str, Any]


class BoardRefused(CadenceError):
    """What was asked of the board cannot be done; nothing was changed."""


@dataclass(frozen=True)
class Outcome:
    """What comes of a request: records to be written and removed, or why not.

    `differs` has what somebody else has changed meanwhile, `refused` what is not taken and why, each by
    field; `ask` is a question to be answered with yes before it is done.
    """

    said: str = ""
    written: tuple[Record, ...] = ()
    removed: tuple[Record, ...] = ()
    differs: Mapping[str, Any] = field(default_factory=dict)
    refused: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    ask: Mapping[str, str] | None = None


def text_of(request: Request, name: str) -> str:
    """Return a text of a request, '' where it has none."""
    given = request.get(name)
    if given is None:
        return ""
    if not isinstance(given, str):
        raise _garbled()
    return given


def new_id_of(request: Request, name: str) -> str:
    """Return the id that the page made for something new."""
    given = text_of(request, name)
    if not _ID.fullmatch(given):
        raise _garbled()
    return given


def changes_of(request: Request) -> dict[str, dict[str, Any]]:
    """Return what is to be changed, by field: what was, and what is to be."""
    given = request.get("changes") or {}
    if not isinstance(given, dict) or not all(isinstance(each, dict) for each in given.values()):
        raise _garbled()
    return given


def refusal(what: str, remedy: str) -> dict[str, str]:
    """Return a refusal as a page is told."""
    return {"what": what, "remedy": remedy}


def _garbled() -> BoardRefused:
    return BoardRefused("What was sent is not understood.", "Load the page anew.")
