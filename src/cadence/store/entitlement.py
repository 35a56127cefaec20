"""Who may read and write what: one rule, said once. `docs/operations.md` has it as a table.

A rule answers with a `Reach`: alternatives, each a set of fields and the values they must have. No
alternative is nothing at all; an empty alternative is everything. `within` applies a reach to a
record; `cadence.store.query` turns the same reach into SQL.
"""

from typing import TypeVar

from cadence.model import Ask, Person, Publication, Record, Round, Step
from cadence.store.viewer import Viewer

R = TypeVar("R", bound=Record)

Reach = tuple[dict[str, str | None], ...]

NOTHING: Reach = ()
EVERYTHING: Reach = ({},)

KEPT = (Publication,)  # never changed and never removed once written
RUN = (Step, Round)  # opened, revealed and closed by those who run the session
ANSWERED: dict[type[Record], tuple[str, ...]] = {  # what the district fills in of a record that a team made
    Ask: ("owner", "answer_by", "answer", "answered")
}
TRUSTED = ("custodian", "keeper")
VEILED: dict[type[Record], tuple[str, ...]] = {Person: ("email", "source")}  # blank for most viewers


def kept(record: Record | None) -> bool:
    """Return whether a record is never changed any more: a publication, and a round that was revealed."""
    return isinstance(record, KEPT) or (isinstance(record, Round) and record.state == "revealed")


def readable(viewer: Viewer, kind: type[Record]) -> Reach:
    """Return which rows of a type the viewer may read."""
    match kind.audience:
        case "institute":
            return EVERYTHING
        case "team":
            return (*_team_rows(viewer), *_addressed(viewer, kind))
        case "confidential" | "keys" if viewer.role in TRUSTED:
            return EVERYTHING
        case "own" if viewer.role == "keeper":
            return EVERYTHING
        case "keys":
            return NOTHING
        case "confidential" | "own":
            return _own_rows(viewer)


def writable(viewer: Viewer, kind: type[Record]) -> Reach:
    """Return which rows of a type the viewer may create, change or remove."""
    if viewer.role == "district":
        return _addressed(viewer, kind)
    if viewer.role == "team" or (kind in KEPT and viewer.role not in TRUSTED):
        return NOTHING
    if viewer.role in ("facilitator", *TRUSTED):
        return readable(viewer, kind)
    if kind.audience in ("institute", "keys") or kind in RUN or not viewer.team:
        return NOTHING
    own: dict[str, str | None] = {"team": viewer.team}
    return (own,) if kind.audience == "team" else tuple(own | reach for reach in _own_rows(viewer))


def may_make(viewer: Viewer, kind: type[Record]) -> bool:
    """Return whether the viewer may make and remove such records, and not only fill in what others made."""
    return not (viewer.role == "district" and kind in ANSWERED)


def unveiled(viewer: Viewer, kind: type[Record]) -> Reach:
    """Return which rows of a type the viewer sees with nothing blanked."""
    if kind not in VEILED or viewer.role in ("facilitator", *TRUSTED):
        return EVERYTHING
    return ({"id": viewer.person},) if viewer.person and viewer.role != "team" else NOTHING


def veil(viewer: Viewer, record: R) -> R:
    """Return a record with what this viewer may not see of it blanked."""
    kind = type(record)
    if kind not in VEILED or within(record, unveiled(viewer, kind)):
        return record
    return record.model_copy(update={name: kind.model_fields[name].default for name in VEILED[kind]})


def lift(viewer: Viewer, record: R, current: R | None) -> R:
    """Return a record as it is to be kept: what its writer may not see, or not change, stays as it is."""
    kind = type(record)
    if current is not None and not may_make(viewer, kind):
        return current.model_copy(update={name: getattr(record, name) for name in ANSWERED[kind]})
    if current is None or kind not in VEILED or within(current, unveiled(viewer, kind)):
        return record
    return record.model_copy(update={name: getattr(current, name) for name in VEILED[kind]})


def within(record: Record, reach: Reach) -> bool:
    """Return whether a record lies within a reach."""
    return any(all(getattr(record, field) == value for field, value in each.items()) for each in reach)


def _team_rows(viewer: Viewer) -> Reach:
    if viewer.role in ("facilitator", *TRUSTED):
        return EVERYTHING
    everyones: Reach = ({"team": None},)
    own = viewer.team and viewer.role != "district"
    return ({"team": viewer.team}, *everyones) if own else everyones


def _addressed(viewer: Viewer, kind: type[Record]) -> Reach:
    """Return what teams have put to the district."""
    return ({"to": "district"},) if viewer.role == "district" and kind is Ask else NOTHING


def _own_rows(viewer: Viewer) -> Reach:
    alone = viewer.person and viewer.role in ("member", "facilitator", "district")
    return ({"person": viewer.person},) if alone else NOTHING
