"""A metric's levels as rows of words to circle."""

from cadence.blocks.block import Align, Table
from cadence.model import Metric
from cadence.model.metric import Indicator

NOT_SEEN = "N/O"


def levels_to_circle(metric: Metric, caption: str, note: str = "") -> Table:
    """Return a table with an indicator a row and the name of each level to circle."""
    values = sorted({level.value for indicator in metric.indicators for level in indicator.levels})
    return Table(
        caption=caption,
        columns=("Look-for", *map(str, values), "Not observed"),
        rows=tuple(_row(indicator, values) for indicator in metric.indicators),
        align=("left", *_centered(len(values) + 1)),
        widths=(2.6, *[1.3] * len(values), 1.5),
        note=note,
    )


def _centered(count: int) -> tuple[Align, ...]:
    center: Align = "center"
    return (center,) * count


def _row(indicator: Indicator, values: list[int]) -> tuple[str, ...]:
    labels = {level.value: level.label for level in indicator.levels}
    return (indicator.title, *(labels.get(value, "") for value in values), NOT_SEEN)


def level_named(indicator: Indicator, value: int | None) -> str:
    """Return a level with its label ('3 Used'), or that it was not observed."""
    label = next((level.label for level in indicator.levels if level.value == value), "")
    return "Not observed" if value is None else f"{value} {label}".strip()
