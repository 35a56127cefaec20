"""The style sheet that all readers of blocks share."""

from functools import cache
from pathlib import Path

_HERE = Path(__file__).parent


@cache
def block_css() -> str:
    """Return the style sheet of the blocks."""
    return (_HERE / "blocks.css").read_text(encoding="utf-8")


@cache
def dark_css() -> str:
    """Return what turns a whole page dark where the reader's device asks for it."""
    return (_HERE / "dark.css").read_text(encoding="utf-8")
