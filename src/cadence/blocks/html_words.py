"""Plain words as HTML, escaped everywhere."""

from html import escape

from cadence.blocks.words import clean, paragraphs


def escaped(text: object) -> str:
    """Return cleaned text with everything that HTML would read as markup escaped."""
    return escape(clean(text), quote=True)


def inside(text: object) -> str:
    """Return text for inside an element, its line breaks kept."""
    return escaped(clean(text).strip()).replace("\n", "<br>")


def optional(tag: str, css: str, text: object) -> str:
    """Return an element that holds the text, or nothing where there is no text."""
    if not clean(text).strip():
        return ""
    kind = f' class="{css}"' if css else ""
    return f"<{tag}{kind}>{inside(text)}</{tag}>"


def flowing(text: object, css: str = "") -> str:
    """Return text as paragraphs."""
    return "".join(optional("p", css, part) for part in paragraphs(text))
