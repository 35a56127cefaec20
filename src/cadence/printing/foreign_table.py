"""A table in somebody else's HTML, such as a DataFrame's."""

import re
from dataclasses import dataclass

from cadence.blocks import Table
from cadence.blocks.block import Align

_NUMBER = re.compile("[-+\u2212]?[0-9,. ]*[0-9] ?%?|nan|\u2013|-|", re.IGNORECASE)


@dataclass
class _Cell:
    head: bool
    across: int
    down: int
    text: str = ""


class TableReader:
    """Collects the cells of one table, tables inside it included, as plain words."""

    def __init__(self) -> None:
        self._caption: list[str] = []
        self._in_caption = False
        self._in_head = False
        self._depth = 1
        self._rows: list[tuple[bool, list[_Cell]]] = []

    def start(self, tag: str, attrs: dict[str, str | None]) -> None:
        """Take an opening tag."""
        self._depth += tag == "table"
        if self._depth > 1:
            return
        if tag == "tr":
            self._rows.append((self._in_head, []))
        elif tag in ("td", "th"):
            self._open(tag, attrs)
        elif tag == "br":
            self.words("\n")
        self._in_caption = tag == "caption" or self._in_caption
        self._in_head = tag == "thead" or (self._in_head and tag not in ("tbody", "tfoot"))

    def _open(self, tag: str, attrs: dict[str, str | None]) -> None:
        if not self._rows:
            self._rows.append((self._in_head, []))
        cell = _Cell(tag == "th", _span(attrs.get("colspan")), _span(attrs.get("rowspan")))
        self._rows[-1][1].append(cell)

    def end(self, tag: str) -> bool:
        """Take a closing tag; return whether the table is still open."""
        self._depth -= tag == "table"
        self._in_caption = self._in_caption and tag != "caption"
        self._in_head = self._in_head and tag != "thead"
        return self._depth > 0

    def words(self, text: str) -> None:
        """Take words."""
        if self._in_caption:
            self._caption.append(text)
        elif self._rows and self._rows[-1][1]:
            self._rows[-1][1][-1].text += text

    def parts(self) -> list[Table]:
        """Return the table, or nothing if it had no cells."""
        grid = _spread([cells for _, cells in self._rows])
        heads = sum(in_head or all(cell.head for cell in cells) for in_head, cells in self._heading_rows())
        body = [tuple(_said(cell) for cell in row) for row in grid[heads:]]
        columns = tuple(_stacked(column) for column in zip(*grid[:heads], strict=True)) if heads else ()
        if not body and not any(columns):
            return []
        caption = " ".join("".join(self._caption).split())
        first = all(row and row[0].head for row in grid[heads:])
        return [Table(caption, columns, tuple(body), align=_alignment(body), row_header=first)]

    def _heading_rows(self) -> list[tuple[bool, list[_Cell]]]:
        taken = []
        for in_head, cells in self._rows:
            if not (in_head or (cells and all(cell.head for cell in cells))):
                break
            taken.append((in_head, cells))
        return taken


def _span(text: str | None) -> int:
    return min(max(int(text), 1), 200) if text and text.isdecimal() else 1


def _said(cell: _Cell) -> str:
    return "\n".join(" ".join(line.split()) for line in cell.text.strip().split("\n"))


def _spread(rows: list[list[_Cell]]) -> list[list[_Cell]]:
    """Return the rows as a rectangle; a cell that spans several is said in the first of its rows."""
    waiting: dict[int, tuple[int, bool]] = {}
    grid = [_spread_row(cells, waiting) for cells in rows]
    width = max((len(row) for row in grid), default=0)
    return [row + [_Cell(False, 1, 1)] * (width - len(row)) for row in grid]


def _spread_row(cells: list[_Cell], waiting: dict[int, tuple[int, bool]]) -> list[_Cell]:
    row: list[_Cell] = []
    for cell in cells:
        _skip(row, waiting)
        for _ in range(cell.across):
            if cell.down > 1:
                waiting[len(row)] = (cell.down - 1, cell.head)
            row.append(cell)
    _skip(row, waiting)
    return row


def _skip(row: list[_Cell], waiting: dict[int, tuple[int, bool]]) -> None:
    while (held := waiting.pop(len(row), None)) is not None:
        left, head = held
        if left > 1:
            waiting[len(row)] = (left - 1, head)
        row.append(_Cell(head, 1, 1))


def _stacked(column: tuple[_Cell, ...]) -> str:
    said = [_said(cell) for cell in column]
    return ", ".join(dict.fromkeys(text for text in said if text))


def _alignment(body: list[tuple[str, ...]]) -> tuple[Align, ...]:
    columns = zip(*body, strict=True) if body else ()
    return tuple("right" if all(map(_NUMBER.fullmatch, column)) else "left" for column in columns)
