"""Session 3: how many visits it takes for what the team wants to know."""

from collections.abc import Sequence

from cadence.analysis import design_effect, visits_for_change, visits_for_interval
from cadence.blocks import Block, Table
from cadence.publish import Baseline, latest
from cadence.workbook.context import Context
from cadence.workbook.tables import least_seen

PER_ROOM, ALIKE = 3, 0.2  # three visits to a room, somewhat alike
NOTE = (
    "A rise is seen in four of five tries with so many visits before and as many after. Three visits to one"
    " room tell less than three to three rooms; they are taken here as somewhat alike (likeness 0.2). A few"
    " visits a week, kept up and read as a trend, often tell more than one large count."
)
WIDTHS, RISES = (0.15, 0.10), (0.30, 0.20, 0.10)


def visit_planner(context: Context) -> Sequence[Block]:
    """Return the visits for an interval and for a change, each to another room or three to a room."""
    share = _share(context)
    bunched = design_effect(ALIKE, PER_ROOM)
    rows = [
        (
            f"know a share to about ± {width:.0%}".replace("%", " points"),
            str(visits_for_interval(share, width).visits),
            str(visits_for_interval(share, width, effect=bunched).visits),
        )
        for width in WIDTHS
    ]
    rows += [
        (
            f"see a rise from {share:.0%} to {share + rise:.0%}",
            f"{visits_for_change(share, share + rise).visits} each time",
            f"{visits_for_change(share, share + rise, effect=bunched).visits} each time",
        )
        for rise in RISES
        if share + rise < 1
    ]
    return [
        Table(
            caption="How many visits would it take?",
            columns=("To ...", "Each to another room", "Three to a room"),
            widths=(3, 1.5, 1.5),
            align=("left", "right", "right"),
            rows=tuple(rows),
            note=NOTE,
        )
    ]


def _share(context: Context) -> float:
    """Return the published share of the least seen look-for to the nearest tenth, else one half."""
    found = latest(context.view, "baseline", context.cycle, context.team.id)
    least = least_seen(Baseline.from_body(found.body).indicators) if found else None
    return min(max(round(least["share"], 1), 0.1), 0.9) if least else 0.5
