"""How the answers lie, facet by facet."""

from dataclasses import dataclass
from math import isnan, sqrt

import pandas as pd

from cadence.analysis.answers import SIDES, favorable_from
from cadence.analysis.debrief import FAMILIES
from cadence.analysis.interval import Unsaid
from cadence.charts.fonts import clipped, width
from cadence.charts.sheet import ACCENT, INK, PALE, QUIET, RULE, SMALL, TEXT, TINT, WIDTH, Drawing, Sheet
from cadence.publish.profile import ConditionProfile

LEFT, FIRST, LAST = 14.0, 206.0, 424.0  # where names begin; the lowest and the highest point of the scale
ROW, HEAD, FOOT, TOP = 20.5, 21.0, 4.0, 22.0
BIGGEST = 9.2  # radius of the largest circle

CAPTION = (
    "Each circle stands for the answers at that point of the scale, its area for how many; answers to "
    "statements worded the other way are turned round, so that right is always favorable. "
    "The pointer marks the median."
)
ALIKE = (
    " A frame with a + holds answers so alike that their place would tell what each person said: "
    "only their side is shown."
)
_FINDING = {
    "split": "Talk first about {title}: people see it differently",
    "low": "Talk first about {title}: most answers are not favorable",
    "steady": "No condition presses; {title} is a good place to start",
}


@dataclass(frozen=True)
class _Row:
    title: str
    at: tuple[int, ...]
    sides: tuple[int, ...]
    median: float
    unsaid: str
    first: bool

    @property
    def n(self) -> int:
        return sum(self.at) + sum(self.sides)


def _rows(profile: ConditionProfile, first: str) -> dict[str, list[_Row]]:
    """Return the facets by condition, essentials first and otherwise in the survey's order."""
    at = [f"at_{i}" for i in range(1, len(profile.points) + 1)]
    rows = profile.facets.to_dict("records")
    rows.sort(key=lambda row: FAMILIES.index(row["family"]))
    made: dict[str, list[_Row]] = {}
    for row in rows:
        counts, sides = (tuple(0 if row["unsaid"] else int(row[p]) for p in names) for names in (at, SIDES))
        name = str(row["condition"])
        made.setdefault(name, []).append(
            _Row(row["title"], counts, sides, row["median"], row["unsaid"], name == first)
        )
    return made


class _Plot:
    """Draws rows one under the other."""

    def __init__(self, points: int, most: int, height: float) -> None:
        self.sheet = Sheet(height)
        self.columns = [FIRST + (LAST - FIRST) * i / (points - 1) for i in range(points)]
        self.per_answer = BIGGEST / sqrt(most)
        self.y = 0.0
        self._pointers: list[tuple[float, float]] = []

    def heading(self) -> None:
        """Say what left, right and the numbers mean."""
        sheet, y = self.sheet, 9.0
        sheet.text(FIRST - 9, y, "unfavorable", size=SMALL, colour=QUIET)
        sheet.text(LAST + 9, y, "favorable", size=SMALL, colour=QUIET, align="right")
        sheet.text(WIDTH - 4, y, "answers", size=SMALL, colour=QUIET, align="right")
        self.y = TOP

    def condition(self, title: str, rows: int, first: bool) -> None:
        """Write the name of a condition; the one to talk about first stands out."""
        middle = self.y + HEAD - 9
        if first:
            self.sheet.box(0, self.y, WIDTH, HEAD + rows * ROW + FOOT, fill=TINT)
        self.sheet.line((0, self.y), (WIDTH, self.y), colour=RULE)
        name = clipped(title, WIDTH - 150 if first else WIDTH - 4, TEXT, bold=True)
        self.sheet.text(4, middle, name, bold=True, colour=ACCENT if first else INK)
        if first:
            x = max(width(name, TEXT, bold=True) + 14, FIRST - 9)
            self.sheet.text(x, middle, "talk about this first", size=SMALL, colour=ACCENT)
        self.y += HEAD

    def facet(self, row: _Row) -> None:
        """Draw the answers to one facet."""
        middle = self.y + ROW / 2
        self.sheet.text(LEFT, middle, clipped(row.title, FIRST - LEFT - 16, TEXT))
        if row.unsaid:
            self.sheet.text(
                FIRST - 9, middle, "too few answers to show, or too telling", size=SMALL, colour=QUIET
            )
        else:
            self._answers(row, middle)
        self.y += ROW

    def _answers(self, row: _Row, middle: float) -> None:
        self.sheet.line((FIRST, middle), (LAST, middle), colour=RULE)
        for x, count in zip(self.columns, row.at, strict=True):
            if count:
                self._circle(x, middle, count, row.first)
        self._alike(row, middle)
        if not isnan(row.median):
            self._pointer(row.median, middle)
        self.sheet.text(WIDTH - 4, middle, str(row.n), align="right")

    def _alike(self, row: _Row, y: float) -> None:
        """Frame the side on which answers lie that are shown by side alone, and write how many."""
        cut = favorable_from(len(row.at)) - 1
        for columns, count in zip((self.columns[:cut], self.columns[cut:]), row.sides, strict=True):
            if count:
                colour = ACCENT if row.first else QUIET
                self.sheet.capsule(columns[0], columns[-1], y, BIGGEST + 1, edge=colour)
                # Between two points, where no circle lies.
                x = (columns[-2] + columns[-1]) / 2
                words = f"+{count}"
                self.sheet.box(x - width(words, 9) / 2 - 2, y - 5, width(words, 9) + 4, 10, fill="white")
                self.sheet.text(x, y, words, size=9.0, colour=colour if row.first else INK, align="center")

    def _circle(self, x: float, y: float, count: int, first: bool) -> None:
        radius = self.per_answer * sqrt(count)
        self.sheet.circle(x, y, radius, fill=ACCENT if first else PALE)
        size = 9.0
        if width(str(count), size, bold=first) <= 1.5 * radius and radius > 5:
            self.sheet.text(
                x, y, str(count), size=size, bold=first, colour="white" if first else INK, align="center"
            )

    def _pointer(self, median: float, y: float) -> None:
        step = self.columns[1] - self.columns[0]
        self._pointers.append((self.columns[0] + (median - 1) * step, y + BIGGEST + 3.2))

    def svg(self) -> str:
        """Return the picture, pointers on top, so that no circle of the next row hides one."""
        for x, base in self._pointers:
            self.sheet.shape([(x, base - 5.6), (x - 3.4, base), (x + 3.4, base)], fill=INK)
        return self.sheet.svg()


def _draw(profile: ConditionProfile, first: str) -> str:
    groups = _rows(profile, first)
    rows = [row for group in groups.values() for row in group]
    most = max((count for row in rows for count in row.at), default=1)
    plot = _Plot(len(profile.points), max(most, 1), TOP + (HEAD + FOOT) * len(groups) + ROW * len(rows))
    titles = dict(zip(profile.conditions["condition"], profile.conditions["title"], strict=True))
    plot.heading()
    for condition, group in groups.items():
        plot.condition(str(titles[condition]), len(group), condition == first)
        for row in group:
            plot.facet(row)
        plot.y += FOOT
    return plot.svg()


def _said(row: pd.Series, points: int) -> str:
    """Return a condition in words, for those who do not see the picture."""
    if row["unsaid"]:
        return f"{row['title']}: too few answers to show, or too telling"
    median = "" if pd.isna(row["median"]) else f", median {row['median']:g} of {points}"
    return f"{row['title']}: {row['favorable']:.0f} of {row['n']:.0f} answers favorable{median}"


def condition_dots(profile: ConditionProfile) -> Drawing | Unsaid:
    """Draw the answers to each facet as circles along the scale, or say why they cannot be drawn."""
    if profile.unsaid:
        return Unsaid(profile.unsaid)
    if not (profile.facets["unsaid"] == "").any():
        return Unsaid("No facet has enough answers to be shown.")
    start = profile.order.iloc[0]
    title = str(profile.conditions.set_index("condition").loc[start["condition"], "title"])
    finding = _FINDING[start["need"]].format(title=title)
    told = "; ".join(_said(row, len(profile.points)) for _, row in profile.conditions.iterrows())
    alt = f"{finding}. {start['reason']} {profile.respondents} people answered. {told}."
    alike = ALIKE if profile.facets[list(SIDES)].to_numpy().any() else ""
    caption = f"{CAPTION}{alike} {profile.respondents} people answered."
    return Drawing(finding, _draw(profile, str(start["condition"])), alt, caption)
