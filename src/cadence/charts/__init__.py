"""Pictures of results in one house style: one message each, said in the title.

Every chart is a function of tables that returns a `Drawing`, or an `Unsaid` with the reason where
there is nothing to draw.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cadence.charts.conditions import condition_dots
    from cadence.charts.drivers import driver_diagram
    from cadence.charts.flow import age_bars, cumulative_flow_areas
    from cadence.charts.initiatives import initiative_bars
    from cadence.charts.limits import process_lines
    from cadence.charts.matrix import fidelity_impact
    from cadence.charts.own import house_theme, own_chart
    from cadence.charts.periods import band_periods
    from cadence.charts.shares import baseline_dots
    from cadence.charts.sheet import Drawing
    from cadence.charts.teams import condition_multiples
    from cadence.charts.thread import thread_picture
    from cadence.charts.weeks import weekly_trend
    from cadence.charts.whys import five_whys

_HOME = {
    "Drawing": "sheet",
    "age_bars": "flow",
    "band_periods": "periods",
    "baseline_dots": "shares",
    "condition_dots": "conditions",
    "condition_multiples": "teams",
    "cumulative_flow_areas": "flow",
    "driver_diagram": "drivers",
    "fidelity_impact": "matrix",
    "five_whys": "whys",
    "house_theme": "own",
    "initiative_bars": "initiatives",
    "own_chart": "own",
    "process_lines": "limits",
    "thread_picture": "thread",
    "weekly_trend": "weeks",
}
__all__ = [
    "Drawing",
    "age_bars",
    "band_periods",
    "baseline_dots",
    "condition_dots",
    "condition_multiples",
    "cumulative_flow_areas",
    "driver_diagram",
    "fidelity_impact",
    "five_whys",
    "house_theme",
    "initiative_bars",
    "own_chart",
    "process_lines",
    "thread_picture",
    "weekly_trend",
]


def __getattr__(name: str) -> object:
    """Import a name from its module on first use."""
    if name in _HOME:
        return getattr(import_module(f"cadence.charts.{_HOME[name]}"), name)
    raise AttributeError(f"module 'cadence.charts' has no attribute '{name}'")
