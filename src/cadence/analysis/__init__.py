"""Statistics of an institute: tables or plain numbers in, tables or plain numbers out.

Nothing here knows a database or draws a picture. What cannot be said is an `Unsaid` with its
reason; in a table, the column `unsaid` holds the reason and is '' where the numbers stand.
Names are imported when they are first used, so that `import cadence.analysis` stays light.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cadence.analysis.answers import counts, pool, score
    from cadence.analysis.board import BoardSummary, board_summary, since_last
    from cadence.analysis.debrief import debrief_order
    from cadence.analysis.initiatives import initiative_load
    from cadence.analysis.interval import Interval, Unsaid, wilson, wilson_bounds
    from cadence.analysis.observations import baseline, marks, visits, weekly
    from cadence.analysis.plan import Finding, plan_lint
    from cadence.analysis.thread import orphans

_HOMES = {
    "answers": ("counts", "pool", "score"),
    "board": ("BoardSummary", "board_summary", "since_last"),
    "debrief": ("debrief_order",),
    "initiatives": ("initiative_load",),
    "interval": ("Interval", "Unsaid", "wilson", "wilson_bounds"),
    "plan": ("Finding", "plan_lint"),
    "thread": ("orphans",),
    "observations": ("baseline", "marks", "visits", "weekly"),
}
_HOME = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [
    "BoardSummary", "Finding", "Interval", "Unsaid", "baseline", "board_summary",
    "counts", "debrief_order", "initiative_load", "marks", "orphans", "plan_lint",
    "pool", "score", "since_last", "visits", "weekly", "wilson", "wilson_bounds",
]  # fmt: skip


def __getattr__(name: str) -> object:
    """Import a function from its module on first use."""
    if name in _HOME:
        return getattr(import_module(f"cadence.analysis.{_HOME[name]}"), name)
    raise AttributeError(f"module 'cadence.analysis' has no attribute '{name}'")
