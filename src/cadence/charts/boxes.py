"""Boxes of words in columns, joined by lines: what leads to what."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from cadence.charts.fonts import wrapped
from cadence.charts.sheet import ACCENT, INK, PALE, QUIET, TINT, WIDTH, Sheet

SIZE, LINE, PAD = 9.0, 11.5, 4.0
BETWEEN, BELOW = 15.0, 7.0  # room between columns, and between boxes of a column
HEAD = 18.0


@dataclass(frozen=True)
class Words:
    """What stands in a box: words, a small note below them, and whether it is a gap, or settled."""

    text: str
    note: str = ""
    gap: bool = False
    settled: bool = False
    lines: int = 0  # empty lines to write on, on paper


@dataclass
class _Box:
    words: Words
    lines: list[str]
    notes: list[str]
    rows: list[int] = field(default_factory=list)
    y: float = 0.0  # its middle

    @property
    def height(self) -> float:
        return LINE * (len(self.lines) + len(self.notes) + self.words.lines) + 2 * PAD


def boxes(
    heads: Sequence[str], shares: Sequence[float], rows: Sequence[Sequence[str]], words: Mapping[str, Words],
    most: int = 5,
) -> str:  # fmt: skip
    """Return boxes in columns as SVG.

    Parameters
    ----------
    heads
        What each column holds.
    shares
        How wide the columns are beside each other.
    rows
        For each way through the columns the key of its box in each, '' where it has none.
    words
        What stands in the box of a key.
    most
        The most lines of words in a box.
    """
    room = (WIDTH - BETWEEN * (len(shares) - 1)) / sum(shares)
    widths = [share * room for share in shares]
    lefts = [sum(widths[:at]) + BETWEEN * at for at in range(len(widths))]
    columns = [_column(rows, at, words, widths[at], most) for at in range(len(widths))]
    height = _settle(columns, len(rows))
    sheet = Sheet(height)
    for head, left, each in zip(heads, lefts, widths, strict=True):
        sheet.text(left, 7, head, size=SIZE, colour=QUIET, bold=True)
        sheet.line((left, 14), (left + each, 14), colour=PALE)
    _join(sheet, columns, lefts, widths, rows)
    for column, left, each in zip(columns, lefts, widths, strict=True):
        for box in column.values():
            _draw(sheet, box, left, each)
    return sheet.svg()


def _column(
    rows: Sequence[Sequence[str]], at: int, words: Mapping[str, Words], width: float, most: int
) -> dict[str, _Box]:
    found: dict[str, _Box] = {}
    for number, row in enumerate(rows):
        if key := row[at]:
            if key not in found:
                found[key] = _Box(words[key], *_lines(words[key], width - 2 * PAD - 3, most))
            found[key].rows.append(number)
    return found


def _lines(words: Words, room: float, most: int) -> tuple[list[str], list[str]]:
    """Return the words and the note of a box in lines that fit its room."""
    text, note = (wrapped(each, room, SIZE, lines=n) for each, n in ((words.text, most), (words.note, 2)))
    return (text if words.text else []), (note if words.note else [])


def _settle(columns: Sequence[Mapping[str, _Box]], rows: int) -> float:
    """Give each box its place beside the ways that lead through it, and return how high all of it is."""
    slots = [0.0] * rows
    for box in (box for column in columns for box in column.values()):
        for row in box.rows:
            slots[row] = max(slots[row], (box.height + BELOW) / len(box.rows))
    middles = [HEAD + 4 + sum(slots[:row]) + slot / 2 for row, slot in enumerate(slots)]
    end = HEAD
    for column in columns:
        bottom = HEAD
        for box in sorted(
            column.values(), key=lambda box: sum(middles[row] for row in box.rows) / len(box.rows)
        ):
            wished = sum(middles[row] for row in box.rows) / len(box.rows)
            box.y = max(wished, bottom + BELOW / 2 + box.height / 2)
            bottom = box.y + box.height / 2
        end = max(end, bottom)
    return end + 4


def _join(
    sheet: Sheet, columns: Sequence[Mapping[str, _Box]], lefts: Sequence[float], widths: Sequence[float],
    rows: Sequence[Sequence[str]],
) -> None:  # fmt: skip
    """Draw a line from each box to those that follow it on a way; a column without a box is passed over."""
    drawn: set[tuple[int, str, int, str]] = set()
    for row in rows:
        places = [(at, key) for at, key in enumerate(row) if key]
        for (one, key), (other, next_key) in pairwise(places):
            if (one, key, other, next_key) not in drawn:
                drawn.add((one, key, other, next_key))
                start = (lefts[one] + widths[one], columns[one][key].y)
                sheet.line(start, (lefts[other], columns[other][next_key].y), colour=QUIET, width=0.9)


def _draw(sheet: Sheet, box: _Box, left: float, width: float) -> None:
    top, words = box.y - box.height / 2, box.words
    open_ = words.gap or bool(words.lines)
    sheet.frame(left, top, width, box.height, fill="white" if open_ else TINT, edge=QUIET if open_ else PALE)
    if words.settled:
        sheet.box(left, top, 3.4, box.height, fill=ACCENT)
    y = top + PAD + LINE / 2
    for line in box.lines:
        sheet.text(left + PAD + 3, y, line, size=SIZE, colour=QUIET if words.gap else INK)
        y += LINE
    for line in box.notes:
        sheet.text(left + PAD + 3, y, line, size=SIZE, colour=ACCENT if words.settled else QUIET)
        y += LINE
