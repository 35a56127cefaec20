"""One visit on one page."""

from cadence.blocks.block import Block, Checklist, Heading, Lines, Paragraph, Table
from cadence.forms.scale import levels_to_circle
from cadence.model import Metric

_NO_NAMES = "No teacher's name and no student's name, here or anywhere on the page."


def observation_sheet(metric: Metric, *, level: int = 2) -> list[Block]:
    """Return the sheet for one visit, with the metric's own indicators and levels."""
    columns = ("Date", "Minutes", "Room code", "Observer")
    visit = Table(
        "The visit", columns, widths=(1.4, 1, 1.4, 2), blank_rows=1, row_header=False, note=_NO_NAMES
    )
    blocks: list[Block] = [
        Heading(f"One visit: {metric.title}", level),
        Paragraph(f"{metric.unit}. Mark what you saw, not what you think of it."),
        visit,
    ]
    blocks += [Checklist("Grade band", metric.grade_bands)] if metric.grade_bands else []
    blocks += [Checklist("Subject", metric.subjects)] if metric.subjects else []
    note = (
        "Not observed means that there was nothing to see it in. It is no zero and is left out of the count."
    )
    return [
        *blocks,
        levels_to_circle(metric, "Circle one in each row", note),
        Lines("What you saw and heard", 6, "Words and numbers that a colleague could have written down too."),
    ]
