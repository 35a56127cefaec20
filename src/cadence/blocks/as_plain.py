"""Blocks as plain text, for a terminal and for screen readers of notebooks."""

from collections.abc import Iterable
from functools import singledispatch

from cadence.blocks.block import (
    Agenda,
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
)
from cadence.blocks.lattice import lattice
from cadence.blocks.tones import voice
from cadence.blocks.words import clean, clock


def plain(blocks: Iterable[Block]) -> str:
    """Return blocks as plain text, a blank line between them."""
    return "\n\n".join(text for text in (_plain(block) for block in blocks) if text)


def _stacked(*lines: str) -> str:
    return "\n".join(clean(line) for line in lines if clean(line).strip())


@singledispatch
def _plain(block: Block) -> str:
    raise TypeError(f"no plain text for {type(block).__name__}")


@_plain.register
def _cover(block: Cover) -> str:
    where = [block.when, block.place, block.notice, block.prepared]
    return _stacked(block.programme, block.title.upper(), block.question, block.team, block.district, *where)


@_plain.register
def _heading(block: Heading) -> str:
    return _stacked(block.text, "-" * min(len(block.text), 70))


@_plain.register
def _prose(block: Prose) -> str:
    return clean(block.markdown)


@_plain.register
def _paragraph(block: Paragraph) -> str:
    return clean(block.text)


@_plain.register
def _callout(block: Callout) -> str:
    points = (f"  - {point}" for point in block.points)
    return _stacked(f"{voice(block.tone).label}: {block.title}", block.text, *points, block.remedy)


@_plain.register
def _agenda(block: Agenda) -> str:
    rows = (f"{clock(row.start, block.opens):>8}  {row.minutes:>3} min  {row.title}" for row in block.rows)
    return _stacked(block.caption, *rows)


@_plain.register
def _chart(block: Chart) -> str:
    return _stacked(block.title, f"[Chart: {block.alt}]", block.caption)


@_plain.register
def _table(block: Table) -> str:
    shape = lattice(block)
    rows = [shape.columns, *shape.rows] if shape.has_head else list(shape.rows)
    flat = [[cell.replace("\n", " ") for cell in row] for row in rows]
    widths = [max((len(row[index]) for row in flat), default=0) for index in range(len(shape.columns))]
    lines = ("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in flat)
    return _stacked(block.caption, *lines, block.note)


@_plain.register
def _facts(block: Facts) -> str:
    return _stacked(*(f"{label}: {figure} {small}".rstrip() for figure, label, small in block.items))


@_plain.register
def _statement(block: Statement) -> str:
    return _stacked(f"  {block.text}", f"  ({block.source})" if block.source else "")


@_plain.register
def _bullets(block: Bullets) -> str:
    marks = (f"{number}." if block.ordered else "-" for number in range(1, len(block.items) + 1))
    return _stacked(block.lead, *(f"{mark} {item}" for mark, item in zip(marks, block.items, strict=True)))


@_plain.register
def _lines(block: Lines) -> str:
    return _stacked(block.prompt, block.help, *["_" * 60] * max(block.count, 1))


@_plain.register
def _checklist(block: Checklist) -> str:
    return _stacked(block.prompt, block.help, *(f"[ ] {item}" for item in block.items))


@_plain.register
def _grid(block: Grid) -> str:
    choices = " / ".join(block.options)
    return _stacked(block.prompt, block.help, *(f"{row}  ( {choices} )" for row in block.rows))


@_plain.register
def _pagebreak(block: PageBreak) -> str:
    return ""
