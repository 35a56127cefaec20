"""What an import changed, for people to read."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from cadence.model import Record

R = TypeVar("R", bound=Record)

NOUNS = {"school": "schools", "team": "teams", "person": "people", "membership": "places on a team"}


@dataclass(frozen=True)
class Report:
    """How many records of each table were added, updated and left as they were.

    `changes` says field by field what was updated; `notes` what the reader should look at.
    """

    file: str
    added: Mapping[str, int]
    updated: Mapping[str, int]
    unchanged: Mapping[str, int]
    changes: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Return the report as lines."""
        lines = [f"From {self.file}:"]
        for table, noun in NOUNS.items():
            counts = self.added.get(table, 0), self.updated.get(table, 0), self.unchanged.get(table, 0)
            if any(counts):
                lines.append("  {}: {} added, {} updated, {} unchanged".format(noun, *counts))
        changes = [f"  changed: {change}" for change in self.changes]
        return "\n".join([*lines, *changes, *(f"  note: {note}" for note in self.notes)])


@dataclass
class Ledger:
    """Collects what is to be written, each record once, and counts it."""

    entered: dict[tuple[str, str], Record] = field(default_factory=dict)
    counted: set[tuple[str, str]] = field(default_factory=set)
    added: Counter[str] = field(default_factory=Counter)
    updated: Counter[str] = field(default_factory=Counter)
    unchanged: Counter[str] = field(default_factory=Counter)
    changes: list[str] = field(default_factory=list)

    def add(self, record: R) -> R:
        """Enter a record that is not in the store yet."""
        self._count(self.added, record)
        self.entered[record.table, record.id] = record
        return record

    def update(self, stands: R, called: str, **fields: object) -> R:
        """Enter what a file says of a record that stands; only what differs is written."""
        news = {name: value for name, value in fields.items() if getattr(stands, name) != value}
        changed = stands.model_copy(update=news)
        self._count(self.updated if news else self.unchanged, stands)
        if news:
            self.entered[stands.table, stands.id] = changed
            was = {name: getattr(stands, name) for name in news}
            self.changes += [f"{called}: {name} '{was[name]}' is now '{news[name]}'" for name in news]
        return changed

    def _count(self, counter: Counter[str], record: Record) -> None:
        """Count a record once, however many rows of the file speak of it."""
        if (record.table, record.id) not in self.counted:
            self.counted.add((record.table, record.id))
            counter[record.table] += 1

    def report(self, file: str, notes: Iterable[str]) -> Report:
        """Return the finished report."""
        return Report(file, self.added, self.updated, self.unchanged, tuple(self.changes), tuple(notes))
