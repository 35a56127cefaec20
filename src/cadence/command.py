"""Commands as they are typed here: `cadence packets` may be `python3 run.py packets -i riverside`."""

import os
import re
import shlex
from pathlib import Path

# Commands of an institute, which take --institute; `import` and `session` are groups of commands.
INSIDE = (
    r"(?:import|session) [a-z]+",
    *("check", "content", "invite", "reveal", "calendar", "serve", "export", "next-cycle", "history", "undo"),
    *("audit", "doctor", "packets", "report", "backup", "move", "restore", "forget", "close", "lab"),
)
OUTSIDE = ("new", "demo")
_INSIDE = re.compile(rf"\bcadence ((?:{'|'.join(INSIDE)})\b)(?!-)(?![^\n]* (?:-i|--institute|--to)\b)")
_ANY = re.compile(rf"\bcadence (?=(?:{'|'.join((*INSIDE, *OUTSIDE))})\b)")
_given = {"institute": ""}


def called() -> str:
    """Return how Cadence is called here: `run.py` of a checkout says so, else it is installed."""
    return os.environ.get("CADENCE_CALLED", "cadence")


def stand_in(institute: Path) -> Path:
    """Remember where the institute of this command is, for the commands that it prints; return it."""
    _given["institute"] = "" if institute == Path(".") else shlex.quote(str(institute))
    return institute


def typed(words: str) -> str:
    """Return a text with its commands as they work when typed where the user stands.

    A command that names its institute keeps it; one of an institute that stands elsewhere is told where.
    """
    if there := _given["institute"]:
        words = _INSIDE.sub(lambda found: f"cadence {found[1]} -i {there}", words)
    return _ANY.sub(lambda _: f"{called()} ", words)
