"""The demonstration: a real school list, and one cycle of made-up work from a fixed seed."""

from cadence.demo.build import build

__all__ = ["build"]
