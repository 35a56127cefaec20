"""Files of evidence: in the backup, and gone with whoever brought them or with their cycle."""

from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from cadence.institute import Institute
from cadence.institute.evidence import EvidenceFolder
from cadence.keeping.archive import kept_files
from cadence.keeping.erasing import carry_out, foreseen
from cadence.model import Card, Evidence
from cadence.store import Store, Viewer
from cadence.store.belonging import Erased


@pytest.fixture
def shown(peopled: Institute, add: Any) -> dict[str, Path]:
    """Lend the files that Ana and Ben brought, one that no card has, and one of another cycle."""
    folder, files = EvidenceFolder(peopled.root), {}
    add(peopled, Card(id="next", cycle=2, team="lincoln", title="Go on"))
    for name, card, by in (("ana", "card", "ana"), ("ben", "card", "ben"), ("later", "next", "ben")):
        id = uuid4().hex
        here = {"team": "lincoln", "card": card, "added_by": by, "added": date(2026, 10, 2)}
        add(peopled, Evidence(id=id, kind="file", text="photo.png", **here))
        files[name] = folder.put("lincoln", id, "png", b"x")
    return files | {"nobody's": folder.put("lincoln", uuid4().hex, "png", b"x")}


def left(files: dict[str, Path]) -> set[str]:
    return {name for name, path in files.items() if path.exists()}


def test_files_are_among_what_a_backup_holds(peopled: Institute, shown: dict[str, Path]) -> None:
    assert set(shown.values()) <= set(kept_files(peopled.root))


@pytest.mark.parametrize(
    ("erased", "stays"),
    [
        (Erased(people=frozenset({"ana"})), {"ben", "later"}),
        (Erased(cycles=frozenset({1})), {"later"}),
    ],
)
def test_files_go_with_whoever_brought_them_and_with_their_cycle(
    peopled: Institute, shown: dict[str, Path], erased: Erased, stays: set[str]
) -> None:
    assert foreseen(peopled, erased).files == 4 - len(stays)
    assert left(shown) == set(shown)
    assert carry_out(peopled, erased, []).files == 4 - len(stays)
    assert left(shown) == stays
    with Store.open(peopled.database_url) as store:
        kept = store.view(Viewer("custodian")).all(Evidence, kind="file")
    assert len(kept) == 3  # what was confirmed rests on them
