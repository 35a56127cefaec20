"""The one Markdown reader: tables and curly quotes, and no HTML."""

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


def words_of(token: Token) -> str:
    """Return the plain words of an inline token, without their markup."""
    said = (
        " " if child.type in ("softbreak", "hardbreak") else child.content for child in token.children or []
    )
    return "".join(said).strip()


def without_empty_headings(found: list[Token]) -> list[Token]:
    """Return the tokens without headings that say nothing: a reader would stumble over them."""
    empty = {
        at + step
        for at, token in enumerate(found)
        if token.type == "heading_open" and not words_of(found[at + 1])
        for step in range(3)
    }
    return [token for at, token in enumerate(found) if at not in empty]
