"""One page for each grade band, for the teachers who teach it: what was seen, and what it serves."""

from collections.abc import Sequence

from cadence.blocks import Block, Heading, Lines, PageBreak, Paragraph
from cadence.charts import band_periods
from cadence.charts.periods import Look, Period
from cadence.model import Observation
from cadence.publish import Baseline, latest
from cadence.publish.periods import periods
from cadence.workbook.baseline import drawn
from cadence.workbook.context import Context
from cadence.workbook.frame import missing, notice
from cadence.workbook.plan import board_of, goals_of
from cadence.workbook.tables import Row, rows_of
from cadence.workbook.vision import clauses, metric_of
from cadence.workbook.words import short_date

MOST = 3  # look-fors, clauses, changes and later periods: it is one page
LEAD = (
    "These are counts of short visits to lessons. They name nobody, and they grade nobody. Numbers from too "
    "few visits or rooms are left out."
)


def handouts(context: Context) -> Sequence[Block]:
    """Return a page for each grade band that has anything to show."""
    found = latest(context.view, "baseline", context.cycle, context.team.id)
    first = Baseline.from_body(found.body) if found else None
    if not first or first.last is None:
        return [
            missing(
                "No handout yet",
                "A handout begins with the published baseline of Session 3.",
                "Reveal it first: cadence reveal",
            )
        ]
    visits = context.view.all(Observation, team=context.team.id, cycle=context.cycle)
    threshold = context.settings.thresholds.respondents
    later = periods(metric_of(context), visits, first.last, context.today, threshold)
    pages = [_page(context, band, [first, *later[-MOST:]]) for band in _bands(first, later)]
    return [block for number, page in enumerate(pages) for block in ([PageBreak()] if number else []) + page]


def _bands(first: Baseline, later: Sequence[Baseline]) -> list[str]:
    """Return the grade bands of which any number is shown, in the metric's order."""
    rows = [row for each in (first, *later) for row in rows_of(each.bands) if not row["unsaid"]]
    shown = {row["grade_band"] for row in rows}
    every = [row["grade_band"] for each in (first, *later) for row in rows_of(each.bands)]
    return [band for band in dict.fromkeys(every) if band in shown]


def _page(context: Context, band: str, found: Sequence[Baseline]) -> list[Block]:
    looks = _looks(context, band, found)
    said = notice(context)
    return [
        Heading(f"{context.team.name}: grades {band}", 2),
        *([Paragraph(said)] if said else []),
        Paragraph(LEAD),
        drawn(band_periods(band, looks)),
        *_serves(context),
        *_done(context),
        Lines("What did you do that we did not see? What would you like to try, and what would help?", 3),
    ]


def _looks(context: Context, band: str, found: Sequence[Baseline]) -> list[Look]:
    """Return the look-fors that goals are read off, or the first of the metric, with their periods."""
    named = [goal.indicator for goal in goals_of(context) if goal.indicator]
    every = [look.id for look in metric_of(context).indicators]
    titles = {look.id: look.title for look in metric_of(context).indicators}
    wanted = [name for name in dict.fromkeys([*named, *every]) if name in titles][:MOST]
    return [Look(titles[name], tuple(_period(each, band, name) for each in found)) for name in wanted]


def _period(found: Baseline, band: str, look: str) -> Period:
    name = f"{short_date(found.first)[:-6]} to {short_date(found.last)[:-6]}" if found.first else "no dates"
    row = next((r for r in rows_of(found.bands) if (r["grade_band"], r["indicator"]) == (band, look)), None)
    return Period(name) if row is None or row["unsaid"] else _seen(name, row)


def _seen(name: str, row: Row) -> Period:
    return Period(name, int(row["good"]), int(row["n"]), row["low"], row["high"])


def _serves(context: Context) -> list[Block]:
    texts = [f"“{clause.text}”" for clause in clauses(context)][:MOST]
    return [Paragraph(f"What we are after: {'; '.join(texts)}.")] if texts else []


def _done(context: Context) -> list[Block]:
    """Return the changes that a peer has confirmed; who made them is on the board and not here."""
    texts = [f"“{card.title}”" for card in board_of(context) if card.column == "done"][:MOST]
    return [Paragraph(f"What we have changed since: {'; '.join(texts)}.")] if texts else []
