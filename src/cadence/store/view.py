"""The store as one viewer sees it; the only way to read or write a record."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import cached_property
from operator import attrgetter
from typing import TypeVar

from sqlalchemy import Engine, literal, select

from cadence.errors import NotAllowed, NotFound
from cadence.model import Record, Response
from cadence.store.change import Change, Changes, key_of
from cadence.store.confirmed import hold_to_confirmation
from cadence.store.engine import transaction
from cadence.store.entitlement import VEILED, readable, unveiled, veil, within
from cadence.store.gone import gone
from cadence.store.ground import newest, refuse_overtaken
from cadence.store.history import (
    Logged,
    Submission,
    Wanted,
    history,
    last_go_of,
    last_written,
    later_of,
    shown,
)
from cadence.store.ledger import Ledger, standing
from cadence.store.links import KINDS
from cadence.store.notice import Changed, Notice
from cadence.store.query import condition, fields, records, wanted
from cadence.store.receipts import Receipt, keep_receipt, saved_before
from cadence.store.schema import table_of
from cadence.store.taking_back import Consent, take_back
from cadence.store.telling import names_of
from cadence.store.undo import undo
from cadence.store.viewer import Viewer

R = TypeVar("R", bound=Record)


class View:
    """What one viewer is entitled to; the rest does not exist here."""

    def __init__(self, engine: Engine, institute: str, viewer: Viewer, since: int | None = None) -> None:
        self._engine = engine
        self._institute = institute
        self._since = since
        self.viewer = viewer

    def as_of_now(self) -> "View":
        """Return a view that writes only what nobody has changed the ground of since: for long work.

        `write` and `remove` raise `Overtaken` once schools, teams, people or records of the kind that is
        written have changed.
        """
        with transaction(self._engine) as connection:
            return View(self._engine, self._institute, self.viewer, newest(connection, self._institute))

    @cached_property
    def _notice(self) -> Notice:
        return Notice(self._engine, self._institute, self.viewer)

    def all(self, kind: type[R], /, **equals: object) -> list[R]:
        """Return the records of a type whose fields have these values, by order (if any) and id."""
        table = table_of(kind)
        query = select(*fields(kind)).where(
            table.c.institute == self._institute,
            condition(table, readable(self.viewer, kind)),
            *wanted(kind, equals),
        )
        if not equals.keys().isdisjoint(VEILED.get(kind, ())):
            query = query.where(condition(table, unveiled(self.viewer, kind)))
        with transaction(self._engine) as connection:
            found = [veil(self.viewer, each) for each in records(kind, connection.execute(query))]
        return sorted(found, key=_order_and_id if "order" in kind.model_fields else _id)

    def gone(self, kind: type[R]) -> list[R]:
        """Return the records of a type that were removed, as they last stood; the custodian alone may ask."""
        if self.viewer.role != "custodian":
            raise NotAllowed("What was removed is looked up by the custodian alone.")
        with transaction(self._engine) as connection:
            return gone(connection, self._institute, kind)

    def get(self, kind: type[R], id: str) -> R:
        """Return the record of that id, or raise `NotFound`."""
        found = self.first(kind, id=id)
        if found is None:
            raise NotFound(f"There is no {kind.table} '{id}' here.", "Check the name, and who you are.")
        return found

    def first(self, kind: type[R], /, **equals: object) -> R | None:
        """Return the first of `all`, or None."""
        return next(iter(self.all(kind, **equals)), None)

    def write(self, *written: R) -> tuple[R, ...]:
        """Create or change records, all or none, and return them as they now stand.

        A record's `revision` is the one the change was made from: 0 creates. A record that is the
        same as what stands is left alone and keeps its revision.

        Raises
        ------
        StaleRevision
            Somebody changed (or made) the record first; the error carries theirs.
        NotFound
            The record is gone, or is none of this viewer's business.
        NotAllowed
            This viewer may not write such a record.
        """
        with self._changing(written) as (changes, _):
            return tuple(changes.write(each) for each in written)

    def write_once(self, receipt: Receipt, written: Sequence[Record], removed: Sequence[Record] = ()) -> None:
        """Write as `write` does and remove as `remove` does, with a receipt in the same go."""
        with self._changing([*written, *removed]) as (changes, ledger):
            for each in written:
                changes.write(each)
            for each in removed:
                changes.remove(each)
            keep_receipt(ledger.connection, self._institute, receipt)

    def saved_before(self, receipt: str) -> frozenset[str]:
        """Return the fields that the request with the receipt of this id changed already."""
        with transaction(self._engine) as connection:
            return saved_before(connection, self._institute, receipt)

    def remove(self, *removed: Record) -> None:
        """Remove records that nobody has changed since, all or none; the history keeps what they were."""
        with self._changing(removed) as (changes, _):
            for each in removed:
                changes.remove(each)

    def names(self, sought: Iterable[tuple[str, str]]) -> dict[tuple[str, str], str]:
        """Return what those records that the viewer may read are known by, by their table and id."""
        with transaction(self._engine) as connection:
            found = standing(connection, self._institute, ((KINDS[table], id) for table, id in sought))
        return names_of(each for each in found.values() if within(each, readable(self.viewer, type(each))))

    def history(self, wanted: Wanted | None = None) -> list[Logged | Submission]:
        """Return the newest changes that this viewer may read, the newest first.

        Of what is confidential, or a person's own, no role is told more than who submitted on which day.
        """
        with transaction(self._engine) as connection:
            return history(connection, self._institute, self.viewer, wanted or Wanted())

    def last_go(self, *kinds: type[Record]) -> list[Logged]:
        """Return what this viewer changed last in records of these types, with all of the same go."""
        with transaction(self._engine) as connection:
            tables = [kind.table for kind in kinds]
            return last_go_of(connection, self._institute, self.viewer, tables)

    def changes_of(self, record: Record) -> list[Logged]:
        """Return the changes of a record that this viewer may read, the newest first."""
        with transaction(self._engine) as connection:
            found = later_of(connection, self._institute, 0, record.table, record.id)
        return [each for each in reversed(found) if shown(each, self.viewer)]

    def changed_at(self, kind: type[R], /, **equals: object) -> dict[str, datetime]:
        """Return when each record of `all` was written last, by its id."""
        ids = [each.id for each in self.all(kind, **equals)]
        with transaction(self._engine) as connection:
            return last_written(connection, self._institute, kind, ids)

    def undo(
        self, number: int, *, batch: bool = False, rehearse: bool = False, receipt: Receipt | None = None
    ) -> tuple[Change, ...]:
        """Take back the change of that number, and return what was changed to that end.

        Only the fields that it changed go back, so later changes to others stay. `batch` takes back all
        that was changed in the same go (an import), everything or nothing. `rehearse` changes nothing.
        A receipt is kept in the same go.

        Raises
        ------
        NotFound
            There is no such change for this viewer.
        NotAllowed
            The viewer may not write such a record.
        UndoRefused
            A later change touched the same, other records rest on what was made, or nobody may undo it.
        """
        with transaction(self._engine, writes=True) as connection:
            ledger = Ledger.take(connection, self._institute)
            made = undo(ledger, self.viewer, number, batch=batch).made
            hold_to_confirmation(ledger, self.viewer, made)
            if not rehearse:
                ledger.keep(self.viewer, made)
            if receipt is not None:
                keep_receipt(connection, self._institute, receipt)
        return tuple(made)

    def take_back(
        self,
        number: int,
        consent: Consent,
        *,
        rehearse: bool = False,
    ) -> tuple[tuple[Change, ...], int]:
        """Take back a file of answers; return what was changed, and how many answers are others by now.

        `consent` raises where its answers, beside all publications, may not go. `rehearse` changes nothing.

        Raises
        ------
        NotFound
            No file of answers was taken in under that number.
        UndoRefused
            Nothing of it stands as it was taken in, or `consent` refuses.
        """
        with transaction(self._engine, writes=True) as connection:
            ledger = Ledger.take(connection, self._institute)
            changes, left = take_back(ledger, self.viewer, number, consent)
            if not rehearse:
                ledger.keep(self.viewer, changes.made)
        return tuple(changes.made), left

    def submitted(self, team: str, cycle: int, survey: str, wave: int = 1) -> list[str]:
        """Return the ids of the persons who submitted a survey, and nothing of what they answered.

        In a packet's view ('team') the ids are blank: only how many there are can be had.
        """
        if self.viewer.role not in ("facilitator", "custodian", "team"):
            raise NotAllowed("Who has submitted is shown to facilitators alone.")
        if self.viewer.role == "team" and self.viewer.team != team:
            return []
        answers = table_of(Response)
        shown = literal("") if self.viewer.role == "team" else answers.c.person
        query = select(shown).where(
            answers.c.institute == self._institute,
            *wanted(Response, {"team": team, "cycle": cycle, "survey": survey, "wave": wave}),
            answers.c.submitted.is_not(None),
        )
        with transaction(self._engine) as connection:
            return sorted(connection.scalars(query))

    def seq(self) -> int:
        """Return the number of the newest change that this viewer may read, 0 where there is none."""
        return self._notice.newest()

    def changed(self, since: int) -> tuple[int, Changed]:
        """Return the number to ask with next, and the ids of what came, changed or went since, by table.

        A table without ids, after a backup was brought back, may have changed in all of its records.

        Made to be polled: begin with `seq()`, read the page's records, then ask here. Where nothing
        changed it costs one look at the clock. The number grows only with changes that this viewer may
        read; by how much it grows tells how many were made in all, and nothing about the others.
        """
        return self._notice.changed(since)

    @contextmanager
    def _changing(self, sought: Sequence[Record]) -> Iterator[tuple[Changes, Ledger]]:
        """Lend the records as they stand, and keep what was changed when all of it was allowed."""
        with transaction(self._engine, writes=True) as connection:
            ledger = Ledger.take(connection, self._institute)
            if self._since is not None:
                refuse_overtaken(ledger, self._since, {each.table for each in sought})
            changes = ledger.changes(self.viewer, map(key_of, sought))
            yield changes, ledger
            hold_to_confirmation(ledger, self.viewer, changes.made)
            ledger.keep(self.viewer, changes.made)


_id = attrgetter("id")
_order_and_id = attrgetter("order", "id")
