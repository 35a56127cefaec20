"""Session 5: the metric week by week, read twice, with what was changed and when the team met."""

from collections.abc import Sequence

import pandas as pd

from cadence.analysis import marks, p_chart, run_chart, visits, weekly, xmr
from cadence.analysis.plan import MOST_GOALS
from cadence.analysis.processchart import Rebase
from cadence.blocks import Block, Paragraph, Table
from cadence.charts import process_lines, weekly_trend
from cadence.model import Goal, Indicator, Observation, Outcome
from cadence.workbook.baseline import drawn
from cadence.workbook.context import Context
from cadence.workbook.frame import missing
from cadence.workbook.plan import board_of, goals_of
from cadence.workbook.vision import metric_of
from cadence.workbook.words import short_date

NOTE = (
    "Two readings of the same weeks. The run chart asks whether they lie around their median as luck would "
    "have it, and sees slow shifts; the limits show how far a week strays while nothing changes, and see "
    "sudden ones. One signal is enough to ask what happened."
)
MONTH = 4  # weeks that stand for the beginning and for the end
LAGGING = (
    "A leading number moves within weeks and answers to what the team does; a lagging one comes once a year "
    "and answers to much else besides. Where the first moves and the second does not, ask whether the first "
    "measures what matters."
)


def trend(context: Context, rebase: Rebase | None = None) -> Sequence[Block]:
    """Return the metric by week with intervals and with limits, and what each goal is read off.

    `rebase` gives for each day from which the limits are worked out anew the reason why.
    """
    found = context.view.all(Observation, team=context.team.id, cycle=context.cycle)
    seen = [o for o in found if o.on <= context.today]
    if not seen:
        return [
            missing(
                "No trend yet",
                "A trend needs visits in several weeks; there are none on record.",
                "Start with the schedule of Session 3: two visits a week each is enough.",
            )
        ]
    table = visits(metric_of(context), seen)
    weeks = weekly(table)
    made = marks(board_of(context))
    whole = drawn(weekly_trend(weeks, made, meetings=meetings(context)))
    if not weeks["n"].any():
        return [whole]
    limits = process_lines(
        xmr(_points(weeks), wanted="up", rebase=rebase),
        "xmr",
        made,
        meetings=meetings(context),
        counts=_visits(weeks),
    )
    return [
        whole,
        Paragraph(NOTE),
        drawn(limits),
        *_of_goals(context, table, rebase),
        *leading_and_lagging(context, table),
    ]


def meetings(context: Context) -> pd.DataFrame:
    """Return when the team met, for the foot of a chart: columns `on` and `label`."""
    met = [(m.on, f"Session {m.session}") for m in context.settings.sessions if m.session]
    table = pd.DataFrame(sorted(met), columns=["on", "label"])
    return table.assign(on=pd.to_datetime(table["on"]))


def _points(weeks: pd.DataFrame) -> pd.DataFrame:
    return weeks[weeks["n"] > 0].rename(columns={"week": "on", "share": "value"})


def _visits(weeks: pd.DataFrame) -> list[int]:
    return [int(count) for count in weeks.loc[weeks["n"] > 0, "visits"]]


def _of_goals(context: Context, table: pd.DataFrame, rebase: Rebase | None) -> list[Block]:
    """Return the chart of each look-for that a goal names, with the changes made for that goal."""
    blocks: list[Block] = []
    for look, goals in list(_read_off(context).items())[:MOST_GOALS]:
        blocks += _of_look(context, look, goals, weekly(table, look.id), rebase)
    return blocks


def _read_off(context: Context) -> dict[Indicator, list[Goal]]:
    """Return the goals by the look-for that they are read off."""
    found: dict[Indicator, list[Goal]] = {}
    for goal in goals_of(context):
        look = metric_of(context).indicator(goal.indicator or "")
        if look:
            found.setdefault(look, []).append(goal)
    return found


def _of_look(
    context: Context, look: Indicator, goals: Sequence[Goal], weeks: pd.DataFrame, rebase: Rebase | None
) -> list[Block]:
    points = weeks[weeks["n"] > 0].rename(columns={"week": "on"})
    serving = {goal.id for goal in goals}
    drawing = process_lines(
        p_chart(points, wanted="up", rebase=rebase),
        "p",
        marks(card for card in board_of(context) if card.goal in serving),
        look.title,
        meetings=meetings(context),
        counts=_visits(weeks),
        target=next(((goal.target, "goal") for goal in goals if goal.target is not None), None),
    )
    if points.empty:
        return [drawn(drawing)]
    run = run_chart(points.rename(columns={"share": "value"})).summary["words"].iloc[0]
    return [drawn(drawing), Paragraph(f"Read as a run chart: {run}")]


def leading_and_lagging(context: Context, table: pd.DataFrame) -> list[Block]:
    """Return the weekly numbers beside the school's yearly results, where there are any."""
    school = context.team.school
    yearly = _yearly(context.view.all(Outcome, school=school)) if school else []
    if not yearly:
        return []
    looks = [("All look-fors", weekly(table)), *((k.title, weekly(table, k.id)) for k in _read_off(context))]
    weekly_rows = [row for name, weeks in looks if (row := _leading(name, weeks))]
    return [
        Table(
            caption="Leading numbers beside lagging ones",
            columns=("Number", "Kind", "First", "Latest"),
            widths=(3, 1, 1.9, 1.9),
            rows=(*weekly_rows, *yearly),
            note=LAGGING,
        )
    ]


def _leading(name: str, weeks: pd.DataFrame) -> tuple[str, ...] | None:
    seen = weeks[weeks["n"] > 0]
    if len(seen) < 2 * MONTH:
        return None
    first, last = (
        f"{part['good'].sum() / part['n'].sum():.0%} in {MONTH} weeks from {short_date(part['week'].iloc[0])}"
        for part in (seen.head(MONTH), seen.tail(MONTH))
    )
    return name, "leading", first, last


def _yearly(outcomes: Sequence[Outcome]) -> list[tuple[str, ...]]:
    """Return a row for each yearly result: its first and its latest year."""
    found: dict[str, list[Outcome]] = {}
    for outcome in sorted(outcomes, key=lambda each: (each.indicator, each.year)):
        found.setdefault(outcome.indicator, []).append(outcome)
    return [(name, "lagging", _in_year(years[0]), _in_year(years[-1])) for name, years in found.items()]


def _in_year(outcome: Outcome) -> str:
    value = outcome.note or "not known" if outcome.value is None else f"{outcome.value:g}"
    return f"{value} in {outcome.year}"
