"""Taking visits into the store: the same file twice changes nothing, a later one adds and corrects."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from cadence.exchange.forms import Community
from cadence.exchange.report import Ledger, Report
from cadence.exchange.tables.columns import Source
from cadence.exchange.visits.naming import Naming
from cadence.exchange.visits.reading import Ground, read_visits
from cadence.exchange.visits.visit import Visit, record_id
from cadence.model import Metric, Observation, Team
from cadence.model.settings import CycleSettings
from cadence.store import View

UNSAID = ("observer", "room", "note", "levels")  # an id, never shown, long, said look-for by look-for


def import_observations(
    view: View,
    source: Source | Path | str,
    metric: Metric,
    cycle: CycleSettings,
    today: date,
    team: Team | None = None,
    no_names: bool = False,
    check: bool = False,
) -> Report:
    """Take in visits that were scored on a metric.

    A visit is known again by its own number, or without one by team, day and time, observer, grade band,
    subject and room; two such visits in one file are two. Of a visit that is known, what the file speaks of
    is brought up to date. Visits that the file leaves out stay, and are named where it covers their
    team and days. `team` is whose the visits are where the rows do not say; `no_names` says that a
    person has looked at the notes and rooms that seem to name somebody.

    Raises
    ------
    ImportRefused
        Something in the file does not hold together; nothing of it was written.
    """
    community = Community.of(view, team)
    naming = Naming.of((person.name for person in community.seats.people.values()), no_names)
    taken = read_visits(source, Ground(metric, community, naming, today)).sound()
    standing = {each.id: each for each in view.all(Observation) if each.metric == metric.id}
    entry = Entry(Ledger(), metric, cycle, standing)
    entry.take(taken.rows)
    entry.miss(taken.rows)
    return entry.ledger.settle(view, taken, entry.notes(taken.rows), check)


@dataclass
class Entry:
    """What a file's visits do to those that stand."""

    ledger: Ledger
    metric: Metric
    cycle: CycleSettings
    standing: dict[str, Observation]

    def take(self, visits: Iterable[Visit]) -> None:
        """Enter each visit, new or known."""
        for id, visit in self._numbered(visits):
            stands = self.standing.get(id)
            if stands is None:
                self.ledger.add(self._new(id, visit))
            else:
                self._update(stands, visit)

    def _numbered(self, visits: Iterable[Visit]) -> Iterator[tuple[str, Visit]]:
        counted: Counter[tuple[str, ...]] = Counter()
        for visit in visits:
            yield record_id(self.metric.id, self.cycle.number, visit.key, counted[visit.key]), visit
            counted[visit.key] += 1

    def _new(self, id: str, visit: Visit) -> Observation:
        return Observation.model_validate({
            "id": id,
            "cycle": self.cycle.number,
            "team": visit.team.id,
            "metric": self.metric.id,
            "observer": "",
            **visit.said,
            "levels": visit.levels,
        })  # fmt: skip

    def _update(self, stands: Observation, visit: Visit) -> None:
        kept = {name: level for name, level in stands.levels.items() if name not in visit.rated}
        levels = {**kept, **visit.levels}
        called = f"{visit.team.name}, visit of {visit.moment:%Y-%m-%d}"
        self.ledger.update(stands, called, UNSAID, **{**visit.said, "levels": levels})
        self.ledger.changes += [f"{called}: {change}" for change in _changes(stands, visit, levels)]

    def miss(self, visits: Iterable[Visit]) -> None:
        """Note the visits that stand and that this file, which covers their team and day, does not have."""
        taken = {id for id, _ in self._numbered(visits)}
        days: dict[str, list[date]] = {}
        for visit in visits:
            days.setdefault(visit.team.id, []).append(visit.moment.date())
        names = {visit.team.id: visit.team.name for visit in visits}
        gone = [each for each in self.standing.values() if each.id not in taken and each.team in days]
        for each in sorted(gone, key=lambda each: (each.team, each.on, each.id)):
            if each.cycle == self.cycle.number and min(days[each.team]) <= each.on <= max(days[each.team]):
                self.ledger.miss(f"{names[each.team]}, visit of {each.on}{_where(each)}")

    def notes(self, visits: Iterable[Visit]) -> Iterator[str]:
        """Yield what the reader should look at."""
        if self.ledger.gone and self.ledger.added:
            yield (
                "some visits are new and some are missing: a visit without a number of its own counts as "
                "another once its day, observer, grade band, subject or room is corrected; a column 'Visit' "
                "with numbers prevents that"
            )
        outside = [v for v in visits if not self.cycle.starts <= v.moment.date() <= self.cycle.ends]
        if outside:
            days = f"{self.cycle.starts} to {self.cycle.ends}"
            yield f"visits outside the cycle ({days}): {len(outside)}, the first on line {outside[0].line}"


def _where(visit: Observation) -> str:
    parts = [part for part in (visit.grade_band, visit.subject) if part]
    return f" ({', '.join(parts)})" if parts else ""


def _changes(stands: Observation, visit: Visit, levels: dict[str, int | None]) -> Iterator[str]:
    for name in ("observer", "room", "note"):
        if name in visit.said and getattr(stands, name) != visit.said[name]:
            yield f"{name} is another"
    for name in dict.fromkeys([*stands.levels, *levels]):
        before, after = _level(stands.levels, name), _level(levels, name)
        if before != after:
            yield f"{name} {before} -> {after}"


def _level(levels: dict[str, int | None], name: str) -> str:
    if name not in levels:
        return "not rated"
    level = levels[name]
    return "not observed" if level is None else str(level)
