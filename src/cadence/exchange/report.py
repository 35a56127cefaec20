"""What an import changes, for people to read and for programs (`as_json`).

ledger = Ledger()
ledger.add(record)                          # not in the store yet
ledger.update(stands, "Ana Park", email=...)   # only what differs is written, and said
ledger.miss("GRADY MIDDLE (482364001271)")  # known, and no longer in this file
return ledger.settle(view, taken, notes, check)   # writes all of it in one transaction, or with check nothing
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from cadence.exchange.tables.taken import Taken
from cadence.model import Record
from cadence.store import View

R = TypeVar("R", bound=Record)

NOUNS = {
    "school": "schools",
    "team": "teams",
    "person": "people",
    "membership": "places on a team",
    "outcome": "indicator values",
    "observation": "visits",
    "card": "cards",
    "response": "answers to the survey",
}
MOST_SHOWN = 20  # of one kind of line in a report that people read; `as_json` has all of them


@dataclass(frozen=True)
class Report:
    """How many records of each table were added, updated and left as they were.

    `changes` says field by field what was updated, `gone` what is known and no longer in the file (it
    stays as it is), `ignored` the headings that nothing was read from, `notes` what the reader should
    look at. `written` is False after a dry run; `change` is the number by which it can be taken back as a
    whole, 0 where nothing changed; `confidential` answers are taken back in a way of their own. `asks`
    holds, by the option that allows it, what the file would do and nobody has allowed.
    """

    file: str
    added: Mapping[str, int]
    updated: Mapping[str, int]
    unchanged: Mapping[str, int]
    changes: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()
    written: bool = True
    asks: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    change: int = 0
    confidential: bool = False

    def __str__(self) -> str:
        """Return the report as lines."""
        head = f"From {self.file}:" if self.written else f"From {self.file} would come (nothing was written):"
        ignored = [f"  not read: {', '.join(self.ignored)}"] if self.ignored else []
        return "\n".join([
            head,
            *self._counts(),
            *_some("changed", self.changes),
            *_some("no longer there, and kept as it is", self.gone),
            *ignored,
            *(f"  note: {note}" for note in self.notes),
        ])  # fmt: skip

    def _counts(self) -> Iterable[str]:
        for table in dict.fromkeys([*NOUNS, *self.added, *self.updated, *self.unchanged]):
            counts = self.added.get(table, 0), self.updated.get(table, 0), self.unchanged.get(table, 0)
            if any(counts):
                yield "  {}: {} added, {} updated, {} unchanged".format(NOUNS.get(table, table), *counts)

    def as_json(self) -> dict[str, Any]:
        """Return all of it as plain values."""
        counts = {name: dict(getattr(self, name)) for name in ("added", "updated", "unchanged")}
        lists = {name: list(getattr(self, name)) for name in ("changes", "gone", "ignored", "notes")}
        asks = {option: list(lines) for option, lines in self.asks.items()}
        head = {"file": self.file, "written": self.written, "refused": False, "change": self.change}
        return {**head, **counts, **lists, "asks": asks}


def _quoted(value: object) -> str:
    return f"'{value}'" if value is not None else "''"


def _some(word: str, lines: tuple[str, ...]) -> Iterable[str]:
    for line in lines[:MOST_SHOWN]:
        yield f"  {word}: {line}"
    if len(lines) > MOST_SHOWN:
        yield f"  {word}: {len(lines) - MOST_SHOWN} more (--json has all of them)"


@dataclass
class Ledger:
    """Collects what is to be written, each record once, and counts it."""

    entered: dict[tuple[str, str], Record] = field(default_factory=dict)
    counted: set[tuple[str, str]] = field(default_factory=set)
    added: Counter[str] = field(default_factory=Counter)
    updated: Counter[str] = field(default_factory=Counter)
    unchanged: Counter[str] = field(default_factory=Counter)
    changes: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)

    def add(self, record: R) -> R:
        """Enter a record that is not in the store yet."""
        self._count(self.added, record)
        self.entered[record.table, record.id] = record
        return record

    def update(self, stands: R, called: str, unsaid: tuple[str, ...] = (), /, **fields: object) -> R:
        """Enter what a file says of a record; what differs is written, and unless `unsaid` said."""
        news = {name: value for name, value in fields.items() if getattr(stands, name) != value}
        changed = stands.model_copy(update=news)
        self._count(self.updated if news else self.unchanged, stands)
        if news:
            self.entered[stands.table, stands.id] = changed
            said = [(name, getattr(stands, name), news[name]) for name in news if name not in unsaid]
            self.changes += [f"{called}: {name} {_quoted(was)} -> {_quoted(now)}" for name, was, now in said]
        return changed

    def miss(self, called: str) -> None:
        """Note something that is known and that the file no longer has; it stays as it is."""
        self.gone.append(called)

    def _count(self, counter: Counter[str], record: Record) -> None:
        """Count a record once, however many rows of the file speak of it."""
        if (record.table, record.id) not in self.counted:
            self.counted.add((record.table, record.id))
            counter[record.table] += 1

    def settle(self, view: View, taken: Taken[Any], notes: Iterable[str] = (), check: bool = False) -> Report:
        """Write all that was entered in one transaction, unless this is a dry run, and return the report."""
        change = 0
        if self.entered and not check:
            view.write(*self.entered.values())
            change = view.seq()
        confidential = any(each.audience == "confidential" for each in self.entered.values())
        return Report(
            taken.file, self.added, self.updated, self.unchanged, tuple(self.changes),
            (*taken.notes, *notes), tuple(self.gone), taken.ignored, written=not check, change=change,
            confidential=confidential,
        )  # fmt: skip
