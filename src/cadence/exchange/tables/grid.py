"""What stands in a file, line by line, before anybody knows which line holds the headings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from unicodedata import category, normalize

from cadence.errors import Complaint, ImportRefused

Line = tuple[int, list[str]]  # the 1-based line on which it begins, and its cells as text
Damage = tuple[str, str]  # what is wrong, what to do


@dataclass(frozen=True)
class Span:
    """Cells of a workbook that were merged into one; lines and columns both count from 1."""

    first_line: int
    last_line: int
    first_column: int
    last_column: int


@dataclass(frozen=True)
class Grid:
    """One table as it was found: its lines with anything in them, and what is to be said about them.

    `sheet` is the name of a workbook's sheet, whose columns have letters. `troubles` holds cells that have
    no value though they look as if they had (by line and column, from 1), such as a formula that was never
    worked out. `notes` says how the file was read, where that is not plain.
    """

    file: str
    lines: Sequence[Line]
    notes: tuple[str, ...] = ()
    sheet: str = ""
    hidden: bool = False
    troubles: Mapping[tuple[int, int], Damage] = field(default_factory=dict)
    spans: tuple[Span, ...] = ()


def letter(column: int) -> str:
    """Return the letter of a workbook's column: 1 is A, 27 is AA."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def tidy(cell: str) -> str:
    """Return a cell without the blanks around it and what cannot be seen: a screen would obey some of it.

    A letter and its accent become one sign, as most programs write them; others write them as two.
    """
    text = cell.replace("\u00a0", " ").replace("\u202f", " ").replace("\u200b", "").replace("\ufeff", "")
    text = normalize("NFC", text.strip())
    return text if text.isprintable() else "".join(c for c in text if c in "\n\t" or not _obeyed(c))


def _obeyed(sign: str) -> bool:
    """Return whether a screen obeys a sign and does not show it: it rings, or turns the text around."""
    return category(sign) == "Cc" or sign in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


class LettersUnclear(ImportRefused):
    """A text may be read in two ways, and the refusal quotes a cell in both."""


def refused(path: Path, message: str, remedy: str, line: int = 0) -> ImportRefused:
    """Return the refusal of a whole file."""
    return ImportRefused([Complaint(path.name, line, "", message, remedy)])
