"""Shares of visits with their intervals, look-for by look-for."""

from dataclasses import dataclass

import pandas as pd

from cadence.analysis.interval import Unsaid
from cadence.charts.fonts import width, wrapped
from cadence.charts.sheet import ACCENT, INK, PALE, QUIET, RULE, SMALL, TEXT, TINT, WIDTH, Drawing, Sheet
from cadence.publish.baseline import Baseline

NAMES = 196.0  # room for the names of look-fors
ZERO, FULL = 214.0, 418.0  # where 0% and 100% stand
LINE, GAP, TOP = 15.0, 12.0, 26.0

CAPTION = (
    "The dot is the share of visits at the wanted level; the line is its 95% interval (Wilson), the shares "
    "that go well with what was seen. Where lines overlap widely, the order of two look-fors may be chance."
)


@dataclass(frozen=True)
class _Row:
    name: tuple[str, ...]
    good: int
    n: int
    share: float
    low: float
    high: float
    unsaid: str
    least: bool

    @property
    def height(self) -> float:
        return max(len(self.name) * LINE, LINE + 4) + GAP


def percent(share: float) -> str:
    """Return a share as a whole percentage."""
    return f"{100 * share:.0f}%"


def _ordered(table: pd.DataFrame) -> pd.DataFrame:
    """Return the look-fors from the most to the least often seen, those that are hidden last."""
    return table.sort_values("share", ascending=False, kind="stable", na_position="last")


def _rows(table: pd.DataFrame, least: set[str]) -> list[_Row]:
    return [
        _Row(
            tuple(wrapped(str(row["title"]), NAMES, TEXT, bold=row["indicator"] in least, lines=3)),
            *((0, 0) if row["unsaid"] else (int(row["good"]), int(row["n"]))),
            row["share"], row["low"], row["high"], row["unsaid"], row["indicator"] in least,
        )
        for row in _ordered(table).to_dict("records")
    ]  # fmt: skip


def _at(share: float) -> float:
    return ZERO + share * (FULL - ZERO)


def _axis(sheet: Sheet) -> None:
    for share in (0, 0.25, 0.5, 0.75, 1):
        x = _at(share)
        sheet.line((x, TOP - 8), (x, sheet.height), colour=RULE, width=1.0 if share in (0, 1) else 0.6)
        if share in (0, 0.5, 1):
            sheet.text(x, 9, percent(share), size=SMALL, colour=QUIET, align="center")
    sheet.text(WIDTH - 4, 9, "visits", size=SMALL, colour=QUIET, align="right")


def _mark(sheet: Sheet, row: _Row, y: float) -> None:
    colour = ACCENT if row.least else INK
    sheet.line((_at(row.low), y), (_at(row.high), y), colour=colour if row.least else PALE, width=4.2)
    sheet.circle(_at(row.share), y, 5.4, fill=colour, edge="white")
    sheet.text(WIDTH - 4, y, f"{row.good} of {row.n}", align="right", bold=row.least, colour=colour)


def _draw(rows: list[_Row]) -> str:
    sheet = Sheet(TOP + sum(row.height for row in rows))
    y = TOP
    for row in rows:
        if row.least:
            sheet.box(0, y, WIDTH, row.height, fill=TINT)
        y += row.height
    _axis(sheet)
    y = TOP
    for row in rows:
        middle = y + row.height / 2
        first = middle - (len(row.name) - 1) * LINE / 2
        for i, words in enumerate(row.name):
            sheet.text(4, first + i * LINE, words, bold=row.least, colour=ACCENT if row.least else INK)
        if row.unsaid:
            _unsaid(sheet, middle)
        else:
            _mark(sheet, row, middle)
        y += row.height
    return sheet.svg()


def _unsaid(sheet: Sheet, y: float) -> None:
    words = "too few visits to say"
    sheet.box(ZERO + 6, y - 8, width(words, SMALL) + 8, 16, fill="white")
    sheet.text(ZERO + 10, y, words, size=SMALL, colour=QUIET)


def _said(row: pd.Series) -> str:
    if row["unsaid"]:
        return f"{row['title']}: too few visits to say"
    return (
        f"{row['title']}: {row['good']:.0f} of {row['n']:.0f} visits, {percent(row['share'])} "
        f"(interval {percent(row['low'])} to {percent(row['high'])})"
    )


def _apart(least: pd.DataFrame, shown: pd.DataFrame) -> bool:
    """Return whether the least seen lies clearly below the most seen, which its interval then leaves out."""
    return bool(least["high"].max() < shown["share"].max())


def _finding(least: pd.DataFrame, shown: pd.DataFrame) -> str:
    """Return what is seen least often; two that are seen equally often are both named."""
    first = least.iloc[0]
    seen = f"in {first['good']:.0f} of {first['n']:.0f} visits"
    if len(shown) == 1:
        return f"“{first['title']}” was seen {seen}"
    if not _apart(least, shown):
        span = f"{percent(shown['share'].min())} to {percent(shown['share'].max())}"
        return f"No look-for clearly stands apart: each was seen in {span} of visits"
    if len(least) == 1:
        return f"Seen least often: “{first['title']}”, {seen}"
    if len(least) == 2:
        names = " and ".join(f"“{title}”" for title in least["title"])
        return f"Seen least often: {names}, {percent(first['share'])} of visits"
    return f"{len(least)} look-fors are seen least often, in {percent(first['share'])} of visits"


def baseline_dots(baseline: Baseline) -> Drawing | Unsaid:
    """Draw the share of visits at the wanted level for each look-for, or say why there is nothing."""
    if baseline.unsaid:
        return Unsaid(baseline.unsaid)
    shown = baseline.indicators[baseline.indicators["unsaid"] == ""]
    if shown.empty:
        return Unsaid("No look-for has enough visits to be shown.")
    least = shown[shown["share"] == shown["share"].min()]
    finding = _finding(least, shown)
    told = "; ".join(_said(row) for _, row in _ordered(baseline.indicators).iterrows())
    stands_out = set(least["indicator"]) if _apart(least, shown) else set()
    return Drawing(finding, _draw(_rows(baseline.indicators, stands_out)), f"{finding}. {told}.", CAPTION)
