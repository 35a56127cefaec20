"""What a cell can show: blocks, their renderers and `show`."""

from cadence.blocks.as_html import html
from cadence.blocks.as_plain import plain
from cadence.blocks.block import (
    Agenda,
    AgendaRow,
    Align,
    Block,
    Bullets,
    Callout,
    Chart,
    Checklist,
    Cover,
    Facts,
    Grid,
    Heading,
    Lines,
    PageBreak,
    Paragraph,
    Prose,
    Statement,
    Table,
    Tone,
)
from cadence.blocks.display import MIME, Display, FormName, show
from cadence.blocks.reading import read_blocks

__all__ = [
    "MIME",
    "Agenda",
    "AgendaRow",
    "Align",
    "Block",
    "Bullets",
    "Callout",
    "Chart",
    "Checklist",
    "Cover",
    "Display",
    "Facts",
    "FormName",
    "Grid",
    "Heading",
    "Lines",
    "PageBreak",
    "Paragraph",
    "Prose",
    "Statement",
    "Table",
    "Tone",
    "html",
    "plain",
    "read_blocks",
    "show",
]
