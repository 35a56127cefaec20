"""A database that was there and is gone: no command puts an empty one in its place."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from cadence.cli import app
from cadence.errors import NotFound
from cadence.institute import Institute
from cadence.serving.secret import signing_secret

COMMANDS = [
    "serve --no-browser",
    "invite --all",
    "session list",
    "session open 1",
    "content forms/charter.yaml --team north",
    "packets --session 1",
    "check",
    "audit",
    "next-cycle --title Next --starts 2040-08-01 --ends 2041-06-01 --yes",
]


@pytest.fixture
def house(bare: Institute, tmp_path: Path) -> Institute:
    """An institute without a database."""
    folder = Path(shutil.copytree(bare.root, tmp_path / "institute"))
    for file in folder.glob("cadence.sqlite*"):
        file.unlink()
    shutil.rmtree(folder / "backups", ignore_errors=True)
    (folder / ".cadence-secret").unlink(missing_ok=True)
    return Institute.open(folder)


@pytest.mark.parametrize(
    "worked",
    [
        lambda house: signing_secret(house.root),
        lambda house: (house.packets_dir / "north.html").write_text("A packet"),
    ],
)
def test_an_institute_that_was_worked_with_gets_no_empty_database(
    house: Institute, worked: Callable[[Institute], object]
) -> None:
    assert house.begun_database() == house.database_url
    worked(house)
    with pytest.raises(NotFound, match=r"cadence.sqlite is gone.*cadence restore FILE"):
        house.begun_database()
    (house.root / "cadence.sqlite").touch()
    assert house.begun_database() == house.database_url


@pytest.mark.parametrize("command", COMMANDS)
def test_no_command_puts_an_empty_database_in_its_place(house: Institute, command: str) -> None:
    signing_secret(house.root)
    done = CliRunner().invoke(app, [*command.split(), "-i", str(house.root)])
    assert done.exit_code and "is gone" in f"{done.exception} {done.output}"
    assert not (house.root / "cadence.sqlite").exists()
