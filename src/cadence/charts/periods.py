"""A grade band over time: for each look-for a line a period, with its share and interval."""

from collections.abc import Sequence
from dataclasses import dataclass

from cadence.charts.fonts import clipped
from cadence.charts.shares import percent
from cadence.charts.sheet import ACCENT, INK, PALE, QUIET, RULE, SMALL, TEXT, WIDTH, Drawing, Sheet

ZERO, FULL = 150.0, 400.0
TOP, HEAD, ROW, GAP = 20.0, 17.0, 15.0, 5.0
CAPTION = (
    "The dot is the share of visits in which it was seen at the wanted level, the line the shares that go "
    "well with so few visits (95% interval). Where lines of two periods overlap, it may be chance."
)
TOO_FEW = "too few visits or rooms to show"


@dataclass(frozen=True)
class Period:
    """A period in words, and what was seen in it: `n` is 0 where that is not shown."""

    name: str
    good: int = 0
    n: int = 0
    low: float = 0.0
    high: float = 0.0

    @property
    def share(self) -> float:
        """Return the share of visits in which it was seen."""
        return self.good / self.n


@dataclass(frozen=True)
class Look:
    """A look-for with its periods, the earliest first."""

    title: str
    periods: tuple[Period, ...]

    @property
    def shown(self) -> tuple[Period, ...]:
        """Return the periods that are shown."""
        return tuple(period for period in self.periods if period.n)


def band_periods(band: str, looks: Sequence[Look]) -> Drawing:
    """Draw what was seen in the visits to one grade band, period by period."""
    height = TOP + sum(HEAD + ROW * len(look.periods) + GAP for look in looks)
    sheet = Sheet(height)
    for share in (0.0, 0.5, 1.0):
        sheet.text(_at(share), 8, percent(share), size=SMALL, colour=QUIET, align="center")
    y = TOP
    for look in looks:
        sheet.text(0, y + 8, clipped(look.title, WIDTH, TEXT, bold=True), bold=True)
        y += HEAD
        for period in look.periods:
            _row(sheet, period, y + ROW / 2, last=period is look.periods[-1])
            y += ROW
        y += GAP
    title = f"Grades {band}: " + _finding(looks)
    return Drawing(title, sheet.svg(), f"{title}. {' '.join(map(_told, looks))}", CAPTION)


def _at(share: float) -> float:
    return ZERO + share * (FULL - ZERO)


def _row(sheet: Sheet, period: Period, y: float, *, last: bool) -> None:
    sheet.text(10, y, period.name, size=SMALL, colour=QUIET)
    for share in (0.0, 0.5, 1.0):
        sheet.line((_at(share), y - ROW / 2), (_at(share), y + ROW / 2), colour=RULE, width=0.6)
    if not period.n:
        sheet.box(ZERO + 4, y - 7, 190, 14, fill="white")
        sheet.text(ZERO + 8, y, TOO_FEW, size=SMALL, colour=QUIET)
        return
    sheet.line((_at(period.low), y), (_at(period.high), y), colour=PALE, width=4.2)
    sheet.circle(_at(period.share), y, 4.8, fill=ACCENT if last else INK, edge="white")
    sheet.text(WIDTH - 4, y, f"{period.good} of {period.n}", size=SMALL, align="right")


def _finding(looks: Sequence[Look]) -> str:
    """Return what moved from the first period to the last so far that their lines do not overlap."""
    told = [look for look in looks if len(look.shown) > 1]
    if not told:
        return "too few visits yet to compare two periods"
    up = [look.title for look in told if look.shown[-1].low > look.shown[0].high]
    down = [look.title for look in told if look.shown[-1].high < look.shown[0].low]
    if not up and not down:
        return "no difference between the first and the last period that chance could not bring"
    parts = [f"{way} in {', '.join(names)}" for way, names in (("a rise", up), ("a fall", down)) if names]
    return f"{' and '.join(parts)} beyond chance"


def _told(look: Look) -> str:
    told = (f"{p.name}: {p.good} of {p.n}" if p.n else f"{p.name}: {TOO_FEW}" for p in look.periods)
    return f"{look.title}: {'; '.join(told)}."
