"""Five whys as a chain: from what was seen down to a cause that people can do something about."""

from collections.abc import Sequence
from dataclasses import dataclass

from cadence.charts.fonts import wrapped
from cadence.charts.sheet import ACCENT, INK, PALE, QUIET, TINT, WIDTH, Drawing, Sheet

SIZE, LINE, PAD = 10.0, 13.0, 6.0
BOX = 308.0  # width of a box
BESIDE = BOX + 14  # where it says what shows an answer
STEP = 22.0  # room for 'because' between two boxes
STEPS = 5
CAPTION = (
    "Read it upward too, with 'therefore' between the boxes: where that sounds wrong, a link is missing."
)
ON_PAPER = "Write an answer in each box, and beside it what shows that it is so."


@dataclass(frozen=True)
class _Link:
    lines: tuple[str, ...]
    beside: tuple[str, ...]
    cause: bool = False

    @property
    def height(self) -> float:
        return LINE * max(len(self.lines), len(self.beside), 1) + 2 * PAD


def five_whys(problem: str, whys: Sequence[tuple[str, str]], cause: str = "", reach: str = "") -> Drawing:
    """Draw the chain from a problem to its cause; empty boxes to write in where nothing is known yet.

    Parameters
    ----------
    problem
        What is seen.
    whys
        For each answer the answer and what shows that it is so.
    cause
        The cause that people will work on.
    reach
        Where it lies: in our hands, within reach, outside.
    """
    answers = [(answer.strip(), shown.strip()) for answer, shown in whys if answer.strip()]
    if not (problem.strip() or answers or cause.strip()):
        return _empty()
    chain = [_link(problem.strip() or "not written yet", ""), *(_link(*each, asked=True) for each in answers)]
    if cause.strip():
        chain.append(_link(f"The cause we work on: {cause.strip()}", reach.strip(), cause=True))
    title = f"{len(answers)} times why" + (
        f": {cause.strip()}" if cause.strip() else ", and no cause chosen yet"
    )
    return Drawing(title, _draw(chain), _told(problem, answers, cause, reach), CAPTION)


def _link(text: str, shown: str, *, asked: bool = False, cause: bool = False) -> _Link:
    """Return a link of the chain; an answer that nothing shows says so."""
    beside = shown or ("nothing shows it yet" if asked else "")
    lines = wrapped(text, BOX - 2 * PAD - 4, SIZE, bold=cause, lines=5)
    return _Link(tuple(lines), tuple(wrapped(beside, WIDTH - BESIDE, 9.0, lines=5)) if beside else (), cause)


def _draw(chain: Sequence[_Link]) -> str:
    sheet = Sheet(sum(link.height for link in chain) + STEP * (len(chain) - 1) + 4)
    y = 2.0
    for number, link in enumerate(chain):
        if number:
            _because(sheet, y, "so" if link.cause else "because")
            y += STEP
        _box(sheet, link, y)
        y += link.height
    return sheet.svg()


def _because(sheet: Sheet, y: float, word: str) -> None:
    x = 22.0
    sheet.line((x, y + 2), (x, y + STEP - 6), colour=QUIET, width=1.2)
    sheet.shape([(x, y + STEP - 2), (x - 4, y + STEP - 9), (x + 4, y + STEP - 9)], fill=QUIET)
    sheet.text(x + 10, y + STEP / 2, word, size=9.0, colour=QUIET)


def _box(sheet: Sheet, link: _Link, top: float) -> None:
    written = bool(link.lines)
    sheet.frame(0, top, BOX, link.height, fill=TINT if written else "white", edge=PALE if written else QUIET)
    if link.cause:
        sheet.box(0, top, 3.4, link.height, fill=ACCENT)
    for number, line in enumerate(link.lines):
        y = top + PAD + LINE * (number + 0.5)
        sheet.text(PAD + 4, y, line, size=SIZE, bold=link.cause, colour=INK)
    for number, line in enumerate(link.beside):
        sheet.text(BESIDE, top + PAD + LINE * (number + 0.5), line, size=9.0, colour=QUIET)


def _told(problem: str, answers: Sequence[tuple[str, str]], cause: str, reach: str) -> str:
    """Return the chain in words."""
    parts = [f"What we see: {problem.strip() or 'not written yet'}."]
    parts += [f"Because: {answer} ({shown or 'nothing shows it yet'})." for answer, shown in answers]
    if cause.strip():
        where = f" ({reach.strip()})" if reach.strip() else ""
        parts.append(f"The cause we work on: {cause.strip()}{where}.")
    return " ".join(parts)


def _empty() -> Drawing:
    links = [_Link((), ("",) * 2) for _ in range(STEPS + 1)]
    return Drawing(
        "Five whys, to be filled in",
        _draw(links),
        f"An empty chain: a box for what we see, then {STEPS} boxes with 'because' between them.",
        ON_PAPER,
    )
