"""The history as a viewer may read it.

What is confidential, or a person's own, is never told from it, whatever the role: only that somebody
submitted something, and on which day. Its number and its hour are left out, for beside the
hour of an answer a name is easily put.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any, TypeVar

from sqlalchemy import Connection, Select, func, select

from cadence.model import RECORDS, Record
from cadence.store.entitlement import VEILED, Reach, readable, unveiled
from cadence.store.links import KINDS
from cadence.store.schema import schema
from cadence.store.viewer import Viewer

Values = dict[str, Any]

SECRET = tuple(kind.table for kind in RECORDS if kind.audience == "confidential")
TOLD = tuple(kind.table for kind in RECORDS if kind.audience in ("institute", "team"))
_AT_ONCE = 500


@dataclass(frozen=True)
class Logged:
    """A change as the history keeps it; `viewer` is who made it, as `role:person`."""

    seq: int
    at: datetime
    viewer: str
    table: str
    record: str
    revision: int
    action: str
    before: Values | None
    after: Values | None
    batch: int
    undoes: int | None

    @property
    def kind(self) -> type[Record]:
        """Return the type of the record."""
        return KINDS[self.table]

    @property
    def person(self) -> str:
        """Return the id of who made the change, '' for a process or a facilitator without a name."""
        return self.viewer.partition(":")[2]

    @property
    def values(self) -> Values:
        """Return the record as it was last seen."""
        return self.after or self.before or {}


@dataclass(frozen=True)
class Submission:
    """Who of a team submitted something confidential on which day (by the clock here)."""

    day: date
    team: str
    table: str
    what: str
    people: tuple[str, ...]


E = TypeVar("E", bound="Logged | Submission")


@dataclass(frozen=True)
class Wanted:
    """Which changes are asked for; what is left blank asks for all.

    What was changed in one go counts once towards `limit`, however many records it were.
    `since` is a day and no hour, or the hour of a submission could be found by asking often. `person`
    is who made the change, `record` the id of a record or words of its title.
    """

    teams: tuple[str, ...] = ()
    person: str = ""
    record: str = ""
    since: date | None = None
    limit: int = 50


def history(
    connection: Connection, institute: str, viewer: Viewer, wanted: Wanted
) -> list[Logged | Submission]:
    """Return the newest changes that the viewer may read, the newest first.

    What was submitted stands above the rest of its day, whatever its hour, and counts by itself towards the
    limit: on the day of a survey it would leave room for nothing else.
    """
    fitting = (
        each for each in logged(connection, institute, viewer, since=wanted.since) if _fits(each, wanted)
    )
    found: list[Logged | Submission] = list(_first(wanted.limit, fitting))
    if viewer.role in ("facilitator", "custodian") and not wanted.record:
        found += sorted(_submissions(connection, institute, wanted), key=_newest_first)[: wanted.limit]
    return sorted(found, key=_newest_first)


def _first(limit: int, entries: Iterable[E]) -> Iterator[E]:
    """Yield entries until more than so many goes have been met."""
    goes: set[int | Submission] = set()
    for each in entries:
        goes.add(each if isinstance(each, Submission) else each.batch)
        if len(goes) > limit:
            return
        yield each


def logged(
    connection: Connection, institute: str, viewer: Viewer, *, since: date | None = None
) -> Iterator[Logged]:
    """Yield the changes that the viewer may read, the newest first, with nothing confidential among them."""
    rows = schema().tables["history"].c
    query = _query(institute, TOLD)
    if since:
        query = query.where(rows.at >= datetime.combine(since, time()).astimezone())
    for row in _newest(connection, query):
        if (each := shown(Logged(*row), viewer)) is not None:
            yield each


def one(connection: Connection, institute: str, seq: int) -> Logged | None:
    """Return the change of that number, whatever it is about."""
    query = _query(institute, KINDS).where(schema().tables["history"].c.seq == seq)
    return next((Logged(*row) for row in connection.execute(query)), None)


def all_of_batch(connection: Connection, institute: str, batch: int) -> list[Logged]:
    """Return the changes that were made in one go, in their order."""
    rows = schema().tables["history"].c
    query = _query(institute, KINDS).where(rows.seq >= batch, rows.batch == batch).order_by(rows.seq)
    return [Logged(*row) for row in connection.execute(query)]


def all_of_table(connection: Connection, institute: str, table: str) -> list[Logged]:
    """Return every change of one type of record, in their order."""
    query = _query(institute, [table]).order_by(schema().tables["history"].c.seq)
    return [Logged(*row) for row in connection.execute(query)]


def last_go_of(connection: Connection, institute: str, viewer: Viewer, tables: Iterable[str]) -> list[Logged]:
    """Return what the viewer changed last in these tables, in one go and in its order; nothing if nothing."""
    rows = schema().tables["history"].c
    own = _query(institute, tables).where(rows.viewer == str(viewer)).order_by(rows.seq.desc()).limit(1)
    newest = next((Logged(*row) for row in connection.execute(own)), None)
    return all_of_batch(connection, institute, newest.batch) if newest else []


def last_written(
    connection: Connection, institute: str, kind: type[Record], ids: Sequence[str]
) -> dict[str, datetime]:
    """Return when records were written last, by their ids; of a history that was erased, nothing is known."""
    rows = schema().tables["history"].c
    query = (
        select(rows.record, func.max(rows.at))
        .where(rows.institute == institute, rows.table == kind.table)
        .group_by(rows.record)
    )
    known = set(ids)
    return {record: at for record, at in connection.execute(query) if record in known}


def later_of(connection: Connection, institute: str, seq: int, table: str, record: str) -> list[Logged]:
    """Return the changes of a record after the change of that number, in their order."""
    rows = schema().tables["history"].c
    query = _query(institute, [table]).where(rows.record == record, rows.seq > seq).order_by(rows.seq)
    return [Logged(*row) for row in connection.execute(query)]


def shown(each: Logged, viewer: Viewer) -> Logged | None:
    """Return a change as the viewer may see it, None where they may not."""
    reach = readable(viewer, each.kind)
    if each.table not in TOLD or not any(lies_within(state, reach) for state in (each.before, each.after)):
        return None
    before, after = (_veiled(state, each.kind, viewer) for state in (each.before, each.after))
    return replace(each, before=before, after=after)


def lies_within(values: Values | None, reach: Reach) -> bool:
    """Return whether a version of a record, as the history keeps it, lies within a reach."""
    return values is not None and any(
        all(values.get(name) == value for name, value in each.items()) for each in reach
    )


def _veiled(values: Values | None, kind: type[Record], viewer: Viewer) -> Values | None:
    if values is None or kind not in VEILED or lies_within(values, unveiled(viewer, kind)):
        return values
    return {name: value for name, value in values.items() if name not in VEILED[kind]}


def _query(institute: str, tables: Iterable[str]) -> Select[Any]:
    rows = schema().tables["history"].c
    columns = [rows[name] for name in Logged.__dataclass_fields__]
    return select(*columns).where(rows.institute == institute, rows.table.in_(tables))


def _newest(connection: Connection, query: Select[Any]) -> Iterator[Sequence[Any]]:
    """Yield rows from the newest back, a portion at a time: most askers want a few."""
    seq = schema().tables["history"].c.seq
    query = query.order_by(seq.desc()).limit(_AT_ONCE)
    portion = connection.execute(query).all()
    while portion:
        yield from portion
        portion = connection.execute(query.where(seq < portion[-1].seq)).all()


def _fits(each: Logged, wanted: Wanted) -> bool:
    teams = {state.get("team") for state in (each.before, each.after) if state}
    teams |= {each.record} if each.table == "team" else set()
    return (
        (not wanted.teams or not teams.isdisjoint(wanted.teams))
        and wanted.person in ("", each.person)
        and (wanted.record in ("", each.record) or wanted.record.casefold() in title(each.values).casefold())
    )


TELLING = (
    "title",
    "name",
    "statement",
    "text",
    "term",
    "step",
    "form",
    "indicator",
    "question",
    "kind",
    "on",
)


def title(values: Mapping[str, Any]) -> str:
    """Return what a version of a record is known by, '' where it has no words of its own."""
    return next((str(values[name]) for name in TELLING if values.get(name)), "")


def _submissions(connection: Connection, institute: str, wanted: Wanted) -> Iterator[Submission]:
    people: dict[tuple[date, str, str, str], set[str]] = {}
    for row in connection.execute(_query(institute, SECRET)):
        each = Logged(*row)
        day, values = each.at.astimezone().date(), each.values
        if _submits(each) and _fits_secret(day, values, wanted):
            of = (day, values["team"], each.table, values.get("survey") or values.get("question", ""))
            people.setdefault(of, set()).add(values["person"])
    for of, who in people.items():
        yield Submission(*of, tuple(sorted(who)))


def _fits_secret(day: date, values: Values, wanted: Wanted) -> bool:
    return (
        (not wanted.teams or values["team"] in wanted.teams)
        and wanted.person in ("", values["person"])
        and (wanted.since is None or day >= wanted.since)
    )


def _submits(each: Logged) -> bool:
    """Return whether a change submitted something, rather than drafting, mending or removing it."""
    if "submitted" not in each.kind.model_fields:
        return each.action == "create"
    return bool((each.after or {}).get("submitted")) and not (each.before or {}).get("submitted")


def _newest_first(each: Logged | Submission) -> tuple[int, int, tuple[str, ...]]:
    if isinstance(each, Submission):  # above every number of its day
        return (-each.day.toordinal(), -(2**63), (each.team, each.table, each.what))
    return (-each.at.astimezone().date().toordinal(), -each.seq, ())
