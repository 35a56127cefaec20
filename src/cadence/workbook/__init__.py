"""The workbook: what a notebook holds."""

from cadence.workbook.book import Workbook

__all__ = ["Workbook"]
