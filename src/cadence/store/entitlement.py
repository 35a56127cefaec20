"""Who may read and write what: one rule, said once.

A rule answers with a `Reach`: alternatives, each a set of fields and the values they must have. No
alternative is nothing at all; an empty alternative is everything. `within` applies a reach to a
record; `cadence.store.query` turns the same reach into SQL.
"""

from cadence.model import Publication, Record, Step
from cadence.store.viewer import Viewer

Reach = tuple[dict[str, str | None], ...]

NOTHING: Reach = ()
EVERYTHING: Reach = ({},)

KEPT = (Publication,)  # never changed and never removed once written
RUN = (Step,)  # opened, revealed and closed by those who run the session


def readable(viewer: Viewer, kind: type[Record]) -> Reach:
    """Return which rows of a type the viewer may read."""
    match kind.audience:
        case "institute":
            return EVERYTHING
        case "team":
            return _team_rows(viewer, kind)
        case "confidential" if viewer.role == "custodian":
            return EVERYTHING
        case "confidential" | "own":
            return _own_rows(viewer)


def writable(viewer: Viewer, kind: type[Record]) -> Reach:
    """Return which rows of a type the viewer may create, change or remove."""
    if viewer.role in ("team", "district") or (kind in KEPT and viewer.role != "custodian"):
        return NOTHING
    if viewer.role in ("facilitator", "custodian"):
        return readable(viewer, kind)
    if kind.audience == "institute" or kind in RUN or not viewer.team:
        return NOTHING
    own: dict[str, str | None] = {"team": viewer.team}
    return (own,) if kind.audience == "team" else tuple(own | reach for reach in _own_rows(viewer))


def within(record: Record, reach: Reach) -> bool:
    """Return whether a record lies within a reach."""
    return any(all(getattr(record, field) == value for field, value in each.items()) for each in reach)


def _team_rows(viewer: Viewer, kind: type[Record]) -> Reach:
    if viewer.role in ("facilitator", "custodian"):
        return EVERYTHING
    if viewer.role == "district":
        return ({"team": None},) if kind is Publication else NOTHING
    everyones: Reach = ({"team": None},)
    return ({"team": viewer.team}, *everyones) if viewer.team else everyones


def _own_rows(viewer: Viewer) -> Reach:
    alone = viewer.person and viewer.role in ("member", "facilitator", "district")
    return ({"person": viewer.person},) if alone else NOTHING
