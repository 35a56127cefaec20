"""What somebody entered into a form, as plain words; anything unexpected comes out as itself."""

from collections.abc import Mapping, Sequence
from itertools import zip_longest
from typing import Any

Rows = tuple[tuple[str, ...], ...]


def answer_words(given: Any) -> str:
    """Return an answer as words, '' if there is none."""
    if given is None or isinstance(given, bool):
        return ""
    if isinstance(given, float) and given.is_integer():
        return str(int(given))
    if isinstance(given, list | tuple):
        return ", ".join(filter(None, map(answer_words, given)))
    return str(given).strip()


def chosen(given: Any) -> tuple[str, ...]:
    """Return the options that were chosen, one or several."""
    many = given if isinstance(given, list | tuple) else [given]
    return tuple(filter(None, map(answer_words, many)))


def marked(given: Any) -> dict[str, str]:
    """Return the option by row of a grid."""
    if not isinstance(given, Mapping):
        return {}
    return {str(row): words for row, option in given.items() if (words := answer_words(option))}


def answer_rows(given: Any, columns: Sequence[str], first: Sequence[str] = ()) -> Rows:
    """Return the rows of a table, each with a cell a column; `first` heads the rows that it names.

    A row whose first cell is one of `first` goes to its place, so that a table keeps its printed order.
    """
    filled = [_cells(row, columns) for row in given] if isinstance(given, list | tuple) else []
    filled = [row for row in filled if any(row)]
    if not first:
        return tuple(filled)
    named = {row[0]: row for row in filled}
    blank = ("",) * (len(columns) - 1)
    own = tuple(row for row in filled if row[0] not in first)
    return tuple(named.get(head, (head, *blank)) for head in first) + own


def _cells(row: Any, columns: Sequence[str]) -> tuple[str, ...]:
    if isinstance(row, Mapping):
        return tuple(answer_words(row.get(column)) for column in columns)
    cells = list(row) if isinstance(row, list | tuple) else [row]
    pairs = zip_longest(columns, cells[: len(columns)])
    return tuple(answer_words(cell) for _, cell in pairs)
