"""Taking changes back: by field, after later changes to other fields, and never what others now rest on."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NoReturn

from pydantic import ValidationError
from sqlalchemy import select

from cadence.errors import NotFound, UndoRefused
from cadence.model import Record
from cadence.store.change import Changes, Key, by_kind
from cadence.store.difference import Conflict, Place, difference, without
from cadence.store.entitlement import KEPT
from cadence.store.history import Logged, all_of_batch, later_of, one, shown
from cadence.store.ledger import Ledger, in_batches
from cadence.store.links import leading_to, links
from cadence.store.schema import table_of
from cadence.store.telling import how_many
from cadence.store.viewer import Viewer


@dataclass(frozen=True)
class Step:
    """What one or more changes together did to a record; `seq` is the number of the last of them."""

    seq: int
    kind: type[Record]
    before: Record | None
    after: Record | None

    @property
    def key(self) -> Key:
        """Return what tells the record from all others."""
        subject = self.after or self.before
        assert subject is not None
        return (self.kind, subject.id)


def taken_back(step: Step, standing: Record | None) -> Record | None:
    """Return what stands of a record without a step; None is no record. Raises `Conflict`."""
    if step.before is None and step.after is not None and standing is not None:
        if changed := difference(step.after.model_dump(), standing.model_dump()):
            raise Conflict(tuple(changed))
        return None
    if step.after is None and standing is None:
        return step.before
    if step.before is None or step.after is None or standing is None:
        raise Conflict(())
    values = without(step.before.model_dump(), step.after.model_dump(), standing.model_dump())
    return type(standing).model_validate(values)


def undo(ledger: Ledger, viewer: Viewer, number: int, *, batch: bool) -> Changes:
    """Return the changes that take back the change of that number, or all that was changed with it.

    Raises
    ------
    NotFound
        There is no such change for this viewer.
    UndoRefused
        A later change touched the same, other records rest on what was made, or it may not be undone.
    """
    steps = steps_of(_asked(ledger, viewer, number, batch))
    changes = ledger.changes(viewer, [each.key for each in steps])
    for step in reversed(steps):
        reverse_step(ledger, changes, step)
    if not changes.made:
        raise UndoRefused(f"All is as it was before change {number}.", "There is nothing to undo.")
    _refuse_what_leads_nowhere(ledger, changes)
    return changes


def _asked(ledger: Ledger, viewer: Viewer, number: int, batch: bool) -> list[Logged]:
    """Return the changes to be undone in the order in which they were made."""
    asked = one(ledger.connection, ledger.institute, number)
    group = asked.batch if asked else number  # a go keeps its number when its first change was erased
    found = (
        all_of_batch(ledger.connection, ledger.institute, group)
        if batch
        else [each for each in [asked] if each]
    )
    visible = [each for each in found if shown(each, viewer)]
    if not visible or (asked and asked not in visible):  # alike, or it would tell that it was an answer
        raise NotFound(f"There is no change {number} to undo here.", "See the numbers with: cadence history")
    if len(visible) < len(found):
        raise UndoRefused("Confidential answers were saved with it, and nobody undoes those for a person.")
    if any(issubclass(each.kind, KEPT) for each in found):
        raise UndoRefused("A publication stands for ever.", "What was read cannot be unread.")
    return found


def steps_of(logged: Sequence[Logged]) -> list[Step]:
    """Return what changes did, one step for each record however often it was changed."""
    steps: dict[tuple[str, str], Step] = {}
    for each in logged:
        first = steps.get((each.table, each.record))
        before = first.before if first else _record(each, each.before)
        after = _record(each, each.after)
        steps[each.table, each.record] = Step(each.seq, each.kind, before, after)
    return [step for step in steps.values() if step.before or step.after]


def _record(logged: Logged, values: dict[str, object] | None) -> Record | None:
    try:
        return logged.kind.model_validate(values) if values is not None else None
    except ValidationError as error:
        raise UndoRefused(
            f"Change {logged.seq} was made by a version of Cadence that kept a {logged.table} otherwise.",
            "Change it by hand.",
        ) from error


def reverse_step(ledger: Ledger, changes: Changes, step: Step) -> None:
    """Take back what one step did to a record; `UndoRefused` where that is no longer possible."""
    standing = changes.standing.get(step.key)
    later = later_of(ledger.connection, ledger.institute, step.seq, step.kind.table, step.key[1])
    if any(each.action == "create" and each.undoes is None for each in later):
        _refuse(step, later, ())
    try:
        without_it = taken_back(step, standing)
    except Conflict as conflict:
        _refuse(step, later, conflict.places)
    if without_it is None:
        if standing is not None:
            changes.remove(standing, step.seq)
        return
    revision = standing.revision if standing else 0
    changes.write(without_it.model_copy(update={"revision": revision}), step.seq)


def _refuse(step: Step, later: Sequence[Logged], places: tuple[Place, ...]) -> NoReturn:
    """Refuse to undo, naming the later change that stands in the way."""
    table, number = step.kind.table, step.seq
    blocking = next((each for each in reversed(later) if _touches(each, places)), None)
    if blocking is None:  # the history of it was erased
        raise UndoRefused(f"The {table} of change {number} is no longer as that change left it.")
    did = {"create": "made it anew", "remove": "removed it"}.get(blocking.action, "changed it too")
    which = ", ".join(sorted({place[-1].replace("_", " ") for place in places}))
    where = f" ({which})" if which and blocking.action == "change" else ""
    raise UndoRefused(
        f"Change {number} cannot be undone by itself: change {blocking.seq} of "
        f"{blocking.at.astimezone():%d %b %Y, %H:%M} {did}{where}.",
        f"Undo change {blocking.seq} first, or change the {table} by hand.",
    )


def _touches(each: Logged, places: tuple[Place, ...]) -> bool:
    if each.before is None or each.after is None or not places:
        return True
    return not difference(each.before, each.after).keys().isdisjoint(places)


def _refuse_what_leads_nowhere(ledger: Ledger, changes: Changes) -> None:
    """Refuse to leave a record behind whose parent is gone, or to bring one back without its parent."""
    _refuse_orphans(ledger, changes)
    wanted: dict[Key, Record] = {}
    for change in changes.made:
        if change.after is not None:
            old = change.before.model_dump() if change.before else {}
            for name, kind in links(type(change.after)).items():
                target = getattr(change.after, name)
                if target and target != old.get(name):
                    wanted[kind, target] = change.after
    there = ledger.standing(key for key in wanted if key not in changes.standing).keys() | changes.standing
    for (kind, id), record in wanted.items():
        if (kind, id) not in there:
            raise UndoRefused(
                f"The {kind.table} that the {record.table} belongs to is gone ('{id}').",
                "Undo its removal first.",
            )


def _refuse_orphans(ledger: Ledger, changes: Changes) -> None:
    gone = {(type(each.subject), each.subject.id) for each in changes.made if each.after is None}
    for kind, ids in by_kind(gone).items():
        for other, name in leading_to(kind):
            left = [id for id in _holders(ledger, other, name, ids) if (other, id) not in gone]
            if left:
                raise UndoRefused(
                    f"Others rest on the {kind.table} that would go: {_counted(other, len(left))}.",
                    "Move or remove those first.",
                )


def _holders(ledger: Ledger, kind: type[Record], name: str, ids: Sequence[str]) -> list[str]:
    table = table_of(kind)
    found: list[str] = []
    for some in in_batches(ids):
        query = select(table.c.id).where(table.c.institute == ledger.institute, table.c[name].in_(some))
        found += ledger.connection.scalars(query)
    return found


def _counted(kind: type[Record], number: int) -> str:
    """Say how many records of a type there are, without counting what is confidential."""
    if kind.audience in ("own", "confidential", "keys"):
        return "what people keep in confidence"
    return how_many(number, kind.table)
