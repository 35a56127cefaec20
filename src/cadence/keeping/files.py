"""Which files of evidence go where somebody or a cycle is erased."""

from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Connection, select

from cadence.institute.evidence import EvidenceFolder
from cadence.model import Card, Evidence
from cadence.store.belonging import Erased
from cadence.store.schema import table_of


def files_to_erase(connection: Connection, institute: str, root: Path, erased: Erased) -> list[Path]:
    """Return the files that erased people brought, those of closed cycles, and those that no card has.

    Nobody can look into a picture for a name. To be asked before the rows are erased: they say who brought
    what. The rows stay, so that what was confirmed stays confirmed.
    """
    kept = dict(_standing(connection, institute))
    found = EvidenceFolder(root).all()
    return [path for _, id, path in found if id not in kept or _goes(erased, *kept[id])]


def _goes(erased: Erased, brought_by: str, cycle: int | None) -> bool:
    return brought_by in erased.people or cycle in erased.cycles


def _standing(connection: Connection, institute: str) -> Iterator[tuple[str, tuple[str, int | None]]]:
    """Yield the id of each piece of evidence, with who brought it and the cycle of its card."""
    shown, card = table_of(Evidence).c, table_of(Card).c
    of_cards = connection.execute(select(card.id, card.cycle).where(card.institute == institute))
    cycles = {each.id: each.cycle for each in of_cards}
    query = select(shown.id, shown.added_by, shown.card).where(shown.institute == institute)
    for each in connection.execute(query):
        yield each.id, (each.added_by, cycles.get(each.card))
