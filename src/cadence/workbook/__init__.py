"""The workbook: what a notebook holds."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cadence.workbook.book import Workbook

__all__ = ["Workbook"]


def __getattr__(name: str) -> object:
    """Import `Workbook` on first use: who asks for a team's date needs no statistics."""
    if name == "Workbook":
        from cadence.workbook.book import Workbook

        return Workbook
    raise AttributeError(f"module 'cadence.workbook' has no attribute '{name}'")
