"""Tables, agendas and survey grids as HTML."""

from collections.abc import Sequence

from cadence.blocks.block import Agenda, AgendaRow, Grid, Table
from cadence.blocks.html_words import escaped, in_cell, inside, optional
from cadence.blocks.lattice import Lattice, lattice
from cadence.blocks.words import clock, clock_head, one_line

_BLANK = '<span class="cad-hidden">To be filled in</span>'


def table_html(block: Table) -> str:
    """Return a table with its caption, column headers, row headers and rows to write in."""
    shape = lattice(block)
    if not shape.columns:
        return ""
    body = "".join(_row(row, shape, block.row_header) for row in shape.rows)
    blank = _blank_row(len(shape.columns)) * max(block.blank_rows, 0)
    inner = _caption(block.caption) + _columns(shape.widths) + _head(shape) + f"<tbody>{body}{blank}</tbody>"
    kind = "cad-table cad-form" if shape.is_form else "cad-table"
    return _scrolling(f'<table class="{kind}">{inner}</table>', block.caption) + optional(
        "p", "cad-table-note", block.note
    )


def _scrolling(table: str, caption: str) -> str:
    # A wide table scrolls by itself on a phone; focusable, so that the keyboard can scroll it too.
    name = escaped(one_line(caption) or "Table")
    return f'<div class="cad-scroll" role="region" tabindex="0" aria-label="{name}">{table}</div>'


def _caption(caption: str) -> str:
    return optional("caption", "", caption)


def _columns(widths: Sequence[float]) -> str:
    total = sum(widths)
    cells = "".join(f'<col style="width:{100 * width / total:.1f}%">' for width in widths)
    return f"<colgroup>{cells}</colgroup>"


def _head(shape: Lattice) -> str:
    if not shape.has_head:
        return ""
    cells = (
        f'<th scope="col" class="cad-{align}">{in_cell(name)}</th>'
        if name
        else f'<td class="cad-{align}"></td>'
        for name, align in zip(shape.columns, shape.align, strict=True)
    )
    return f"<thead><tr>{''.join(cells)}</tr></thead>"


def _row(row: tuple[str, ...], shape: Lattice, row_header: bool) -> str:
    cells = []
    for index, (cell, align) in enumerate(zip(row, shape.align, strict=True)):
        heads = row_header and index == 0 and cell
        tag = 'th scope="row"' if heads else "td"
        cells.append(f'<{tag} class="cad-{align}">{in_cell(cell)}</{tag[:2]}>')
    return f"<tr>{''.join(cells)}</tr>"


def _blank_row(count: int) -> str:
    return f'<tr class="cad-blank"><td>{_BLANK}</td>{"<td></td>" * (count - 1)}</tr>'


def agenda_html(block: Agenda) -> str:
    """Return an agenda as a table of times, minutes and what happens."""
    first = clock_head(block.opens)
    head = f'<th scope="col">{first}</th><th scope="col">Minutes</th><th scope="col">What we do</th>'
    rows = "".join(_agenda_row(row, block.opens) for row in block.rows)
    table = (
        f'<table class="cad-agenda">{_caption(block.caption)}'
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
    )
    return _scrolling(table, block.caption)


def _agenda_row(row: AgendaRow, opens: str) -> str:
    keep = ' <span class="cad-keep">always kept</span>' if row.keep else ""
    what = (
        f'<p class="cad-what">{in_cell(row.title)}{keep}</p>'
        + optional("p", "cad-task", row.task)
        + optional("p", "cad-protocol", row.protocol and f"Protocol: {row.protocol}")
    )
    return (
        f'<tr><th scope="row" class="cad-time">{clock(row.start, opens)}</th>'
        f'<td class="cad-minutes">{int(row.minutes)}</td><td>{what}</td></tr>'
    )


def grid_html(block: Grid) -> str:
    """Return a survey grid: a statement a row, a ring to mark under each option."""
    if not block.options:
        return optional("p", "cad-prompt", block.prompt) + "".join(
            optional("p", "", row) for row in block.rows
        )
    head = "".join(f'<th scope="col">{in_cell(option)}</th>' for option in block.options)
    ring = '<td><span class="cad-ring" aria-hidden="true"></span></td>' * len(block.options)
    rows = "".join(f'<tr><th scope="row">{in_cell(row)}</th>{ring}</tr>' for row in block.rows)
    caption = f"<caption>{inside(block.prompt)}{optional('span', 'cad-help', block.help)}</caption>"
    table = (
        f'<table class="cad-grid">{caption}'
        f"<thead><tr><td></td>{head}</tr></thead><tbody>{rows}</tbody></table>"
    )
    return _scrolling(table, block.prompt)
