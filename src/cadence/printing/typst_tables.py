"""Tables and survey grids as Typst markup, with columns that their words fit into."""

from cadence.blocks import Grid, Table
from cadence.blocks.lattice import Lattice, lattice
from cadence.blocks.words import one_line
from cadence.printing.typst_text import LONGEST, Markup, call, literal, value

_TEXT_WIDTH = 174.0  # millimetres
_INSETS = 4.4
_A_LETTER = 2.4  # millimetres, a wide one, at the size of a table


def table_markup(block: Table) -> Markup:
    """Return a table, its rows to write in tall enough for a pen."""
    shape = lattice(block)
    if not shape.columns:
        return Markup("")
    fits = _capacities(shape.widths)
    cells = [value_row(row, fits) for row in shape.rows]
    said = {
        "caption": literal(one_line(block.caption)),
        "columns": value(shape.widths),
        "align": f"({''.join(f'{name}, ' for name in shape.align)})",
        "narrow": value(_narrow(shape, fits)),
        "head": value_row(shape.columns, fits) if shape.has_head else "()",
        "rows": f"({''.join(f'{row}, ' for row in cells)})",
        "row-header": value(block.row_header),
        "blank": value(max(block.blank_rows, 0)),
        "ruled": value(shape.is_form),
        "whole": value(all(len(cell) < 500 for row in shape.rows for cell in row)),
        "together": value(_is_short(shape, block.blank_rows)),
        "note": literal(block.note),
    }
    return Markup(f"#sheet({', '.join(f'{key}: {item}' for key, item in said.items())});\n\n")


def _is_short(shape: Lattice, blank_rows: int) -> bool:
    """Return whether a table is so short that a page break inside it would only annoy."""
    return len(shape.rows) + blank_rows <= 9 and all(len(cell) < 160 for row in shape.rows for cell in row)


def value_row(row: tuple[str, ...], fits: list[int]) -> str:
    """Return a row of cells; words far too long for their column may break anywhere."""
    said = (literal(cell, min(2 * fit, LONGEST)) for cell, fit in zip(row, fits, strict=True))
    return f"({''.join(f'{cell}, ' for cell in said)})"


def _capacities(widths: tuple[float, ...]) -> list[int]:
    whole = sum(widths)
    return [max(int((_TEXT_WIDTH * width / whole - _INSETS) / _A_LETTER), 3) for width in widths]


def _narrow(shape: Lattice, fits: list[int]) -> list[bool]:
    rows = (shape.columns, *shape.rows)
    return [any(len(word) > fit for row in rows for word in row[at].split()) for at, fit in enumerate(fits)]


def grid_markup(block: Grid) -> Markup:
    """Return a survey grid; without options to mark it is a list."""
    rows = [row for row in block.rows if one_line(row)]
    if not block.options:
        return call("bullets", lead=block.prompt, ordered=False, items=rows)
    width = min(max(96 / len(block.options), 11), 24)
    return call(
        "survey",
        prompt=one_line(block.prompt),
        help=block.help,
        rows=rows,
        options=list(block.options),
        width=round(width, 1),
    )
