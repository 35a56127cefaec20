"""How commands are spelled where somebody is to type them."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer.main

from cadence.cli import app
from cadence.command import INSIDE, OUTSIDE, stand_in, typed


@pytest.fixture(autouse=True)
def _elsewhere(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("CADENCE_CALLED", "python3 run.py")
    stand_in(Path("my place"))
    yield
    stand_in(Path("."))


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("To undo: cadence undo 4 --batch", "To undo: python3 run.py undo -i 'my place' 4 --batch"),
        ("cadence import roster FILE", "python3 run.py import roster -i 'my place' FILE"),
        ("cadence next-cycle", "python3 run.py next-cycle -i 'my place'"),
        ("cadence packets --session 0 -i there", "python3 run.py packets --session 0 -i there"),
        ("cadence new FOLDER", "python3 run.py new FOLDER"),
        ("no backup of Cadence, in the cadence of a year", "no backup of Cadence, in the cadence of a year"),
    ],
)
def test_a_command_is_typed_with_the_program_and_the_institute(written: str, said: str) -> None:
    assert typed(written) == said


def test_where_one_stands_in_the_institute_it_is_not_named() -> None:
    stand_in(Path("."))
    assert typed("cadence undo 4") == "python3 run.py undo 4"


def test_every_command_is_known_and_takes_the_institute_that_is_added_to_it() -> None:
    commands = dict(typer.main.get_command(app).commands)  # type: ignore[attr-defined]
    groups = {name: commands.pop(name).commands for name in ("import", "session")}
    commands |= {f"{group} {name}": each for group, some in groups.items() for name, each in some.items()}
    inside = {name: each for name, each in commands.items() if name not in OUTSIDE}
    for name, each in inside.items():
        assert any(re.fullmatch(known, name) for known in INSIDE), name
        assert "--institute" in {option for param in each.params for option in param.opts}, name
