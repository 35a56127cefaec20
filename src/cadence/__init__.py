"""Cadence: facilitation workbooks for instructional-leadership institutes.

A notebook needs one name, `Workbook`. Everything heavy is imported when it is first used.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cadence.workbook import Workbook

__version__ = "0.1.0"
__all__ = ["Workbook", "__version__"]


def __getattr__(name: str) -> object:
    """Import `Workbook` on first use, so that `import cadence` stays light."""
    if name == "Workbook":
        from cadence.workbook import Workbook

        return Workbook
    raise AttributeError(f"module 'cadence' has no attribute '{name}'")
