"""The driver diagram: from the aim over what drives it to the changes that could be tried."""

from collections.abc import Sequence

from cadence.charts.boxes import Words, boxes
from cadence.charts.sheet import Drawing

HEADS = ("Aim", "What drives it", "What feeds that", "A change we could try")
SHARES = (1.0, 1.05, 1.05, 1.25)
EMPTY = "Driver diagram, to be filled in"
CAPTION = "From left to right: what we want, what must be true for it, what feeds that, and what we could do."
NEXT_WEEK = " A blue edge marks what is small enough to begin next week."
ON_PAPER = (
    "Write from left to right: the aim, what must be true for it, what feeds that, and what we could do."
)
Row = tuple[str, str, str, str]
_YES = ("y", "x", "✓", "1")


def driver_diagram(aim: str, drivers: Sequence[Row]) -> Drawing:
    """Draw an aim, its drivers and changes; empty boxes to write in where nothing is known yet.

    Parameters
    ----------
    aim
        What is wanted.
    drivers
        Rows of a driver, what feeds it, a change, and whether that is small enough for next week ('yes'). An
        empty driver belongs to the one above.
    """
    if not aim.strip() and not any(any(map(str.strip, row)) for row in drivers):
        return _empty()
    words = {"aim": Words(aim) if aim.strip() else Words("not written yet", gap=True)}
    rows = [_keyed(row, words) for row in _carried(drivers)] or [("aim", "", "", "")]
    title = _finding(rows)
    caption = CAPTION + (NEXT_WEEK if any(each.settled for each in words.values()) else "")
    return Drawing(title, boxes(HEADS, SHARES, rows, words, most=7), _told(title, aim, drivers), caption)


def _carried(drivers: Sequence[Row]) -> list[Row]:
    """Return the rows that say something, each with the driver that it belongs to."""
    rows: list[Row] = []
    for row in drivers:
        driver, feeds, change, soon = (cell.strip() for cell in row)
        if driver or feeds or change:
            above = rows[-1][0] if rows else ""
            rows.append((driver or above, feeds, change, soon))
    return rows


def _keyed(row: Row, words: dict[str, Words]) -> Row:
    """Return the keys of a row's boxes, and note what stands in them; the same words are the same box."""
    driver, feeds, change, soon = row
    keys = ["aim"]
    for text, place in ((driver, "driver"), (feeds, f"{driver}/feeds"), (change, f"{driver}/{feeds}/change")):
        key = f"{place}:{text.casefold()}" if text else ""
        keys.append(key)
        if text:
            yes = place.endswith("change") and soon.casefold().startswith(_YES)
            words[key] = Words(text, "next week" if yes else "", settled=yes)
    return keys[0], keys[1], keys[2], keys[3]


def _finding(rows: Sequence[Row]) -> str:
    drivers, changes = ({row[at] for row in rows if row[at]} for at in (1, 3))
    return f"What drives the aim: {_many(len(drivers), 'driver')}, {_many(len(changes), 'change')} to try"


def _many(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def _told(title: str, aim: str, drivers: Sequence[Row]) -> str:
    """Return the diagram as a list in words."""
    parts = [
        f"{driver or 'No driver named'}: {', fed by '.join(filter(None, ('', feeds))).removeprefix(', ')}"
        f"{'; ' if feeds else ''}change: {change or 'none yet'}"
        for driver, feeds, change, _ in _carried(drivers)
    ]
    told = " ".join(f"{number}. {part}." for number, part in enumerate(parts, 1))
    return f"{title}. Aim: {aim.strip() or 'not written yet'}. {told}".strip()


def _empty() -> Drawing:
    rows = [("aim", f"d{n // 2}", f"f{n // 2}", f"c{n}") for n in range(6)]
    words = {key: Words("", lines=4 if key[0] in "df" else 2) for row in rows for key in row}
    words["aim"] = Words("", lines=9)
    svg = boxes(HEADS, SHARES, rows, words)
    return Drawing(
        EMPTY,
        svg,
        "An empty driver diagram: an aim, three drivers with what feeds each, six changes.",
        ON_PAPER,
    )
