"""Where a table begins and ends: its headings, and the titles and footnotes around it."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from cadence.errors import Complaint, ImportRefused
from cadence.exchange.tables.grid import Grid, Line
from cadence.exchange.tables.words import folded, recognised
from cadence.exchange.tables.years import school_year

LOOKED_AT = 40  # lines in which headings are sought
TOTAL = re.compile(
    r"((grand|district|state|sub|column|school|all schools)[ -]*)?(totals?|sum|average|mean|median|count)"
    r"( (all|of|for)\b.*)?[:.]?",
    re.IGNORECASE,
)
FOOTNOTE = re.compile(
    r"([*\u2020\u2021\u00b9\u00b2\u00b3]|\(?(note|(data )?source|legend|key|footnote|updated|printed)s?\b)",
    re.I,
)


@dataclass
class Frame:
    """The headings of a grid, the rows below them, and what was left alone around them.

    `headings` has one text a column, '' where there is none; a heading that stands twice has a number
    behind it the second time ('Name (2)').
    """

    line: int
    headings: list[str]
    body: list[Line]
    repeated: set[str] = field(default_factory=set)
    notes: list[str] = field(default_factory=list)


def frame(grid: Grid, known: frozenset[str], line: int = 0) -> Frame:
    """Return the frame of a grid that has lines; `known` are headings (folded) that tell where it begins.

    `line` says which line holds the headings, 0 that they are to be found.
    """
    lines = list(grid.lines)
    at = _at(grid, line) if line else _best(lines, known)
    number, cells = lines[at]
    joined = _joined(grid, lines, at, known)
    headings, below, notes = joined or ([*cells], at + 1, [])
    above = [each for each in lines[:at] if not (joined and each[0] == number - 1 and below == at + 1)]
    notes = [*_left_above(above), *notes]
    names, repeated = _told_apart(headings)
    body, ended = _without_footer(lines[below:], names, known)
    body = [each for each in body if each[1][: len(cells)] != cells]
    return Frame(number, names, body, repeated, [*notes, *ended])


def _at(grid: Grid, line: int) -> int:
    at = next((at for at, (number, _) in enumerate(grid.lines) if number == line), None)
    if at is None:
        remedy = "Say another line, or leave --header (in a mapping: header) out."
        raise ImportRefused(
            [Complaint(grid.file, line, "", "nothing stands on the line of the headings", remedy)]
        )
    return at


def score(lines: Sequence[Line], known: frozenset[str]) -> int:
    """Return how many known headings the best line of a table has."""
    return max((_known(cells, known) for _, cells in lines[:LOOKED_AT]), default=0) if lines[1:] else 0


def _known(cells: Sequence[str], known: frozenset[str]) -> int:
    return len(known.intersection(recognised(filter(None, cells), known)))


def _best(lines: Sequence[Line], known: frozenset[str]) -> int:
    """Return where the headings stand: the line with most known ones, else the first as wide as the table."""
    looked_at = lines[:LOOKED_AT]
    width = _usual_width(looked_at)
    wide = [at for at, (_, cells) in enumerate(looked_at) if 2 * _filled(cells) >= width]
    return max(wide, key=lambda at: (_known(looked_at[at][1], known), -at))


def _usual_width(lines: Sequence[Line]) -> int:
    """Return how many cells most lines have filled; of two numbers as frequent, the larger."""
    widths = Counter(_filled(cells) for _, cells in lines)
    return max(widths, key=lambda width: (widths[width], width))


def _filled(cells: Sequence[str]) -> int:
    return sum(1 for cell in cells if cell)


# --- headings on two lines -----------------------------------------------------------------------------


def _joined(
    grid: Grid, lines: Sequence[Line], at: int, known: frozenset[str]
) -> tuple[list[str], int, list[str]] | None:
    """Return the headings made from two lines, where the rows begin, and what to say; None for one line."""
    number, cells = lines[at]
    if at + 1 < len(lines) and _goes_on(cells, lines[at + 1][1], known):
        upper, lower, below = (number, cells), lines[at + 1], at + 2
    elif at and _is_above(grid, lines[at - 1], cells):
        upper, lower, below = lines[at - 1], (number, cells), at + 1
    else:
        return None
    headings = _together(grid, upper, lower, known)
    pairs = zip(headings, _wide(lower[1], len(headings)), strict=True)
    example = next((each for each, low in pairs if low and each != low), headings[0])
    note = f"the headings stand on lines {upper[0]} and {lower[0]} and were put together, as '{example}'"
    return headings, below, [note]


def _goes_on(cells: list[str], below: list[str], known: frozenset[str]) -> bool:
    """Return whether the next line holds more headings: words only, none of them below a known heading."""
    width = max(len(cells), len(below))
    pairs = list(zip(_wide(cells, width), _wide(below, width), strict=True))
    under = [low for up, low in pairs if low]
    beside_gaps = any(low and not up for up, low in pairs)
    below_known = any(low and folded(low) not in known for up, low in pairs if folded(up) in known)
    words = all(school_year(low) or not any(sign in "0123456789@" for sign in low) for low in under)
    return len(under) > 1 and beside_gaps and words and not below_known and _known(cells, known) > 0


def _is_above(grid: Grid, above: Line, cells: list[str]) -> bool:
    """Return whether the line above holds groups of these headings, and no mere title."""
    number, groups = above
    headed = [folded(cell) for cell in cells if cell]
    twice = len(set(headed)) < len(headed)
    merged = [span for span in grid.spans if span.first_line == number and span.last_column < len(cells)]
    wide = [span for span in merged if span.last_column > span.first_column]
    return (twice and _filled(groups) > 1) or len(wide) > 1 or (twice and len(wide) == 1)


def _together(grid: Grid, upper: Line, lower: Line, known: frozenset[str]) -> list[str]:
    width = max(len(upper[1]), len(lower[1]))
    groups = _spread(grid, upper, width)
    pairs = zip(groups, _wide(upper[1], width), _wide(lower[1], width), strict=True)
    return [
        up if not low else low if not group or folded(low) in known else f"{group} {low}"
        for group, up, low in pairs
    ]


def _spread(grid: Grid, upper: Line, width: int) -> list[str]:
    """Return the group of each column: over the merged cells, or without any up to the next group."""
    spans = {s.first_column: s for s in grid.spans if s.first_line == upper[0]}
    groups, current, until = list[str](), "", width
    for column, cell in enumerate(_wide(upper[1], width), start=1):
        if cell:
            current = cell
            until = spans[column].last_column if column in spans else (column if spans else width)
        groups.append(current if column <= until else "")
    return groups


def _wide(cells: Sequence[str], width: int) -> list[str]:
    return [*cells, *[""] * (width - len(cells))]


def _told_apart(headings: Sequence[str]) -> tuple[list[str], set[str]]:
    """Return the headings with a number behind each that stands again, and which do."""
    taken, repeated, names = set(headings), set[str](), list[str]()
    for heading in headings:
        name, number = heading, 1
        while name and name in names:
            number += 1
            candidate = f"{heading} ({number})"
            name = candidate if candidate not in taken else heading
            repeated.add(heading)
        names.append(name)
    return names, repeated


# --- around the table ----------------------------------------------------------------------------------


def _left_above(lines: Sequence[Line]) -> Iterator[str]:
    if lines:
        first = next(cell for cell in lines[0][1] if cell)
        where = f"line {lines[0][0]}" if len(lines) == 1 else f"lines {lines[0][0]} to {lines[-1][0]}"
        yield f"{where} above the headings left alone: '{first[:60]}'"


def _without_footer(
    body: Sequence[Line], headings: list[str], known: frozenset[str]
) -> tuple[list[Line], list[str]]:
    """Return the rows without totals and footnotes at their end, with a note that quotes each."""
    kept, notes = list(body), list[str]()
    while len(kept) > 1 and _is_footer(kept[-1][1], headings, known):
        number, cells = kept.pop()
        said = next(cell for cell in cells if cell)
        notes.append(f"line {number} below the table left alone: '{said[:60]}'")
    return kept, notes[::-1]


def _is_footer(cells: Sequence[str], headings: list[str], known: frozenset[str]) -> bool:
    """Return whether a line is a total or a footnote: something a row must have is not there."""
    filled = [cell for cell in cells if cell]
    needed = [at for at, heading in enumerate(headings) if folded(heading) in known]
    lacks = any(at >= len(cells) or not cells[at] for at in needed) or not needed
    if TOTAL.fullmatch(filled[0]):
        return lacks
    if FOOTNOTE.match(filled[0]):
        return lacks and 2 * len(filled) <= _filled(headings)
    return lacks and len(filled) == 1 < _filled(headings) - 1 and len(filled[0].split()) > 5
