"""Showing blocks from a cell, in a form that every reader can take what it needs from."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import uuid4

from cadence.blocks.as_html import html
from cadence.blocks.as_plain import plain
from cadence.blocks.block import Block
from cadence.blocks.html_words import escaped
from cadence.blocks.style import block_css

MIME = "application/vnd.cadence.block.v1+json"


FormName = tuple[str, str]
"""The kind and the id of a form, by which the desk knows it."""
Live = dict[str, Any] | None
"""The form as a widget, by MIME type, for readers that prefer one."""


class Display:
    """Blocks on the page that can be shown again in place."""

    def __init__(self, id: str) -> None:
        self.id = id

    def update(self, *blocks: Block, form: FormName | None = None, live: Live = None) -> None:
        """Show other blocks where these were."""
        _send(bundle(blocks, form) | (live or {}), blocks, self.id, update=True)


def show(*blocks: Block, id: str | None = None, form: FormName | None = None, live: Live = None) -> Display:
    """Show blocks in the cell's output; the display that is returned can show others in their place.

    `form` is the form whose paper twin they are: a page that people fill in shows that instead. `live` is the
    same to be filled in.
    """
    display = Display(id or uuid4().hex)
    _send(bundle(blocks, form) | (live or {}), blocks, display.id, update=False)
    return display


def bundle(blocks: Sequence[Block], form: FormName | None = None) -> dict[str, Any]:
    """Return blocks in each of the forms that a reader may want."""
    return {
        MIME: {"blocks": [block.to_json() for block in blocks]},
        "text/html": f'<style>{block_css()}</style><div class="cadence">{html(blocks)}{_place(form)}</div>',
        "text/plain": plain(blocks),
    }


def _place(form: FormName | None) -> str:
    """Return the mark by which a page knows where a form stands; nobody sees it elsewhere."""
    if form is None:
        return ""
    kind, name = map(escaped, form)
    return f'<div class="cadence-form" data-kind="{kind}" data-id="{name}" hidden></div>'


def _send(data: Mapping[str, Any], blocks: Sequence[Block], id: str, update: bool) -> None:
    from IPython import get_ipython
    from IPython.display import display

    if get_ipython() is None:
        print(plain(blocks))
        return
    display(data, raw=True, display_id=id, update=update)  # type: ignore[no-untyped-call]
