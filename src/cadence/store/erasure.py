"""Erasing people and closed cycles for good: the one place that takes something out of the history.

A person's own rows (their seat, answers, notes, ratings, consents) go, with every entry of the history
about them. Where the team's work names them it stays, and the link leads to a nameless record; what stood
in texts is blanked, in the history too. Of a closed cycle the confidential and private rows go, and the
history of the rest is folded into its last state. Publications stay.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import groupby
from typing import Any, NamedTuple

from sqlalchemy import Connection, delete, insert, select, update

from cadence.model import RECORDS, Person, Record, School, Team
from cadence.model.record import new_id
from cadence.store.belonging import Belonging, Erased, Payload
from cadence.store.change import Change, key_of
from cadence.store.ledger import Ledger
from cadence.store.query import fields, records, settled
from cadence.store.schema import schema, table_of
from cadence.store.scrub import Scrub
from cadence.store.viewer import Viewer

NOBODY = "Someone who has left"
_CUSTODIAN = Viewer("custodian")
_NAMED_ALIKE = (Person, School, Team)  # their names are their own, whoever else is called so
_KINDS = {kind.table: kind for kind in RECORDS}
_AT_ONCE = 500


@dataclass
class Toll:
    """What an erasure takes: rows removed and rows changed by table, entries of the history that went.

    `files` is how many files of evidence go with them; who erases counts those.
    """

    removed: Counter[str] = field(default_factory=Counter)
    changed: Counter[str] = field(default_factory=Counter)
    history: int = 0
    files: int = 0


class _Entry(NamedTuple):
    """An entry of the history, as far as erasing looks at it."""

    seq: int
    viewer: str
    table: str
    record: str
    action: str
    before: Payload | None
    after: Payload | None

    @property
    def kind(self) -> type[Record]:
        return _KINDS[self.table]

    @property
    def states(self) -> list[Payload]:
        return [each for each in (self.before, self.after) if each is not None]


def erase(connection: Connection, institute: str, erased: Erased) -> Toll:
    """Erase inside a transaction that writes, and remember what was erased.

    The disk still holds it until the caller has wiped it (`cadence.store.wiping`).
    """
    ledger = Ledger.take(connection, institute)
    standing, entries = _standing(ledger), _entries(ledger)
    seen = list(_seen(standing, entries))
    erased = replace(erased, people=erased.people | _former(erased, standing, seen))
    belonging = Belonging(erased, seen)
    scrub = Scrub({each: new_id() for each in erased.people}, _words(erased, seen))
    doomed = [each for each in standing if belonging.goes(type(each), each.model_dump(mode="json"))]
    left = _rewritten(entries, belonging, scrub)
    changes = list(_changes(standing, doomed, scrub))
    _remove(ledger, doomed)
    _rewrite_history(ledger, entries, left)
    ledger.keep(_CUSTODIAN, [*_nobodies(scrub), *changes])
    _remember(ledger, erased)
    return Toll(_by_table(doomed), _by_table(each.subject for each in changes), len(entries) - len(left))


def known_erasures(connection: Connection, institute: str) -> list[str]:
    """Return the ids of all that was erased."""
    erasure = schema().tables["erasure"]
    return list(connection.scalars(select(erasure.c.id).where(erasure.c.institute == institute)))


def _standing(ledger: Ledger) -> list[Record]:
    found: list[Record] = []
    for kind in RECORDS:
        query = select(*fields(kind)).where(table_of(kind).c.institute == ledger.institute)
        found += records(kind, ledger.connection.execute(query))
    return found


def _entries(ledger: Ledger) -> list[_Entry]:
    history = schema().tables["history"].c
    query = select(*(history[name] for name in _Entry._fields)).where(history.institute == ledger.institute)
    return [_Entry(*row) for row in ledger.connection.execute(query.order_by(history.seq))]


def _seen(standing: Iterable[Record], entries: Iterable[_Entry]) -> Iterator[tuple[type[Record], Payload]]:
    """Yield every state of every record that is known."""
    yield from ((type(each), each.model_dump(mode="json")) for each in standing)
    yield from ((each.kind, state) for each in entries for state in each.states)


def _former(
    erased: Erased, standing: Iterable[Record], seen: Iterable[tuple[type[Record], Payload]]
) -> set[str]:
    """Return the ids under which the same people were here before: an import was undone, and came again."""
    here = {each.id for each in standing if isinstance(each, Person)}
    people = [state for kind, state in seen if kind is Person]
    keys = {_key(state) for state in people if state["id"] in erased.people}
    return {state["id"] for state in people if state["id"] not in here and _key(state) in keys}


def _key(person: Payload) -> str:
    return str(person["email"] or person["name"]).casefold()


def _words(erased: Erased, seen: Iterable[tuple[type[Record], Payload]]) -> set[str]:
    """Return every name and address that the people were ever written with."""
    states = [state for kind, state in seen if kind is Person and state["id"] in erased.people]
    return {state[name] for state in states for name in ("name", "email")} - {""}


def _rewritten(entries: list[_Entry], belonging: Belonging, scrub: Scrub) -> list[_Entry]:
    """Return what is left of the history, without those people and without a closed cycle's past."""
    kept = [each for each in entries if not any(belonging.goes(each.kind, state) for state in each.states)]
    past = _past(kept, belonging)
    return [_scrubbed(each, scrub) for each in past]


def _past(entries: list[_Entry], belonging: Belonging) -> list[_Entry]:
    """Fold the entries of each record of a closed cycle into one that tells its last state."""
    others, last = [], {}
    for each in entries:
        if any(belonging.closed(each.kind, state) for state in each.states):
            last[each.table, each.record] = each
        else:
            others.append(each)
    there = [each for each in last.values() if each.after]
    return others + [each._replace(viewer=str(_CUSTODIAN), action="create", before=None) for each in there]


def _scrubbed(entry: _Entry, scrub: Scrub) -> _Entry:
    texts = entry.kind not in _NAMED_ALIKE
    before, after = (state and scrub(state, names=texts) for state in (entry.before, entry.after))
    return entry._replace(viewer=scrub.viewer(entry.viewer), before=before, after=after)


def _changes(standing: list[Record], doomed: list[Record], scrub: Scrub) -> Iterator[Change]:
    """Yield what has to change in the records that stay."""
    gone = {key_of(each) for each in doomed}
    for record in standing:
        if key_of(record) in gone:
            continue
        values = record.model_dump(mode="json")
        scrubbed = scrub(values, names=type(record) not in _NAMED_ALIKE)
        if scrubbed != values:
            before = type(record).model_validate(scrubbed)
            yield Change(before, settled(before, record.revision + 1))


def _nobodies(scrub: Scrub) -> list[Change]:
    """Return the nameless people whom links now lead to."""
    return [
        Change(None, Person(id=scrub.ids[each], name=NOBODY, revision=1)) for each in sorted(scrub.replaced)
    ]


def _remove(ledger: Ledger, doomed: list[Record]) -> None:
    for kind, group in groupby(doomed, type):  # they were read by kind
        table = table_of(kind)
        for some in _in_batches([each.id for each in group]):
            here = (table.c.institute == ledger.institute) & table.c.id.in_(some)
            ledger.connection.execute(delete(table).where(here))


def _rewrite_history(ledger: Ledger, entries: list[_Entry], left: list[_Entry]) -> None:
    history = schema().tables["history"]
    here = history.c.institute == ledger.institute
    for some in _in_batches(sorted({each.seq for each in entries} - {each.seq for each in left})):
        ledger.connection.execute(delete(history).where(here, history.c.seq.in_(some)))
    before = {each.seq: each for each in entries}
    altered = [each for each in left if each != before[each.seq]]
    for each in altered:
        ledger.connection.execute(
            update(history).where(here, history.c.seq == each.seq).values(each._asdict())
        )


def _remember(ledger: Ledger, erased: Erased) -> None:
    erasure, at = schema().tables["erasure"], datetime.now(UTC)
    new = sorted({*erased.ids} - {*known_erasures(ledger.connection, ledger.institute)})
    rows = [{"institute": ledger.institute, "id": each, "at": at} for each in new]
    if rows:
        ledger.connection.execute(insert(erasure), rows)


def _by_table(touched: Iterable[Record]) -> Counter[str]:
    return Counter(each.table for each in touched)


def _in_batches(keys: Sequence[Any]) -> Iterator[Sequence[Any]]:
    return (keys[start : start + _AT_ONCE] for start in range(0, len(keys), _AT_ONCE))
