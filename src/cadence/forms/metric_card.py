"""A metric on paper: what is counted, out of what, and what each level looks like."""

from cadence.blocks.block import Block, Bullets, Heading, Paragraph, Table
from cadence.model import Metric
from cadence.model.metric import Indicator


def metric_card(metric: Metric, *, level: int = 2) -> list[Block]:
    """Return the metric's definition and its indicators with levels and examples."""
    blocks: list[Block] = [
        Heading(metric.title, level),
        Paragraph(metric.purpose),
        Table("The definition", ("Part", "What it says"), _definition(metric), widths=(1.4, 5)),
    ]
    if metric.cautions:
        blocks.append(Bullets(metric.cautions, lead="What to be careful with"))
    blocks.append(Heading("What each level looks like", level + 1))
    return [*blocks, *(_levels(indicator, not _good(metric)) for indicator in metric.indicators)]


def _definition(metric: Metric) -> tuple[tuple[str, str], ...]:
    kind = (
        "Leading: it moves within weeks"
        if metric.kind == "leading"
        else "Lagging: it moves once or twice a year"
    )
    rows = (
        ("Signal", kind),
        ("Good", _good(metric)),
        ("Counted", metric.numerator),
        ("Out of", metric.denominator),
        ("Unit", metric.unit),
        ("Who", metric.observers),
        ("When", f"{metric.schedule}. About {metric.visits_a_week} visits a week in all."),
        ("Grade bands", ", ".join(metric.grade_bands)),
        ("Subjects", ", ".join(metric.subjects)),
    )
    return tuple(row for row in rows if row[1])


def _good(metric: Metric) -> str:
    """Return from which level on a visit counts, or '' if that differs by indicator."""
    levels = {indicator.good for indicator in metric.indicators}
    return f"Level {min(levels)} and above" if len(levels) == 1 else ""


def _levels(indicator: Indicator, note: bool) -> Table:
    rows = tuple((f"{level.value} {level.label}", level.look, level.example) for level in indicator.levels)
    return Table(
        caption=f"{indicator.title} ({indicator.element}): {indicator.look_for}",
        columns=("Level", "What you see", "For example"),
        rows=rows,
        widths=(1.2, 3.6, 3.6),
        note=f"Level {indicator.good} and above counts as good." if note else "",
    )
