"""What the command takes and how it ends; what it does is tested with the packets."""

import json
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from cadence.cli import packets as command
from cadence.packets import batch


class Stub:
    """Stands in for a run's summary."""

    def __init__(self, failed: int = 0, left: int = 0) -> None:
        self.failed, self.left, self.stopped = [None] * failed, left, left > 0

    def to_json(self) -> dict[str, int]:
        return {"failed": len(self.failed)}


@pytest.fixture
def wishes(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Collect what the command asked for, instead of doing it."""
    found: list[Any] = []

    def make_packets(wish: Any, console: Any) -> Stub:
        found.append(wish)
        console.print("said to people")
        return Stub(failed=wish.session == 4, left=2 * (wish.session == 5))

    monkeypatch.setattr(batch, "make_packets", make_packets)
    return found


def invoke(*words: str) -> Any:
    app = typer.Typer()
    command.register(app)
    return CliRunner().invoke(app, list(words))


def test_the_least_that_can_be_asked_for(wishes: list[Any]) -> None:
    assert invoke("--session", "1").exit_code == 0
    assert wishes == [batch.Wish(institute=Path("."), session=1)]


def test_everything_that_can_be_asked_for(wishes: list[Any]) -> None:
    words = "-s 2 -i x -t a -t b -t a --format html --jobs 3 --force --dry-run --zip --executor tcp://h:1"
    invoke(*words.split())
    assert wishes == [
        batch.Wish(Path("x"), 2, ("a", "b"), ("html",), "team", 3, True, True, True, "tcp://h:1")
    ]


def test_formats_may_have_spaces_between_and_count_once(wishes: list[Any]) -> None:
    invoke("-s", "1", "--format", " html, pdf,html ,")
    assert wishes[0].formats == ("html", "pdf")


def test_the_brief_is_over_all_teams(wishes: list[Any]) -> None:
    assert invoke("-s", "1", "--for", "facilitator").exit_code == 0
    assert wishes[0].audience == "facilitator"
    assert invoke("-s", "1", "--for", "facilitator", "--team", "a").exit_code == 2
    assert invoke("-s", "1", "--for", "parents").exit_code == 2


def test_without_a_session_it_is_asked_for(wishes: list[Any]) -> None:
    assert invoke().exit_code == 2
    assert wishes == []


@pytest.mark.parametrize(("session", "status"), [(1, 0), (4, 1), (5, 130)])
def test_the_status_says_how_it_ended(wishes: list[Any], session: int, status: int) -> None:
    assert invoke("-s", str(session)).exit_code == status


def test_json_is_all_that_is_printed(wishes: list[Any]) -> None:
    assert json.loads(invoke("-s", "1", "--json").stdout) == {"failed": 0}
    assert "said to people" in invoke("-s", "1").stdout


def test_the_way_to_go_on_is_the_same_command_without_force() -> None:
    wish = batch.Wish(Path("my place"), 3, ("o'hara",), ("pdf",), "team", 4, True, False, True)
    assert wish.again == """cadence packets --session 3 --team 'o'"'"'hara' --format pdf -i 'my place'"""
