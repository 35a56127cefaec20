"""Tables, agendas and survey grids as HTML."""

from collections.abc import Sequence

from cadence.blocks.block import Agenda, AgendaRow, Grid, Table
from cadence.blocks.html_words import escaped, in_cell, inside, optional
from cadence.blocks.lattice import Lattice, is_figure, lattice
from cadence.blocks.words import clock, clock_head, one_line

_BLANK = '<span class="cad-hidden">To be filled in</span>'


def table_html(block: Table) -> str:
    """Return a table with its caption, column headers, row headers and rows to write in."""
    shape = lattice(block)
    if not shape.columns:
        return ""
    body = "".join(_row(row, shape, block.row_header) for row in shape.rows)
    blank = max(block.blank_rows, 0)
    body += _blank_row(len(shape.columns), shape.stacks) * blank
    inner = _caption(block.caption) + _columns(shape.widths) + _head(shape) + _body(body, shape.stacks)
    kinds = ["cad-table", *["cad-form"] * shape.is_form, *["cad-stack"] * shape.stacks]
    table = f'<table class="{" ".join(kinds)}"{_role("table", shape.stacks)}>{inner}</table>'
    more = _more(blank) if shape.stacks else ""
    return scrolling(table + more, block.caption) + optional("p", "cad-table-note", block.note)


def scrolling(inner: str, name: str) -> str:
    """Return something wide in a frame that scrolls by itself, with the keyboard too."""
    said = escaped(one_line(name) or "Table")
    return f'<div class="cad-scroll" role="group" tabindex="0" aria-label="{said}">{inner}</div>'


def _role(name: str, stacks: bool) -> str:
    # A browser may forget that a table is one once its rows are stacked, unless it is told.
    return f' role="{name}"' if stacks else ""


def _more(blank: int) -> str:
    # Empty rows are for paper; where rows are stacked on a phone they are only counted.
    said = f"On paper: {blank} more empty {'row' if blank == 1 else 'rows'}." if blank else ""
    return optional("p", "cad-more", said)


def _caption(caption: str) -> str:
    return optional("caption", "", caption)


def _columns(widths: Sequence[float]) -> str:
    total = sum(widths)
    # An attribute, not a style: pages forbid styles that stand in the markup.
    cells = "".join(f'<col width="{100 * width / total:.1f}%">' for width in widths)
    return f"<colgroup>{cells}</colgroup>"


def _head(shape: Lattice) -> str:
    if not shape.has_head:
        return ""
    role, row = _role("columnheader", shape.stacks), _role("row", shape.stacks)
    cells = (
        f'<th scope="col" class="cad-{align}"{role}>{in_cell(name)}</th>'
        if name
        else f'<td class="cad-{align}"{_role("cell", shape.stacks)}></td>'
        for name, align in zip(shape.columns, shape.align, strict=True)
    )
    return f"<thead{_role('rowgroup', shape.stacks)}><tr{row}>{''.join(cells)}</tr></thead>"


def _body(rows: str, stacks: bool) -> str:
    return f"<tbody{_role('rowgroup', stacks)}>{rows}</tbody>"


def _row(row: tuple[str, ...], shape: Lattice, row_header: bool) -> str:
    heads = row_header and bool(row[0])
    cells = (_cell(index, cell, shape, heads and index == 0) for index, cell in enumerate(row))
    return f"<tr{_role('row', shape.stacks)}>{''.join(cells)}</tr>"


def _cell(index: int, cell: str, shape: Lattice, heads: bool) -> str:
    tag, scope, role = ("th", ' scope="row"', "rowheader") if heads else ("td", "", "cell")
    kind = f"cad-{shape.align[index]}{' cad-number' if is_figure(cell) else ''}"
    if not shape.stacks:
        return f'<{tag}{scope} class="{kind}">{in_cell(cell)}</{tag}>'
    name = f' data-label="{escaped(one_line(shape.columns[index]))}"'
    return f'<{tag}{scope} class="{kind}"{_role(role, True)}{name}><span>{in_cell(cell)}</span></{tag}>'


def _blank_row(count: int, stacks: bool) -> str:
    role = _role("cell", stacks)
    rest = f"<td{role}></td>" * (count - 1)
    return f'<tr class="cad-blank"{_role("row", stacks)}><td{role}>{_BLANK}</td>{rest}</tr>'


def agenda_html(block: Agenda) -> str:
    """Return an agenda as a table of times, minutes and what happens."""
    first = clock_head(block.opens)
    head = f'<th scope="col">{first}</th><th scope="col">Minutes</th><th scope="col">What we do</th>'
    rows = "".join(_agenda_row(row, block.opens) for row in block.rows)
    table = (
        f'<table class="cad-agenda">{_caption(block.caption)}'
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
    )
    return scrolling(table, block.caption)


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
    rings = "".join(_ring(option) for option in block.options)
    rows = "".join(
        f'<tr role="row"><th scope="row" role="rowheader">{in_cell(row)}</th>{rings}</tr>'
        for row in block.rows
    )
    caption = f"<caption>{inside(block.prompt)}{optional('span', 'cad-help', block.help)}</caption>"
    inner = caption + _grid_head(block.options) + _body(rows, True)
    return scrolling(f'<table class="cad-grid" role="table">{inner}</table>', block.prompt)


def _grid_head(options: Sequence[str]) -> str:
    cells = "".join(f'<th scope="col" role="columnheader">{in_cell(option)}</th>' for option in options)
    return f'<thead role="rowgroup"><tr role="row"><td role="cell"></td>{cells}</tr></thead>'


def _ring(option: str) -> str:
    name = escaped(one_line(option))
    return f'<td role="cell" data-label="{name}"><span class="cad-ring" aria-hidden="true"></span></td>'
