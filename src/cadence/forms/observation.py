"""One visit on one page."""

from cadence.blocks.block import Block, Heading, Lines, Paragraph, Table
from cadence.forms.scale import levels_to_circle
from cadence.model import Metric

_COLUMNS = ("Date", "Grade band", "Subject", "Minutes", "Room code", "Observer")
_NO_NAMES = "No teacher's name and no student's name, here or anywhere on the page."
_NOT_OBSERVED = (
    "N/O: there was nothing to see it in. It is no zero and is left out of the count. "
    "What each level looks like is on the metric card."
)


def observation_sheet(metric: Metric, *, level: int = 2) -> list[Block]:
    """Return the sheet for one visit, with the metric's own indicators and levels."""
    return [
        Heading(f"One visit: {metric.title}", level),
        Paragraph(f"{metric.unit}. Mark what you saw, not what you think of it."),
        _visit(metric),
        levels_to_circle(metric, "Circle one in each row", _NOT_OBSERVED),
        Lines("What you saw and heard", 5, "Words and numbers that a colleague could have written down too."),
        Lines("One thing you wonder", 1),
    ]


def _visit(metric: Metric) -> Table:
    notes = [
        f"Grade bands: {', '.join(metric.grade_bands)}." if metric.grade_bands else "",
        f"Subjects: {', '.join(metric.subjects)}." if metric.subjects else "",
        _NO_NAMES,
    ]
    return Table(
        caption="The visit",
        columns=_COLUMNS,
        widths=(1.3, 1.2, 2, 1, 1.2, 1.8),
        row_header=False,
        blank_rows=1,
        note=" ".join(filter(None, notes)),
    )
