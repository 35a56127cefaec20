"""What people carry on a clipboard fits on one page."""

from collections.abc import Sequence
from io import BytesIO

import pytest

from cadence.blocks import plain
from cadence.blocks.block import Block, PageBreak
from cadence.content import Content
from cadence.forms import observation_sheet, worksheet

CONTENT = Content.load()
CLIPBOARD = {
    "the observation sheet": observation_sheet(CONTENT.metric("walkthrough")),
    "the commitments": worksheet(CONTENT.form("commitments")),
    "the fist to five": worksheet(CONTENT.form("vision-consent")),
}


def pages(blocks: Sequence[Block]) -> int:
    """Return how many pages the blocks take in a packet, the page with its title not counted."""
    import nbformat.v4 as nb
    import pikepdf

    from cadence.printing.exporters import PacketPDFExporter

    listed = [PageBreak().to_json(), *(block.to_json() for block in blocks)]
    data = {"application/vnd.cadence.block.v1+json": {"blocks": listed}, "text/plain": plain(blocks)}
    cell = nb.new_code_cell(outputs=[nb.new_output("display_data", data=data)])
    body, _ = PacketPDFExporter().from_notebook_node(nb.new_notebook(cells=[cell]))
    with pikepdf.open(BytesIO(body)) as pdf:
        return len(pdf.pages) - 1


@pytest.mark.pdf
@pytest.mark.parametrize("name", CLIPBOARD)
def test_it_fits_on_one_page(name: str) -> None:
    assert pages(CLIPBOARD[name]) == 1


@pytest.mark.pdf
def test_a_page_too_many_is_counted() -> None:
    assert pages([*CLIPBOARD["the observation sheet"], *CLIPBOARD["the commitments"]]) == 2
