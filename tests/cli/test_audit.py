"""`cadence audit` on the command line."""

import json
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
from typer.testing import CliRunner

from cadence.cli import app
from cadence.institute import Institute
from cadence.model import Response
from cadence.store import Store, Viewer


@pytest.fixture
def house(demo: Institute, tmp_path: Path) -> Institute:
    return Institute.open(copytree(demo.root, tmp_path / "institute"))


def run(house: Institute, *words: str) -> Any:
    return CliRunner().invoke(app, [*words, "-i", str(house.root)])


def test_at_first_nothing_has_happened(house: Institute) -> None:
    assert run(house, "audit").output == "Nothing has happened at the door yet.\n"


def test_an_export_is_in_the_log_and_so_is_a_reveal(house: Institute) -> None:
    with Store.open(house.database_url) as store:
        view = store.view(Viewer("custodian"))
        fresh = {"wave": 2, "survey": "pulse", "revision": 0}
        view.write(*(a.model_copy(update=fresh | {"id": f"{a.id}-2"}) for a in view.all(Response)))
    assert run(house, "export", "--format", "json").exit_code == 0
    assert ": published" in run(house, "reveal", "conditions", "--wave", "2", "--yes").output
    lines = json.loads(run(house, "audit", "--json").output)
    assert [each["what"] for each in lines] == ["revealed", "revealed", "exported"]
    assert {each["about"].split()[0] for each in lines} == {"conditions", "2"}
    (newest,) = json.loads(run(house, "audit", "--json", "--limit", "1").output)
    assert newest == lines[0]
    assert "revealed    somebody  conditions of" in run(house, "audit").output
