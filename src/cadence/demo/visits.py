"""Made-up weekly visits that improve a little after the team's marked changes."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from cadence.demo.calendar import visit_weeks
from cadence.demo.story import story
from cadence.model import Indicator, Metric, Observation, Person, School, Team

GRADES = ("PK", "KG", *(f"{grade:02d}" for grade in range(1, 13)))


@dataclass(frozen=True)
class Rooms:
    """A school's classrooms: who visits them, and how often each look-for is seen at first and at last."""

    team: Team
    observers: list[Person]
    metric: Metric
    bands: tuple[str, ...]
    start: dict[str, float]
    gain: dict[str, float]


def rooms(team: Team, school: School, people: list[Person], metric: Metric, number: int) -> Rooms:
    """Return the classrooms of a school, the same for the same number."""
    draw = Random(f"visits {number}")
    start = {i.id: draw.uniform(0.18, 0.55) for i in metric.indicators}
    gain = {i.id: draw.uniform(-0.02, 0.32) for i in metric.indicators}
    return Rooms(team, people[:4], metric, bands_of(school, metric.grade_bands), start, gain)


def bands_of(school: School, bands: tuple[str, ...]) -> tuple[str, ...]:
    """Return the grade bands ('PK-2', '3-5') in which a school has grades; all where that is unknown."""
    if school.grade_low not in GRADES or school.grade_high not in GRADES:
        return bands
    low, high = GRADES.index(school.grade_low), GRADES.index(school.grade_high)
    kept = []
    for band in bands:
        first, _, last = band.partition("-")
        if _grade(first) <= high and _grade(last) >= low:
            kept.append(band)
    return tuple(kept) or bands


def _grade(name: str) -> int:
    return GRADES.index({"K": "KG"}.get(name, name.zfill(2)))


def visits(rooms: Rooms, number: int, after: date, before: date) -> list[Observation]:
    """Return the visits of every school week in [after, before)."""
    return [
        _visit(Random(f"visit {number} {monday} {k}"), rooms, monday, k)
        for monday in visit_weeks(after, before)
        for k in range(6 + Random(f"week {number} {monday}").randrange(4))
    ]


def _visit(draw: Random, rooms: Rooms, monday: date, k: int) -> Observation:
    progress = min(1.0, max(0.0, (monday - date(2026, 1, 26)).days / 90))
    return Observation(
        id=f"{rooms.team.id}-{monday:%y%m%d}-{k}",
        cycle=1,
        team=rooms.team.id,
        metric=rooms.metric.id,
        observer=draw.choice(rooms.observers).id,
        on=monday + timedelta(days=draw.randrange(5)),
        grade_band=draw.choice(rooms.bands) if rooms.bands else "",
        subject=draw.choice(rooms.metric.subjects) if rooms.metric.subjects else "",
        minutes=draw.choice((10, 12, 15, 15, 20)),
        room=f"R{draw.randrange(1, 25):02d}",
        levels={
            i.id: _level(draw, i, rooms.start[i.id] + rooms.gain[i.id] * progress)
            for i in rooms.metric.indicators
        },
        note=draw.choice([*story()["visit_notes"], "", ""]),
    )


def _level(draw: Random, indicator: Indicator, share: float) -> int | None:
    if draw.random() < 0.08:
        return None
    values = [level.value for level in indicator.levels]
    good = [v for v in values if v >= indicator.good]
    short = [v for v in values if v < indicator.good]
    return draw.choice(good if draw.random() < share or not short else short)
