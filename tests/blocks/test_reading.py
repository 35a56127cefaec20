"""Blocks read back from a notebook."""

import json
from typing import Any

import pytest

from cadence.blocks import Agenda, AgendaRow, Callout, Cover, Facts, Grid, Paragraph, Table, read_blocks
from cadence.blocks.block import Block

BLOCKS: list[Block] = [
    Cover("P", "T", "North"),
    Agenda("Today", (AgendaRow(0, 5, "Open", keep=True),), "15:30"),
    Table("T", ("a", "b"), (("1", "2"),), align=("left", "right"), widths=(1.0, 2.0), blank_rows=2),
    Facts((("1", "one", "small"),)),
    Grid("How?", ("a", "b"), ("yes", "no")),
]


def test_a_block_written_as_json_reads_back_as_itself() -> None:
    data = json.loads(json.dumps({"blocks": [block.to_json() for block in BLOCKS]}))
    assert read_blocks(data) == BLOCKS


def test_what_a_newer_version_added_is_passed_over() -> None:
    assert read_blocks({"blocks": [{"kind": "paragraph", "text": "x", "colour": "red"}]}) == [Paragraph("x")]


@pytest.mark.parametrize(
    "item", [{"kind": "hologram"}, {"kind": "table"}, {"kind": "agenda", "rows": 3}, 7, {"kind": []}]
)
def test_what_cannot_be_read_says_so(item: Any) -> None:
    (block,) = read_blocks({"blocks": [item]})
    assert isinstance(block, Callout) and block.remedy


@pytest.mark.parametrize("data", [None, [], {"blocks": None}, "x"])
def test_what_holds_no_blocks_gives_none(data: Any) -> None:
    assert read_blocks(data) == []
