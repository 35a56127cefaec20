"""Practice moments that observers rate alone and then compare, and the key to them."""

from cadence.blocks.block import Block, Callout, Heading, Lines, PageBreak, Paragraph, Table
from cadence.forms.scale import level_named, levels_to_circle
from cadence.model import Metric, Vignette

_HOW = (
    "Read each moment once and circle a level in every row, alone and without talking. Rate what the words "
    "show. Then compare: begin with the row in which you differ most, and point to the words that made "
    "you choose."
)
_NONE = (
    "Write two short lesson moments that you have all seen, without names, rate them alone, and compare. "
    "To have them printed here, add them under vignettes: in the metric's file."
)


def calibration_sheet(metric: Metric, *, level: int = 2) -> list[Block]:
    """Return the practice moments, a page each, with room for a rating."""
    blocks: list[Block] = [Heading(f"Practice moments: {metric.title}", level)]
    if not metric.vignettes:
        return [*blocks, Callout("missing", "This metric has no practice moments yet", remedy=_NONE)]
    blocks.append(Paragraph(_HOW))
    for index, vignette in enumerate(metric.vignettes):
        blocks += [PageBreak()] if index else []
        blocks += [
            Heading(vignette.title, level + 1),
            Paragraph(vignette.text),
            levels_to_circle(metric, "Circle one in each row"),
            Lines("The words that decided your hardest choice", 1),
        ]
    return blocks


def calibration_key(metric: Metric, *, level: int = 2) -> list[Block]:
    """Return the reference ratings with their reasons, for the facilitator."""
    blocks: list[Block] = [Heading(f"Practice moments, the key: {metric.title}", level)]
    for vignette in metric.vignettes:
        blocks += [
            Heading(vignette.title, level + 1),
            Table("Reference ratings", ("Look-for", "Level"), _ratings(metric, vignette), widths=(3, 1.6)),
            Paragraph(vignette.because),
        ]
    return blocks


def _ratings(metric: Metric, vignette: Vignette) -> tuple[tuple[str, str], ...]:
    return tuple(
        (indicator.title, level_named(indicator, vignette.reference.get(indicator.id)))
        for indicator in metric.indicators
    )
