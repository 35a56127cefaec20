"""Showing blocks from a cell, in a form that every reader can take what it needs from."""

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from cadence.blocks.as_html import html
from cadence.blocks.as_plain import plain
from cadence.blocks.block import Block
from cadence.blocks.style import block_css

MIME = "application/vnd.cadence.block.v1+json"


class Display:
    """Blocks on the page that can be shown again in place."""

    def __init__(self, id: str) -> None:
        self.id = id

    def update(self, *blocks: Block) -> None:
        """Show other blocks where these were."""
        _send(blocks, self.id, update=True)


def show(*blocks: Block, id: str | None = None) -> Display:
    """Show blocks in the cell's output; the display that is returned can show others in their place."""
    display = Display(id or uuid4().hex)
    _send(blocks, display.id, update=False)
    return display


def bundle(blocks: Sequence[Block]) -> dict[str, Any]:
    """Return blocks in each of the forms that a reader may want."""
    return {
        MIME: {"blocks": [block.to_json() for block in blocks]},
        "text/html": f'<style>{block_css()}</style><div class="cadence">{html(blocks)}</div>',
        "text/plain": plain(blocks),
    }


def _send(blocks: Sequence[Block], id: str, update: bool) -> None:
    from IPython import get_ipython
    from IPython.display import display

    if get_ipython() is None:
        print(plain(blocks))
        return
    display(bundle(blocks), raw=True, display_id=id, update=update)  # type: ignore[no-untyped-call]
