"""The forms as a browser sees them: one script and one style sheet, for pages and for JupyterLab alike."""

import re
from functools import cache
from pathlib import Path

_HERE = Path(__file__).parent
_MAIN = "form.js"
_IMPORT = re.compile(r'^import \{[^}]*\} from "\./([\w-]+\.js)";\n', re.M)
_EXPORT = re.compile(r"^export (?=async function|function|class|const)", re.M)


@cache
def script() -> str:
    """Return all modules as one, as a browser fetches one file sooner than twenty.

    A module comes after those that it imports, and only the last one exports. Their top-level names have to
    differ: a browser refuses the script if two are the same.
    """
    return "\n".join(_module(name) for name in _in_order(_MAIN, []))


@cache
def style() -> str:
    """Return the style sheet of forms; the house's colours come from that of blocks."""
    return (_HERE / "form.css").read_text("utf-8")


def _in_order(name: str, before: list[str]) -> list[str]:
    """Return the names of a module and of all that it needs, each after those that it needs."""
    order = before
    for needed in _IMPORT.findall(_text(name)):
        if needed not in order:
            order = _in_order(needed, order)
    return [*order, name]


def _module(name: str) -> str:
    bare = _IMPORT.sub("", _text(name))
    return bare if name == _MAIN else _EXPORT.sub("", bare)


def _text(name: str) -> str:
    return (_HERE / name).read_text("utf-8")
