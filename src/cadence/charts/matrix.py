"""Was it done, and did it help: actions in a square of four by four."""

from collections.abc import Sequence

from cadence.charts.fonts import wrapped
from cadence.charts.sheet import ACCENT, PALE, QUIET, SMALL, TINT, WIDTH, Drawing, Sheet

LEFT, CELL, TOP = 62.0, 56.0, 22.0
POINTS = (1, 2, 3, 4)
KEY = LEFT + CELL * 4 + 18  # where the list of actions stands
Placed = tuple[str, int, int]
CORNERS = {
    (True, True): "done and helped",
    (True, False): "done, no sign of help",
    (False, True): "hardly done, helped where done",
    (False, False): "hardly done, no sign of help",
}
CAPTION = (
    "From left to right: was it done? From the bottom up: did it help? What was hardly done cannot be said "
    "to have failed: it lies at the left, and asks for doing before judging."
)


def fidelity_impact(actions: Sequence[Placed]) -> Drawing:
    """Draw actions by how far they were done and how far they helped, 1 to 4 each; an empty square for none.

    Parameters
    ----------
    actions
        The action in words, done and helped.
    """
    names = [
        wrapped(f"{n}  {name}", WIDTH - KEY, SMALL, lines=3) for n, (name, _, _) in enumerate(actions, 1)
    ]
    key = TOP + sum(13.0 * len(lines) + 4 for lines in names)
    sheet = Sheet(max(TOP + CELL * 4 + 36, key + 4))
    _square(sheet)
    _places(sheet, actions)
    y = TOP + 6
    for lines in names:
        for line in lines:
            sheet.text(KEY, y, line, size=SMALL)
            y += 13.0
        y += 4
    return Drawing(_finding(actions), sheet.svg(), _told(actions), CAPTION)


def _square(sheet: Sheet) -> None:
    bottom = TOP + CELL * 4
    sheet.box(LEFT + CELL * 2, TOP, CELL * 2, CELL * 2, fill=TINT)
    for at in range(5):
        middle = at in (0, 2, 4)
        colour, width = (QUIET, 1.1) if middle else (PALE, 0.7)
        sheet.line((LEFT, TOP + CELL * at), (LEFT + CELL * 4, TOP + CELL * at), colour=colour, width=width)
        sheet.line((LEFT + CELL * at, TOP), (LEFT + CELL * at, bottom), colour=colour, width=width)
    for point in POINTS:
        x, y = LEFT + CELL * (point - 0.5), bottom - CELL * (point - 0.5)
        sheet.text(x, bottom + 11, str(point), size=SMALL, align="center")
        sheet.text(LEFT - 8, y, str(point), size=SMALL, align="right")
    sheet.text(LEFT + CELL * 2, bottom + 27, "done", size=SMALL, colour=QUIET, align="center")
    sheet.text(LEFT - 24, TOP + CELL * 2, "helped", size=SMALL, colour=QUIET, align="right")


def _places(sheet: Sheet, actions: Sequence[Placed]) -> None:
    """Write the number of each action into its cell, several side by side."""
    cells: dict[tuple[int, int], list[int]] = {}
    for number, (_, done, helped) in enumerate(actions, 1):
        cells.setdefault((done, helped), []).append(number)
    for (done, helped), numbers in cells.items():
        x, y = LEFT + CELL * (done - 1), TOP + CELL * (4 - helped)
        for at, number in enumerate(numbers):
            place = x + 10 + 18 * (at % 3), y + 10 + 18 * (at // 3 % 3)
            sheet.circle(*place, 8, fill=ACCENT)
            sheet.text(*place, str(number), size=9.0, bold=True, colour="white", align="center")


def corner(done: int, helped: int) -> str:
    """Return in words in which quarter of the square an action lies."""
    return CORNERS[done > 2, helped > 2]


def _finding(actions: Sequence[Placed]) -> str:
    if not actions:
        return "Was it done, and did it help? To be filled in"
    both = sum(done > 2 and helped > 2 for _, done, helped in actions)
    unsure = sum(done <= 2 for _, done, _ in actions)
    return f"Done and helped: {both} of {len(actions)}; hardly done, so not to be judged yet: {unsure}"


def _told(actions: Sequence[Placed]) -> str:
    if not actions:
        return "An empty square of four by four: to the right how far it was done, upward how far it helped."
    told = (f"{name}: done {d}, helped {h} ({corner(d, h)})" for name, d, h in actions)
    return f"{_finding(actions)}. {'; '.join(told)}."
