"""Made-up weekly visits that improve a little after the team's marked changes."""

from datetime import date, timedelta
from random import Random

from cadence.demo.calendar import visit_weeks
from cadence.demo.story import story
from cadence.model import Indicator, Metric, Observation, Person, Team


def visits(
    team: Team, people: list[Person], metric: Metric, number: int, after: date, before: date
) -> list[Observation]:
    """Return the visits of every school week in [after, before)."""
    steady = Random(f"visits {number}")
    start = {i.id: steady.uniform(0.18, 0.55) for i in metric.indicators}
    gain = {i.id: steady.uniform(-0.02, 0.32) for i in metric.indicators}
    weeks = visit_weeks(after, before)
    return [
        _visit(Random(f"visit {number} {monday} {k}"), team, people, metric, monday, k, start, gain)
        for monday in weeks
        for k in range(6 + Random(f"week {number} {monday}").randrange(4))
    ]


def _visit(
    draw: Random,
    team: Team,
    people: list[Person],
    metric: Metric,
    monday: date,
    k: int,
    start: dict[str, float],
    gain: dict[str, float],
) -> Observation:
    progress = min(1.0, max(0.0, (monday - date(2026, 1, 26)).days / 90))
    levels = {i.id: _level(draw, i, start[i.id] + gain[i.id] * progress) for i in metric.indicators}
    return Observation(
        id=f"{team.id}-{monday:%y%m%d}-{k}",
        cycle=1,
        team=team.id,
        metric=metric.id,
        observer=draw.choice(people[:4]).id,
        on=monday + timedelta(days=draw.randrange(5)),
        grade_band=draw.choice(metric.grade_bands) if metric.grade_bands else "",
        subject=draw.choice(metric.subjects) if metric.subjects else "",
        minutes=draw.choice((10, 12, 15, 15, 20)),
        room=f"R{draw.randrange(1, 25):02d}",
        levels=levels,
        note=draw.choice([*story()["visit_notes"], "", ""]),
    )


def _level(draw: Random, indicator: Indicator, share: float) -> int | None:
    if draw.random() < 0.08:
        return None
    values = [level.value for level in indicator.levels]
    good = [v for v in values if v >= indicator.good]
    short = [v for v in values if v < indicator.good]
    return draw.choice(good if draw.random() < share or not short else short)
