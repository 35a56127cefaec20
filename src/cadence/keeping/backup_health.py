"""Whether a database goes on from where its backups are, or has fallen behind one of them."""

from collections.abc import Iterator

from cadence.errors import CadenceError, shown
from cadence.institute import Institute
from cadence.keeping.backup import shelf_of
from cadence.keeping.shelf import Entry
from cadence.store.finding import Finding
from cadence.store.health import clock_of


def examine_backups(house: Institute) -> Iterator[Finding]:
    """Yield how the database stands to its backups.

    The count of changes only ever grows, also when a backup is brought back in place. One that is
    smaller than a backup's means that changes were lost: a log whose end was damaged, or an
    older copy of the file in place of the one that people worked with.
    """
    try:
        made = shelf_of(house).index().backups
    except CadenceError as refusal:
        yield Finding("backups", "ill", refusal.message, refusal.remedy)
        return
    clock = clock_of(house.database_url)
    if not made:
        yield Finding("backups", "remark", "There is none yet.", "Make one: cadence backup")
    elif clock is not None:
        yield _compared(house, clock, max(made, key=lambda each: each.seq))


def _compared(house: Institute, clock: int, furthest: Entry) -> Finding:
    day = f"{furthest.created.astimezone():%d %B %Y, %H:%M}"
    if clock >= furthest.seq:
        return Finding("backups", "well", f"{furthest.seq:,} of {clock:,} changes are in the one of {day}")
    file = shelf_of(house).folder / furthest.file
    return Finding(
        "backups",
        "ill",
        f"The database ends with change {clock}, the backup of {day} with {furthest.seq}: the last changes "
        "are lost, or an older copy of the database was put in its place.",
        f"If nobody meant that, bring the backup back: cadence restore {shown(file, house.root)}",
    )
