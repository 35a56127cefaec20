"""Session 3: the metric, calibration, and the baseline."""

from collections.abc import Sequence

from cadence.analysis import Unsaid
from cadence.blocks import Align, Block, Callout, Chart, Statement, Table
from cadence.charts import Drawing, baseline_dots
from cadence.forms import calibration_sheet, metric_card
from cadence.forms import observation_sheet as sheet
from cadence.model import Observation
from cadence.publish import Baseline, latest
from cadence.workbook.context import Context
from cadence.workbook.frame import missing
from cadence.workbook.tables import Row, least_seen, rows_of
from cadence.workbook.vision import metric_of
from cadence.workbook.words import many, short_date


def drawn(drawing: Drawing | Unsaid) -> Block:
    """Return a drawing as a block, or a calm box with the reason why there is none."""
    if isinstance(drawing, Unsaid):
        return Callout("missing", "Nothing to draw yet", drawing.reason)
    return Chart(title=drawing.title, svg=drawing.svg, alt=drawing.alt, caption=drawing.caption)


def metric(context: Context) -> Sequence[Block]:
    """Return the metric card."""
    return metric_card(metric_of(context), level=3)


def calibration(context: Context) -> Sequence[Block]:
    """Return the vignettes with room for a rating each."""
    return calibration_sheet(metric_of(context), level=3)


def observation_sheet(context: Context) -> Sequence[Block]:
    """Return the sheet for one visit."""
    return sheet(metric_of(context), level=3)


def baseline(context: Context) -> Sequence[Block]:
    """Return the published baseline with its honest sentence, or how far the visits have come."""
    found = latest(context.view, "baseline", context.cycle, context.team.id)
    if found is None:
        return [_not_yet(context)]
    result = Baseline.from_body(found.body)
    drawing = baseline_dots(result)
    if isinstance(drawing, Unsaid):
        return [Callout("missing", "No baseline is shown for this team", drawing.reason)]
    return [drawn(drawing), *_honest(result), _said(result)]


def _not_yet(context: Context) -> Callout:
    visits = len(context.view.all(Observation, team=context.team.id, cycle=context.cycle))
    so_far = f"So far: {many(visits, 'visit')}." if visits else "No visit has been recorded yet."
    return missing(
        "No baseline yet",
        f"The baseline is the first agreed value of the metric. {so_far}",
        "The observation sheet follows: copy it, one sheet a visit.",
    )


def _honest(result: Baseline) -> list[Block]:
    """Return the baseline of the least seen look-for in one sentence that hides nothing."""
    least = least_seen(result.indicators)
    if least is None:
        return []
    sentence = (
        f"{least['title']}: seen at the wanted level in {least['good']:.0f} of {least['n']:.0f} visits where "
        f"it could be seen ({least['share']:.0%}). With so few visits the true share is plausibly anywhere "
        f"from {least['low']:.0%} to {least['high']:.0%}. We do not know what the rooms looked like that "
        "nobody visited."
    )
    dates = f"{many(result.visits, 'visit')}, {short_date(result.first)} to {short_date(result.last)}"
    return [Statement(sentence, f"An honest baseline · {dates}")]


def _said(result: Baseline) -> Block:
    """Return for every look-for between what the true share plausibly lies, and its visits by grade band."""
    cells = {(row["title"], row["grade_band"]): _cell(row) for row in rows_of(result.bands)}
    bands = list(dict.fromkeys(band for _, band in cells))
    rows = [
        (row["title"], _interval(row), *(cells.get((row["title"], band), "-") for band in bands))
        for row in rows_of(result.indicators)
    ]
    numbers: tuple[Align, ...] = tuple("right" for _ in (0, *bands))
    return Table(
        caption="What the visits allow us to say, and by grade band",
        columns=("Look-for", "Plausibly", *bands),
        widths=(2.6, 1.3, *(1.0 for _ in bands)),
        align=("left", *numbers),
        rows=tuple(rows),
        note="Plausibly: the 95% interval (Wilson) for all visits that could be made. By grade band: visits "
        "at the wanted level, of visits where it could be seen. A dash: too few visits or rooms to "
        "say, or the number would give another one away.",
    )


def _interval(row: Row) -> str:
    return "-" if row["unsaid"] else f"{row['low']:.0%} to {row['high']:.0%}"


def _cell(row: Row) -> str:
    return "-" if row["unsaid"] else f"{row['good']:.0f} of {row['n']:.0f}"
