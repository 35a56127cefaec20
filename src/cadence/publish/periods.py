"""Visits by grade band over time: periods of whole weeks after the baseline, each suppressed by itself."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from cadence.model import Metric, Observation
from cadence.publish.baseline import Baseline
from cadence.publish.disclosure import floor
from cadence.publish.visits import team_body

WEEKS = 8  # of a period: with fewer, most grade bands would have too few visits to show


def periods(
    metric: Metric, observations: Sequence[Observation], after: date, until: date, threshold: int
) -> list[Baseline]:
    """Return what is shown of the visits of each whole period after a day, as a baseline would show them.

    Periods begin the day after the baseline's last visit and hold no visit of it, and one that is not over is
    left out: no number of one is a part of another, so that none can be had by subtraction.

    Parameters
    ----------
    after
        The last day of the baseline.
    until
        The day of the page.
    threshold
        Below how many visits nothing is shown.
    """
    found = []
    for first, last in _spans(after, until):
        seen = [visit for visit in observations if first <= visit.on <= last]
        if seen:
            found.append(Baseline.from_body(team_body(metric, seen, floor(threshold))))
    return found


def _spans(after: date, until: date) -> Iterator[tuple[date, date]]:
    first = after + timedelta(days=1)
    while first + timedelta(weeks=WEEKS) <= until:
        yield first, first + timedelta(weeks=WEEKS, days=-1)
        first += timedelta(weeks=WEEKS)
