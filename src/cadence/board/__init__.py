"""The action board: what stands on it, and what may be done with a card."""

from cadence.board.table import BoardTable

__all__ = ["BoardTable"]
