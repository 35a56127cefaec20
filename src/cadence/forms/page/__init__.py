"""The forms as a browser sees them: one script and one style sheet, for pages and for JupyterLab alike.

What a page is given is a form as data: its parts, what stands in them, and whether it is open. Beyond
what every control needs it understands, where it is there: `by` ({path: name}) beside the values, for who
changed what; `width` of a column; `row` and `more` of a table (what a row is called, and the button that
adds one); `stays` of a part of a visit (kept for the next one) and `now` of its day (today, until another
is chosen). People are a list of ids at the path of the part, and of names for those who were added. A row
that is set to null takes its cells with it. A visit is a record of its own, under an id that the page makes.
`data-fold` on the place of a form lets it fold to one line; then the place has an id, to be linked to.
"""

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
