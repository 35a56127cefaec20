"""Plain words as HTML, escaped everywhere."""

import re
from html import escape

from cadence.blocks.words import clean, paragraphs

_OVERLONG = re.compile(r"(\S{22,})")


def escaped(text: object) -> str:
    """Return cleaned text with everything that HTML would read as markup escaped."""
    return escape(clean(text), quote=True)


def inside(text: object) -> str:
    """Return text for inside an element, its line breaks kept."""
    return escaped(clean(text).strip()).replace("\n", "<br>")


def in_cell(text: object) -> str:
    """Return text for inside a table's cell, where only words too long for any column may break anywhere."""
    said = clean(text).strip()
    if not _OVERLONG.search(said):
        return inside(said)
    parts = _OVERLONG.split(said)
    return "".join(
        _breaking(part) if at % 2 else escaped(part).replace("\n", "<br>") for at, part in enumerate(parts)
    )


def _breaking(word: str) -> str:
    return f'<span class="cad-breaking">{escaped(word)}</span>'


def optional(tag: str, css: str, text: object) -> str:
    """Return an element that holds the text, or nothing where there is no text."""
    if not clean(text).strip():
        return ""
    kind = f' class="{css}"' if css else ""
    return f"<{tag}{kind}>{inside(text)}</{tag}>"


def flowing(text: object, css: str = "") -> str:
    """Return text as paragraphs."""
    return "".join(optional("p", css, part) for part in paragraphs(text))
