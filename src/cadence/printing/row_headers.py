"""Row headers in the tags of a PDF: which cell of a table's row names the row.

Typst tags the head of a table alone, so a screen reader would say '4.0' without saying of what.
"""

from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, String

_UNTOUCHED = {
    "compress_streams": False,
    "stream_decode_level": pikepdf.StreamDecodeLevel.none,
    "deterministic_id": True,
}


def with_row_headers(data: bytes, headed: Sequence[bool]) -> bytes:
    """Return a PDF in which the first cell of each row heads it, in the tables that `headed` says so of.

    `headed` has a truth for every table in the order of the document; if their number is another,
    the PDF is returned as it was, since a wrong header is worse than none.
    """
    if not any(headed):
        return data
    with pikepdf.open(BytesIO(data)) as pdf:
        tables = [found for found in pdf.objects if _is(found, Name.Table)]
        if len(tables) != len(headed):
            return data
        heads = [
            head for table, wanted in zip(tables, headed, strict=True) if wanted for head in _heads(table)
        ]
        _named(pdf, heads)
        kept = BytesIO()
        pdf.save(kept, **_UNTOUCHED)
        return kept.getvalue()


def _is(found: object, tag: Object) -> bool:
    return isinstance(found, Dictionary) and found.get("/S") == tag and "/P" in found


def _children(element: Object) -> list[Object]:
    kids = element.get("/K")
    listed = list(kids) if isinstance(kids, Array) else []
    return [kid for kid in listed if isinstance(kid, Dictionary) and "/S" in kid]


def _rows(table: Object) -> Iterator[Object]:
    for part in _children(table):
        if part.S == Name.TR:
            yield part
        elif part.S == Name.TBody:
            yield from _children(part)


def _heads(table: Object) -> Iterator[tuple[Object, list[Object]]]:
    """Yield the first cell and the other cells of each row that has words in its first cell."""
    for row in _rows(table):
        cells = _children(row)
        if cells and cells[0].S == Name.TD and "/K" in cells[0] and len(cells[0].K):
            yield cells[0], cells[1:]


def _named(pdf: Pdf, heads: list[tuple[Object, list[Object]]]) -> None:
    """Make each first cell a header with a name, and let the cells of its row refer to it."""
    tree = pikepdf.NameTree(pdf.Root.StructTreeRoot.IDTree)
    for number, (head, others) in enumerate(heads):
        name = f"row{number}"
        head.S, head.ID = Name.TH, String(name)
        _attributes(head).Scope = Name.Row
        for cell in others:
            told = _attributes(cell)
            told.Headers = Array([*(told.get("/Headers") or []), String(name)])
        tree[name] = head


def _attributes(cell: Object) -> Any:
    """Return the attributes of a cell that are about tables, made if there are none."""
    given = cell.get("/A")
    listed = list(given) if isinstance(given, Array) else [given] if given is not None else []
    for found in listed:
        if found.get("/O") == Name.Table:
            return found
    cell.A = Array([*listed, Dictionary(O=Name.Table)])
    return cell.A[-1]
