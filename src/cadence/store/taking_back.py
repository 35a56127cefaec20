"""Taking back a file of confidential answers: what it brought goes, what it replaced stands again."""

from collections.abc import Callable

from sqlalchemy import select

from cadence.errors import NotFound, UndoRefused
from cadence.model import Publication, Response
from cadence.store.change import Changes
from cadence.store.history import Logged, all_of_batch, all_of_table, one
from cadence.store.ledger import Ledger
from cadence.store.query import fields, records
from cadence.store.schema import table_of
from cadence.store.undo import reverse_step, steps_of
from cadence.store.viewer import Viewer

Consent = Callable[[list[Response], list[Publication]], None]


def take_back(ledger: Ledger, viewer: Viewer, number: int, consent: Consent) -> tuple[Changes, int]:
    """Return the changes that take back a file of answers, and how many of them are others by now.

    `number` is any of the changes that the file made. `consent` sees its answers and all publications, and
    raises where these may not go any more. What people answered again since, or had erased, is left alone.

    Raises
    ------
    NotFound
        No file of answers was taken in under that number; the remedy lists the newest that were.
    UndoRefused
        Nothing of it stands any more, or `consent` refuses.
    """
    logged = _file_of_answers(ledger, number)
    if viewer.role != "custodian" or not logged:
        raise NotFound(f"No file of answers was taken in as number {number}.", _files_of_answers(ledger))
    steps = steps_of(logged)
    answers = [each.after for each in steps if isinstance(each.after, Response)]
    consent(answers, _publications(ledger))
    changes, left = ledger.changes(viewer, [each.key for each in steps]), 0
    for step in reversed(steps):
        try:
            reverse_step(ledger, changes, step)
        except UndoRefused:
            left += 1
    if not changes.made:
        raise UndoRefused("Nothing of that file stands as it was taken in.", "There is nothing to take back.")
    return changes, left


def _file_of_answers(ledger: Ledger, number: int) -> list[Logged]:
    """Return what a file of answers changed, nothing where the number is of something else."""
    asked = one(ledger.connection, ledger.institute, number)
    found = all_of_batch(ledger.connection, ledger.institute, asked.batch) if asked else []
    return found if found and all(map(_came_by_file, found)) else []


def _came_by_file(each: Logged) -> bool:
    by_file = each.viewer.partition(":")[0] == "custodian" and each.undoes is None
    return by_file and each.kind is Response and each.action != "remove"


def _files_of_answers(ledger: Ledger) -> str:
    newest: dict[int, list[Logged]] = {}
    for each in all_of_table(ledger.connection, ledger.institute, Response.table):
        if _came_by_file(each):
            newest.setdefault(each.batch, []).append(each)
    said = [f"{min(e.seq for e in rows)} ({rows[0].at:%d %b %Y}, {len(rows)})" for rows in newest.values()]
    return f"Taken in were, with day and count: {', '.join(said[-5:])}." if said else "None was taken in."


def _publications(ledger: Ledger) -> list[Publication]:
    table = table_of(Publication)
    query = select(*fields(Publication)).where(table.c.institute == ledger.institute)
    return records(Publication, ledger.connection.execute(query))
