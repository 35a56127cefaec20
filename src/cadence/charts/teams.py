"""The conditions of several teams side by side, for whoever prepares the session."""

from collections import Counter
from collections.abc import Mapping

from cadence.analysis.debrief import FAMILIES
from cadence.analysis.interval import Unsaid
from cadence.charts.fonts import clipped, wrapped
from cadence.charts.sheet import ACCENT, INK, QUIET, RULE, SMALL, TEXT, WIDTH, Drawing, Sheet
from cadence.publish.profile import ConditionProfile

NAMES = 116.0  # room for the names of teams
ROW, LINE = 20.0, 12.0

CAPTION = (
    "In each cell the dot says how many of a team's answers are favorable, from none (left) over half (the "
    "tick) to all (right); the large dot is where that team would start. Teams stand in the order given, not "
    "by result."
)


def _first(profile: ConditionProfile) -> str:
    """Return the condition that a team would talk about first, if anything asks for a conversation."""
    start = profile.order.iloc[0]
    return str(start["condition"]) if start["need"] in ("split", "low") else ""


def _columns(profiles: Mapping[str, ConditionProfile]) -> dict[str, str]:
    """Return the titles of the conditions, essentials first and otherwise in the survey's order."""
    rows = next(p for p in profiles.values() if p).conditions.to_dict("records")
    rows.sort(key=lambda row: FAMILIES.index(row["family"]))
    return {str(row["condition"]): str(row["title"]) for row in rows}


class _Table:
    def __init__(self, columns: dict[str, str], teams: int) -> None:
        self.step = (WIDTH - NAMES) / len(columns)
        self.heads = {name: wrapped(title, self.step - 4, SMALL, lines=3) for name, title in columns.items()}
        self.top = LINE * max(len(lines) for lines in self.heads.values()) + 8
        self.sheet = Sheet(self.top + ROW * teams + 4)
        self.left = {name: NAMES + i * self.step for i, name in enumerate(columns)}

    def heading(self) -> None:
        for name, lines in self.heads.items():
            start = self.top - 6 - LINE * len(lines)
            for i, words in enumerate(lines):
                self.sheet.text(
                    self.left[name] + 4, start + LINE * (i + 0.5), words, size=SMALL, colour=QUIET
                )

    def team(self, number: int, name: str, profile: ConditionProfile) -> None:
        top = self.top + ROW * number
        self.sheet.line((0, top), (WIDTH, top))
        self.sheet.text(2, top + ROW / 2, clipped(name, NAMES - 8, TEXT))
        if not profile:
            self.sheet.text(NAMES + 2, top + ROW / 2, "nothing shown", size=SMALL, colour=QUIET)
            return
        first, shown = _first(profile), profile.conditions.set_index("condition")
        for condition in shown.index.intersection(list(self.left)):
            row = shown.loc[condition]
            if not row["unsaid"]:
                self._cell(str(condition), top + ROW / 2, row["favorable"] / row["n"], first)

    def _cell(self, condition: str, y: float, share: float, first: str) -> None:
        start, long = self.left[condition] + 6, self.step - 16
        self.sheet.line((start, y), (start + long, y), colour=RULE, width=0.6)
        self.sheet.line((start + long / 2, y - 3), (start + long / 2, y + 3), colour=RULE, width=0.6)
        if condition == first:
            self.sheet.circle(start + long * share, y, 5.6, fill=ACCENT, edge="white")
        else:
            self.sheet.circle(start + long * share, y, 3.2, fill=INK)


def _finding(firsts: Counter[str], columns: dict[str, str], shown: int) -> str:
    if not firsts:
        return f"No condition asks for a conversation first in any of {shown} teams"
    most = max(firsts.values())
    names = [title for condition, title in columns.items() if firsts[condition] == most]
    if most == 1:
        return f"The {shown} teams would each start somewhere else" if shown > 1 else f"Start with {names[0]}"
    return f"{most} of {shown} teams would talk first about {' or '.join(names)}"


def _alt(finding: str, profiles: Mapping[str, ConditionProfile], columns: dict[str, str]) -> str:
    told = [
        f"{name}: {columns.get(_first(p), 'nothing presses') if p else 'nothing shown'}"
        for name, p in profiles.items()
    ]
    return f"{finding}. Where each would start: {'; '.join(told)}."


def condition_multiples(profiles: Mapping[str, ConditionProfile]) -> Drawing | Unsaid:
    """Draw the published conditions of teams side by side, or say why there is nothing to draw.

    `profiles` maps the names of teams, in the order to show them, to what they have published.
    """
    shown = [p for p in profiles.values() if p and (p.conditions["unsaid"] == "").any()]
    if not shown:
        return Unsaid("No team has published results of its conditions yet.")
    columns = _columns(profiles)
    table = _Table(columns, len(profiles))
    table.heading()
    for number, (name, profile) in enumerate(profiles.items()):
        table.team(number, name, profile)
    firsts = Counter(first for p in shown if (first := _first(p)))
    finding = _finding(firsts, columns, len(shown))
    return Drawing(finding, table.sheet.svg(), _alt(finding, profiles, columns), CAPTION)
