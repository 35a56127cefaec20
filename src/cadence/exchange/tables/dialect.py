"""Text files as they are sent: their letters, and what stands between their columns, found and said."""

import codecs
import csv
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from cadence.exchange.tables.grid import Grid, LettersUnclear, Line, refused, tidy
from cadence.exchange.tables.letters import PAGES, POOR, apart, readings, rival
from cadence.exchange.tables.limits import MOST_CELLS, SMALLER

DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
SAMPLE = 100  # lines that are looked at to find the delimiter
CHUNK = 1 << 20
LOOKED_AT = 16_384  # bytes of lines beyond ASCII that tell the code page


@dataclass(frozen=True)
class Dialect:
    """How a text file is to be read; `starts` is the line after a `sep=` line, else 1."""

    encoding: str
    delimiter: str
    starts: int = 1


def read_text(path: Path, encoding: str = "") -> Grid:
    """Return the table in a text file; what is not plain UTF-8 with commas is said in its notes.

    `encoding` says in which letters the file is written where it is not UTF-8; '' that it is to be found.

    Raises
    ------
    ImportRefused
        The file is no text, or its quotation marks do not close, or it is too large.
    """
    found = _encoding(path, encoding)
    dialect = _dialect(path, found)
    lines = list(_lines(path, dialect))
    return Grid(path.name, lines, tuple(_notes(dialect, lines, encoding)))


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


def _encoding(path: Path, said: str) -> str:
    with path.open("rb") as file:
        head = file.read(CHUNK)
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if b"\0" in head and not said:
        return _without_mark(path, head)
    if b"\x1b$" in head or b"\x1b(" in head:  # ISO 2022 shifts from one alphabet to another by signs of ASCII
        return _said(path, said or "iso2022_jp")
    if _decodes(path, "utf-8-sig"):
        return "utf-8-sig"
    return _said(path, said) if said else _old(path)


def _said(path: Path, said: str) -> str:
    if not _decodes(path, said):
        message = f"it is not written in {said}: some of its letters do not exist there"
        raise refused(path, message, "Say another --encoding, or ask for the file as UTF-8.")
    return said


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


def _old(path: Path) -> str:
    """Return the old code page that makes words of the letters beyond ASCII, if there is one such alone."""
    with path.open("rb") as file:
        lines = [(number, line) for number, line in enumerate(file, 1) if not line.isascii()]
    _refuse_mixture(path, lines)
    found = readings(_sample(line for _, line in lines))
    if not found or found[0].score < POOR:
        message = "the letters beyond A to Z on this line make no words in any code page that is known here"
        raise refused(path, message, f"Ask for the file as UTF-8, or say {_KNOWN}.", lines[0][0])
    best = found[0]
    if other := rival(best, found[1:]):
        one, two = apart(best, other)
        message = f"it may be read as {PAGES[best.page]} ('{one}') or as {PAGES[other.page]} ('{two}')"
        remedy = f"Say which: --encoding {best.page} or --encoding {other.page}."
        raise LettersUnclear(refused(path, message, remedy).complaints)
    return best.page


_KNOWN = f"--encoding, such as {', '.join(list(PAGES)[:6])}"


def _sample(lines: Iterable[bytes]) -> bytes:
    """Return whole lines up to a size that tells enough."""
    taken = bytearray()
    for line in lines:
        taken += line
        if len(taken) > LOOKED_AT:
            break
    return bytes(taken)


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


def _notes(dialect: Dialect, lines: list[Line], said: str) -> Iterator[str]:
    strange = ((number, cell) for number, cells in lines for cell in cells if not cell.isascii())
    line, cell = next(strange, (0, ""))
    name = PAGES.get(dialect.encoding, dialect.encoding)
    if dialect.encoding.startswith("utf-16"):
        yield "read as UTF-16 text"
    elif dialect.encoding == "utf-8-sig":
        yield from [f"it is UTF-8, so it was not read as {said}"] if said and line else []
    elif said:
        yield f"read as {name}, as you say: line {line} says '{cell[:60]}'"
    else:
        looked = f"look whether line {line} rightly says '{cell[:60]}' (else --encoding)"
        yield f"not UTF-8, so read as {name}: {looked}"
    if dialect.delimiter != ",":
        between = DELIMITERS.get(dialect.delimiter, f"'{dialect.delimiter}'")
        yield f"read with {between} between the columns"
