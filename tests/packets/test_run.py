import os
import signal
from typing import Any

import pytest

from cadence.model import Team
from cadence.packets.due import look
from cadence.packets.executors import local
from cadence.packets.manifest import Manifest
from cadence.packets.run import run


def go(bench: Any, pool: Any, jobs: int = 1, stop: Any = lambda: False) -> dict[str, str]:
    """Make what is due and return the reason for each team, '' where it was made."""
    order, manifest = bench.order(), Manifest.read(bench.folder)
    outcomes = run(order, look(order, manifest), manifest, pool, jobs, stop)
    return {o.packet.team: o.failure.reason if o.failure else "" for o in outcomes}


def test_one_failing_team_does_not_stop_the_others(bench: Any, inline: Any, no_kernels: None) -> None:
    bench.cells('assert team != "north", "not here"')
    outcomes = go(bench, inline)
    assert {team for team, reason in outcomes.items() if not reason} == {"south", "west"}
    assert "not here" in outcomes["north"]
    assert len(bench.files()) == 4


def test_only_the_failed_team_is_tried_again(bench: Any, inline: Any, no_kernels: None) -> None:
    bench.cells("import os\nassert team != 'north' or os.path.exists(institute + '/mended'), 'not yet'")
    go(bench, inline)
    before = bench.files()
    (bench.root / "mended").touch()
    assert go(bench, inline) == {"north": ""}
    assert before.items() <= bench.files().items()
    assert Manifest.read(bench.folder).failures == {}


def test_a_run_that_was_stopped_goes_on_where_it_was(bench: Any, inline: Any, no_kernels: None) -> None:
    looks = iter([False, False, True])
    first = go(bench, inline, stop=lambda: next(looks, True))
    assert first == {"north": ""}
    before = bench.files()
    assert go(bench, inline) == {"south": "", "west": ""}
    assert before.items() <= bench.files().items()
    assert go(bench, inline) == {}


def test_a_renamed_teams_packet_moves(bench: Any, inline: Any, no_kernels: None) -> None:
    go(bench, inline)
    bench.write(Team(id="west", name="West Academy", revision=1))
    assert go(bench, inline) == {"west": ""}
    assert (bench.folder / "West Academy" / "West Academy - session 1.pdf").exists()
    assert not (bench.folder / "West Elementary").exists()


def test_a_file_somebody_changed_is_not_taken_away_with_the_old_name(
    bench: Any, inline: Any, no_kernels: None
) -> None:
    go(bench, inline)
    kept = bench.folder / "West Elementary" / "West Elementary - session 1.html"
    kept.write_text("my notes")
    bench.write(Team(id="west", name="West Academy", revision=1))
    go(bench, inline)
    assert kept.read_text() == "my notes"


def test_a_team_that_comes_later_moves_nobody(bench: Any, inline: Any, no_kernels: None) -> None:
    go(bench, inline)
    before = bench.files()
    bench.write(Team(id="a-first", name="NORTH HIGH"))
    assert go(bench, inline) == {"a-first": ""}
    assert before.items() <= bench.files().items()
    assert (bench.folder / "NORTH HIGH (a-first)").is_dir()


@pytest.mark.notebook
def test_a_killed_worker_loses_nobodys_packet(bench: Any) -> None:
    bench.cells(
        "import os, signal\nonce = institute + '/once'\n"
        "if team == 'south' and not os.path.exists(once):\n"
        f"    open(once, 'w').close()\n    os.kill(os.getppid(), {int(signal.SIGKILL)})",
        "print(team)",
    )
    assert go(bench, local, 2) == {"north": "", "south": "", "west": ""}
    assert (bench.root / "once").exists()
    assert len(bench.files()) == 6


@pytest.mark.notebook
def test_a_format_that_kills_its_worker_fails_and_the_others_stand(
    bench: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from cadence.packets import order

    monkeypatch.setitem(order.EXPORTERS, "html", "stand_ins:DeadlyForSouth")
    outcomes = go(bench, local, 2)
    assert {team for team, reason in outcomes.items() if reason} == {"south"}
    assert "ended from outside, twice" in outcomes["south"]
    assert os.listdir(bench.folder / "failed") == ["South Middle"]
