"""Session 3: the metric, calibration, and the baseline."""

from collections.abc import Sequence

from cadence import publish
from cadence.blocks import Block, Callout, Chart
from cadence.charts import Drawing
from cadence.forms import calibration_sheet, metric_card
from cadence.forms import observation_sheet as sheet
from cadence.model import Observation
from cadence.workbook.context import Context
from cadence.workbook.frame import missing
from cadence.workbook.vision import metric_of
from cadence.workbook.words import many


def drawn(drawing: Drawing) -> Chart:
    """Return a drawing as a block."""
    return Chart(title=drawing.title, svg=drawing.svg, alt=drawing.alt, caption=drawing.caption)


def metric(context: Context) -> Sequence[Block]:
    """Return the metric card."""
    return metric_card(metric_of(context))


def calibration(context: Context) -> Sequence[Block]:
    """Return the vignettes with room for a rating each."""
    return calibration_sheet(metric_of(context))


def observation_sheet(context: Context) -> Sequence[Block]:
    """Return the sheet for one visit."""
    return sheet(metric_of(context))


def baseline(context: Context) -> Sequence[Block]:
    """Return the published baseline, or how far the visits have come."""
    found = publish.latest(context.view, "baseline", context.cycle, context.team.id)
    if found is None:
        return [_not_yet(context)]
    result = publish.Baseline.from_body(found.body)
    return [Callout("note", "", "")] if result is None else []


def _not_yet(context: Context) -> Callout:
    visits = len(context.view.all(Observation, team=context.team.id, cycle=context.cycle))
    so_far = f"So far: {many(visits, 'visit')}." if visits else "No visit has been recorded yet."
    return missing(
        "No baseline yet",
        f"The baseline is the first agreed value of the metric. {so_far}",
        "The observation sheet follows: copy it, one sheet a visit.",
    )
