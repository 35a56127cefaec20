"""The process chart: points between the limits that they stay within while nothing changes."""

from collections.abc import Sequence
from itertools import groupby, pairwise
from typing import Any

import pandas as pd

from cadence.analysis.interval import Unsaid
from cadence.analysis.processchart import ProcessChart
from cadence.charts.sheet import ACCENT, ALARM, INK, QUIET, TINT, Drawing, Point
from cadence.charts.timeline import SHARES, Scale, Timeline, day, marked, scale_of

Target = tuple[float, str]
Row = dict[str, Any]
Step = tuple[float, float, Row]
READ = {
    "xmr": "Each dot is a week. While nothing changes nearly all of them lie in the band, which is as wide "
    "as weeks usually differ.",
    "p": "Each dot is a week. While nothing changes nearly all of them lie in the band, which is wider in "
    "weeks with few visits.",
    "u": "Each dot is a week. While nothing changes nearly all of them lie in the band, which is wider in "
    "weeks with few visits.",
}
SHAPES = "A triangle is a week that luck does not explain; it points to the side on which the week lies."
TRIAL = "The limits are on trial: fewer than 12 weeks lie behind them."
WIDE = (
    "In weeks with so few visits the limits reach from 0% to 100%, so that no single week can stand out: "
    "only several in a row can."
)


def process_lines(
    chart: ProcessChart,
    kind: str,
    marks: pd.DataFrame | None = None,
    what: str = "All look-fors",
    *,
    meetings: pd.DataFrame | None = None,
    counts: Sequence[int] = (),
    target: Target | None = None,
    share: bool = True,
) -> Drawing | Unsaid:
    """Draw one series with its center line and limits, or say why there is nothing.

    Parameters
    ----------
    chart
        As `analysis.xmr`, `p_chart` or `u_chart` makes it of one series; limits step where they follow the
        number of visits, and start anew where they were rebased.
    kind
        'xmr', 'p' or 'u'.
    marks, meetings
        Columns `on` and `label`.
    what
        What is measured, in a few words: it opens the title.
    counts
        The number of visits behind each point.
    target
        Where a goal wants it, and by when in words.
    share
        Whether values are shares from 0 to 1.
    """
    points = chart.points
    if points.empty:
        return Unsaid("No visit has been recorded yet.")
    scale = SHARES if share else _scale(points, target)
    plot = Timeline(list(points["on"]), scale, changes=marked(marks), meetings=marked(meetings))
    rows = [{str(key): value for key, value in row.items()} for row in points.to_dict("records")]
    _draw(plot, rows, target)
    plot.feet(counts)
    told = chart.summary.iloc[-1]
    finding = f"{what}: {_verdict(told)}"
    caption = f"{_anew(chart)}{_caption(kind, points, told)}"
    return Drawing(finding, plot.sheet.svg(), _alt(finding, rows, told, scale), caption)


def _anew(chart: ProcessChart) -> str:
    """Return from when the limits begin anew and why, where they do."""
    first = chart.points.groupby("phase")["on"].min()
    told = [
        f"{day(first[row['phase']])}: {row['because']}"
        for _, row in chart.summary.iterrows()
        if row["because"]
    ]
    return f"Limits begin anew on purpose ({'; '.join(told)}). " if told else ""


def _scale(points: pd.DataFrame, target: Target | None) -> Scale:
    drawn = points[["value", "lower", "upper"]].to_numpy().ravel().tolist()
    return scale_of([*drawn, *([target[0]] if target else [])])


def _draw(plot: Timeline, rows: Sequence[Row], target: Target | None) -> None:
    phases = _phases(plot, rows)
    for phase in phases:
        _band(plot, phase)
    plot.frame()
    if target:
        plot.level(target[0])
    for phase in phases:
        _lines(plot, phase)
    plot.beside(_named(rows[-1], target))
    plot.path([(row["on"], row["value"]) for row in rows])
    for row in rows:
        _point(plot, row)


def _caption(kind: str, points: pd.DataFrame, told: Any) -> str:
    """Return what the chart says in words, and how to read it."""
    parts = [str(told["words"]), READ[kind]]
    if (points["kind"] != "").any():
        parts.append(SHAPES)
    if told["trial"]:
        parts.append(TRIAL)
    if kind == "p" and ((points["lower"] <= 0) & (points["upper"] >= 1)).any():
        parts.append(WIDE)
    return " ".join(parts)


def _verdict(told: Any) -> str:
    if told["verdict"] == "too early":
        more = f"{told['more']} more {'week' if told['more'] == 1 else 'weeks'}"
        return f"too early for firm limits, {more} will do"
    if told["verdict"] == "signal":
        return "signal, luck alone does not explain all weeks"
    return "noise, no week is one that luck would not bring"


def _named(last: Row, target: Target | None) -> list[tuple[float, str, str]]:
    named = [(float(last["center"]), "mean", INK)]
    if pd.notna(last["upper"]):
        named += [(float(last[name]), "limit", QUIET) for name in ("upper", "lower")]
    return [*named, (target[0], target[1], ACCENT)] if target else named


def _phases(plot: Timeline, rows: Sequence[Row]) -> list[list[Step]]:
    """Return the points phase by phase, each with where its limits begin and end."""
    places = [plot.x(row["on"]) for row in rows]
    middles = [(one + other) / 2 for one, other in pairwise(places)]
    ends = [places[0] - 10, *middles, places[-1] + 10]
    steps = [(left, right, row) for (left, right), row in zip(pairwise(ends), rows, strict=True)]
    return [list(steps_of) for _, steps_of in groupby(steps, key=lambda step: step[2]["phase"])]


def _edge(plot: Timeline, phase: Sequence[Step], name: str) -> list[Point]:
    """Return a limit of a phase as a line of steps."""
    places = [((left, plot.y(row[name])), (right, plot.y(row[name]))) for left, right, row in phase]
    return [place for pair in places for place in pair]


def _band(plot: Timeline, phase: Sequence[Step]) -> None:
    """Shade what lies between the limits."""
    if pd.notna(phase[0][2]["upper"]):
        outline = [*_edge(plot, phase, "upper"), *reversed(_edge(plot, phase, "lower"))]
        plot.sheet.shape(outline, fill=TINT, edge=None)


def _lines(plot: Timeline, phase: Sequence[Step]) -> None:
    """Draw the center and the limits of a phase."""
    if pd.notna(phase[0][2]["upper"]):
        for name in ("upper", "lower"):
            plot.sheet.trace(_edge(plot, phase, name), colour=QUIET, width=1.1)
    plot.sheet.trace(_edge(plot, phase, "center"), colour=INK, width=1.6)


def _point(plot: Timeline, row: Row) -> None:
    x, y = plot.x(row["on"]), plot.y(row["value"])
    if not row["kind"]:
        plot.sheet.circle(x, y, 3.8, fill=INK, edge="white")
        return
    # The shape tells it in grey too; a concern is drawn in the color of alarm.
    up = -1 if row["side"] >= 0 else 1
    colour = ALARM if row["kind"] == "concern" else ACCENT
    plot.sheet.shape([(x, y + up * 6.5), (x - 6, y - up * 4), (x + 6, y - up * 4)], fill=colour)


def _alt(finding: str, rows: Sequence[Row], told: Any, scale: Scale) -> str:
    last, say = rows[-1], scale.words
    told_weeks = (f"{day(row['on'])}: {say(row['value'])}{_kind(row)}" for row in rows)
    within = f" Limits {say(last['lower'])} to {say(last['upper'])} in the last week."
    return (
        f"{finding}. {told['words']} Mean {say(last['center'])}.{within if pd.notna(last['upper']) else ''} "
        f"Week by week: {'; '.join(told_weeks)}."
    )


def _kind(row: Row) -> str:
    return f" ({row['kind']})" if row["kind"] else ""
