"""The facilitator's brief for Session 5: what the weekly visits say, team by team."""

from cadence.analysis import run_chart, visits, weekly, xmr
from cadence.blocks import Block, Table
from cadence.model import Observation, Team
from cadence.store import View
from cadence.workbook.context import Context, teams_of
from cadence.workbook.vision import metric_of
from cadence.workbook.words import many, percent

NOTE = (
    "All look-fors together, until the day of the session. Of teams in which nothing changes about one in "
    "twenty shows a signal in the run chart, and more do within limits: look at the chart before you speak "
    "of it. The teams stand in alphabetical order; this is not a ranking."
)


def verdicts(context: Context, view: View) -> list[Block]:
    """Return signal, noise or too early for every team, and of how many teams each is said."""
    told = {team.name: _told(context, view, team) for team in teams_of(context.store)}
    if not any(told.values()):
        return []
    said = [row[1] for row in told.values() if row]
    counts = ", ".join(f"{verdict} {said.count(verdict)}" for verdict in ("signal", "noise", "too early"))
    return [
        Table(
            caption=f"What the weeks say, team by team (run charts: {counts})",
            columns=("Team", "Around", "Run chart", "Limits"),
            widths=(2.4, 1.8, 1.2, 1.2),
            rows=tuple((name, *(row or ("no visits yet", "", ""))) for name, row in told.items()),
            note=NOTE,
        )
    ]


def _told(context: Context, view: View, team: Team) -> tuple[str, str, str] | None:
    found = view.all(Observation, team=team.id, cycle=context.cycle)
    weeks = weekly(visits(metric_of(context), [visit for visit in found if visit.on <= context.today]))
    points = weeks[weeks["n"] > 0].rename(columns={"week": "on", "share": "value"})
    if points.empty:
        return None
    run, limits = run_chart(points).summary.iloc[0], xmr(points, wanted="up").summary.iloc[0]
    around = f"{percent(run['median'])}, {many(int(run['n']), 'week')}"
    return around, str(run["verdict"]), str(limits["verdict"])
