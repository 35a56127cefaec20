"""What the weekly visits say in words: signal, noise, or too early."""

import pandas as pd

from cadence.analysis import run_chart, xmr
from cadence.blocks import Block, Callout

NOTE = (
    "Two readings of the same weeks. The run chart asks whether they lie around their median as luck would "
    "have it, and sees slow shifts; the limits show how far a week strays while nothing changes, and see "
    "sudden ones. One signal is enough to ask what happened."
)


def signals(weeks: pd.DataFrame) -> Block:
    """Return both readings of a share by week, as `analysis.weekly` makes it."""
    points = weeks[weeks["n"] > 0].rename(columns={"week": "on", "share": "value"})
    run = run_chart(points).summary["words"].iloc[0]
    limits = xmr(points, wanted="up").summary["words"].iloc[0]
    return Callout("note", "Signal or noise?", NOTE, (f"Run chart. {run}", f"Limits. {limits}"))
