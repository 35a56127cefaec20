"""Text files as they are sent: their letters, and what stands between their columns, found and said."""

import codecs
import csv
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from cadence.exchange.tables.grid import Grid, Line, refused, tidy
from cadence.exchange.tables.limits import MOST_CELLS, SMALLER

DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
SAMPLE = 100  # lines that are looked at to find the delimiter
CHUNK = 1 << 20
FREQUENT = "áéíóúüñçèêëîïôàâäöåæøß"
PUNCTUATION = "\u2018\u2019\u201c\u201d\u2013\u2014"
NAMES = {"cp1252": "Windows-1252", "mac_roman": "Mac OS Roman", "utf-16": "UTF-16"}


@dataclass(frozen=True)
class Dialect:
    """How a text file is to be read; `starts` is the line after a `sep=` line, else 1."""

    encoding: str
    delimiter: str
    starts: int = 1


def read_text(path: Path) -> Grid:
    """Return the table in a text file; what is not plain UTF-8 with commas is said in its notes.

    Raises
    ------
    ImportRefused
        The file is no text, or its quotation marks do not close, or it is too large.
    """
    encoding = _encoding(path)
    dialect = _dialect(path, encoding)
    lines = list(_lines(path, dialect))
    return Grid(path.name, lines, tuple(_notes(dialect, lines)))


def _lines(path: Path, dialect: Dialect) -> Iterator[Line]:
    """Yield each row that holds anything, with the line on which it begins.

    Equal cells are one string in memory: the lists of a state repeat themselves.
    """
    seen: dict[str, str] = {}
    begins, cells = dialect.starts, 0
    with path.open(encoding=dialect.encoding, newline="", errors="replace") as file:
        reader = csv.reader(islice(file, dialect.starts - 1, None), delimiter=dialect.delimiter, strict=True)
        while True:
            row = _next(reader, path, begins)
            if row is None:
                return
            tidied = [seen.setdefault(cell, cell) for cell in map(_cell, row)]
            if any(tidied):
                yield begins, tidied
            begins, cells = reader.line_num + dialect.starts, cells + len(row)
            if cells > MOST_CELLS:
                raise refused(path, f"it holds more than {MOST_CELLS:,} cells", SMALLER)


QUOTES = {
    "unexpected end of data": "a quotation mark is opened here and never closed",
    "field larger than field limit (131072)": "a cell is endless, as if a quotation mark were never closed",
}


def _next(reader: Any, path: Path, begins: int) -> list[str] | None:
    try:
        return next(reader, None)
    except csv.Error as error:
        message = QUOTES.get(str(error), "a quotation mark stands inside a cell")
        remedy = "Look at the quotation marks on this line; one inside a quoted cell is written twice."
        raise refused(path, message, remedy, begins) from None


def _cell(cell: str) -> str:
    """Return a cell's text; `="0123"` is how some programs keep a spreadsheet from spoiling an id."""
    if cell.startswith('="') and cell.endswith('"'):
        cell = cell[2:-1].replace('""', '"')
    return tidy(cell)


def _encoding(path: Path) -> str:
    with path.open("rb") as file:
        head = file.read(CHUNK)
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if b"\0" in head:
        return _without_mark(path, head)
    return "utf-8-sig" if _decodes(path, "utf-8-sig") else _eight_bit(path)


def _without_mark(path: Path, head: bytes) -> str:
    """Return which UTF-16 a text without its mark is in: in Latin letters every other byte is nought."""
    even, odd = head[::2].count(0), head[1::2].count(0)
    half = len(head) // 2
    for encoding, mine, other in (("utf-16-le", odd, even), ("utf-16-be", even, odd)):
        if mine > 0.7 * half and other < 0.1 * half and _decodes(path, encoding):
            return encoding
    raise refused(path, "this is not a text file", "Open it in a spreadsheet and save it as CSV (UTF-8).")


def _decodes(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        with path.open("rb") as file:
            while chunk := file.read(CHUNK):
                decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _eight_bit(path: Path) -> str:
    """Return the old code page that makes most of the letters beyond ASCII part of a word."""
    with path.open("rb") as file:
        lines = [(number, line) for number, line in enumerate(file, 1) if not line.isascii()]
    _refuse_mixture(path, lines)
    sample = b"".join(line for _, line in lines)[:CHUNK]
    return max(("cp1252", "mac_roman"), key=lambda page: _wordly(sample, page))


def _refuse_mixture(path: Path, lines: list[tuple[int, bytes]]) -> None:
    """Refuse a file of which some lines are UTF-8 and others are not: read as one, half of it is nonsense."""
    other = [number for number, line in lines if not _is_utf8(line)]
    if len(other) < len(lines):
        message = "the letters beyond A to Z are UTF-8 on some lines and something else on this one"
        raise refused(
            path, message, "It may be cut off or put together from two files. Ask for it as UTF-8.", other[0]
        )


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    return True


def _wordly(sample: bytes, page: str) -> float:
    """Return how much the letters beyond ASCII look as in words of a western language, from 0 to 1."""
    text = sample.decode(page, errors="replace")
    strange = [at for at, letter in enumerate(text) if letter > "\x7f"]
    return sum(_fits(text, at) for at in strange) / max(1, len(strange))


def _fits(text: str, at: int) -> float:
    """Return how well a letter sits between its neighbours: 1 well, less for a rare letter, 0 badly."""
    letter, before, after = text[at], text[at - 1 : at], text[at + 1 : at + 2]
    if not letter.isalpha() or letter > "\xff":
        return float(letter in PUNCTUATION and _ends_a_word(text, at))
    cased = letter.islower() or not before.isalpha() or (before.isupper() and not after.islower())
    return cased * (1.0 if letter.lower() in FREQUENT else 0.6)


def _ends_a_word(text: str, at: int) -> bool:
    """Return whether a dash or a quotation mark stands where words end, or is an apostrophe (O'Brien)."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if not (before.isalpha() and after.isalpha()):
        return True
    return text[at] == "\u2019" and (
        before in "ODL" or (not text[at + 2 : at + 3].isalpha() and after in "stdm")
    )


def _dialect(path: Path, encoding: str) -> Dialect:
    with path.open(encoding=encoding, newline="", errors="replace") as file:
        sample = [line[:20_000] for line in islice(file, SAMPLE)]
    first = sample[0].strip().casefold() if sample else ""
    if first.startswith("sep=") and len(first) == 5:
        return Dialect(encoding, sample[0].strip()[4], starts=2)
    if first == "sep=":  # a tab, which strip() took away
        return Dialect(encoding, "\t", starts=2)
    return Dialect(encoding, max(DELIMITERS, key=lambda each: _evidence(sample, each)))


def _evidence(sample: list[str], delimiter: str) -> tuple[float, float, int]:
    """Return how much speaks for a delimiter: rows of one width, no blanks behind it, many columns."""
    widths = Counter(_widths(sample, delimiter))
    width, rows = max(widths.items(), key=lambda each: (each[1], each[0]), default=(1, 0))
    if width == 1:
        wider = sum(count for each, count in widths.items() if each > 1)
        return (0.0, 0.0, wider)
    text = "".join(sample)
    return rows / sum(widths.values()), -text.count(f"{delimiter} ") / text.count(delimiter), width


def _widths(sample: Iterable[str], delimiter: str) -> Iterator[int]:
    reader = csv.reader(sample, delimiter=delimiter)
    try:
        for row in reader:
            if any(row):
                yield len(row)
    except csv.Error:
        return


def _notes(dialect: Dialect, lines: list[Line]) -> Iterator[str]:
    if dialect.encoding in ("cp1252", "mac_roman"):
        line, cell = next(
            ((number, cell) for number, cells in lines for cell in cells if not cell.isascii()), (0, "")
        )
        name = NAMES[dialect.encoding]
        yield f"not UTF-8, so read as {name}: look whether line {line} rightly says '{cell[:60]}'"
    elif dialect.encoding.startswith("utf-16"):
        yield "read as UTF-16 text"
    if dialect.delimiter != ",":
        between = DELIMITERS.get(dialect.delimiter, f"'{dialect.delimiter}'")
        yield f"read with {between} between the columns"
