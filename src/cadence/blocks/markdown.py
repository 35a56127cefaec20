"""The one Markdown reader: no raw HTML, tables, curly quotes."""

from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from cadence.blocks.words import clean


@cache
def reader() -> MarkdownIt:
    """Return the Markdown reader, the same for every page."""
    made = MarkdownIt("commonmark", {"html": False, "typographer": True})
    return made.enable(["table", "strikethrough", "smartquotes"])


def tokens(markdown: str, env: dict[str, Any] | None = None) -> list[Token]:
    """Return the tokens of a Markdown text."""
    return reader().parse(clean(markdown), env if env is not None else {})
