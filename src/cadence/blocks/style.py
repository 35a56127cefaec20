"""The style sheet that all readers of blocks share."""

from functools import cache
from pathlib import Path


@cache
def block_css() -> str:
    """Return the style sheet of the blocks."""
    return (Path(__file__).parent / "blocks.css").read_text(encoding="utf-8")
