"""The whole command as a person meets it: in a process of its own, interrupted, killed, run again."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from cadence.packets.manifest import Manifest

pytestmark = [
    pytest.mark.notebook,
    pytest.mark.skipif(sys.platform == "win32", reason="sends signals and opens pipes as POSIX has them"),
]
COMMAND = Path(__file__).parent / "stand_ins" / "command.py"


def start(bench: Any, *options: str) -> "subprocess.Popen[str]":
    words = [sys.executable, str(COMMAND), "packets", "-s", "1", "-i", str(bench.root), *options]
    return subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def finish(process: "subprocess.Popen[str]") -> tuple[int, str, str]:
    out, err = process.communicate(timeout=300)
    return process.returncode, out, err


def run(bench: Any, *options: str) -> tuple[int, str, str]:
    return finish(start(bench, *options))


def until(true: Callable[[], bool]) -> None:
    """Look again and again until something is true, for two minutes at most."""
    pause = Event()
    for _ in range(1200):
        if true():
            return
        pause.wait(0.1)
    raise AssertionError("It never came true.")


@pytest.fixture
def gate(bench: Any) -> Any:
    """Let only the first team's packet through; the others say who they are and wait at the gate."""
    gate = bench.root / "gate"
    bench.cells(
        "import os, time\n"
        "if team != 'north':\n"
        "    open(f'{institute}/at-{team}', 'w').write(f'{os.getpid()} {os.getppid()}')\n"
        f"    while not os.path.exists({str(gate)!r}): time.sleep(0.05)\n"
        "print('for', team)"
    )
    return gate


def at_the_gate(bench: Any) -> bool:
    there = bench.root / "at-south"
    return there.exists() and bool(there.read_text()) and len(Manifest.read(bench.folder).files) == 2


def test_ctrl_c_finishes_what_is_under_way_and_the_next_run_goes_on(bench: Any, gate: Any) -> None:
    process = start(bench, "--jobs", "1")
    until(lambda: at_the_gate(bench))
    process.send_signal(signal.SIGINT)
    gate.touch()
    status, out, err = finish(process)
    assert (status, err) == (130, "")
    assert "1 not come to" in out
    assert f"To go on from here: cadence packets --session 1 -i '{bench.root}'" in out
    before = bench.files()
    assert len(before) == 4
    status, out, _ = run(bench, "--json")
    assert status == 0
    assert [one["team"] for one in json.loads(out)["made"]] == ["west"]
    assert before.items() <= bench.files().items()


def test_a_second_ctrl_c_ends_at_once_and_leaves_no_process(bench: Any, gate: Any) -> None:
    process = start(bench, "--jobs", "1")
    until(lambda: at_the_gate(bench))
    process.send_signal(signal.SIGINT)
    assert process.stdout is not None
    while "Finishing the packets" not in process.stdout.readline():
        assert process.poll() is None
    process.send_signal(signal.SIGINT)
    status, out, err = finish(process)
    assert (status, err) == (130, "")
    assert "2 not come to" in out
    until(lambda: not alive(bench))


def test_a_run_that_was_killed_goes_on_where_it_was_and_leaves_no_process(bench: Any, gate: Any) -> None:
    process = start(bench, "--jobs", "1")
    until(lambda: at_the_gate(bench))
    process.kill()
    process.communicate()
    until(lambda: not alive(bench))
    before = bench.files()
    assert len(before) == 2
    gate.touch()
    status, out, _ = run(bench, "--json")
    assert status == 0
    assert {one["team"] for one in json.loads(out)["made"]} == {"south", "west"}
    assert before.items() <= bench.files().items()


def status_of(pid: int) -> str:
    return Path(f"/proc/{pid}/status").read_text()


def alive(bench: Any) -> list[int]:
    """Return which of the kernel and the worker that wait at the gate are still there."""
    pids = [int(pid) for pid in (bench.root / "at-south").read_text().split()]
    return [pid for pid in pids if Path(f"/proc/{pid}").exists() and "(zombie)" not in status_of(pid)]


def test_a_failing_team_sets_the_status_and_the_next_run_says_why_it_is_due(bench: Any) -> None:
    bench.cells("import os\nassert team != 'west' or os.path.exists('mended'), 'not mended'")
    status, out, err = run(bench)
    assert (status, err) == (1, "")
    assert "2 packets made" in out
    assert "not mended" in out
    assert len(bench.files()) == 4
    _, out, _ = run(bench, "--dry-run")
    assert "it could not be made last time" in out
    (bench.root / "mended").touch()
    assert run(bench)[0] == 0
    assert not (bench.folder / "failed" / "West Elementary").exists()


def test_json_is_all_that_is_printed(bench: Any) -> None:
    status, out, err = run(bench, "--json", "--zip", "--team", "north")
    data = json.loads(out)
    assert (status, err) == (0, "")
    assert data["made"][0]["files"] == [
        f"North High/North High - session 1.{kind}" for kind in ("pdf", "html")
    ]
    assert os.path.exists(data["zip"])
    assert {lack["team"] for lack in data["lacks"]} == {"", "north"}
    again = json.loads(run(bench, "--json", "--team", "north")[1])
    assert (again["due"], again["standing"]) == ([], ["north"])


def test_a_dry_run_writes_nothing(bench: Any) -> None:
    before = sorted(bench.institute.packets_dir.rglob("*"))
    status, out, _ = run(bench, "--dry-run")
    assert status == 0
    assert "3 packets to be made" in out
    assert "cadence import roster FILE" in out
    assert sorted(bench.institute.packets_dir.rglob("*")) == before


def test_a_folder_that_cannot_be_written_is_said_in_words(bench: Any) -> None:
    (bench.institute.packets_dir / "session-1-conditions").write_text("a file where the folder should be")
    status, _, err = run(bench, "--json")
    assert status == 2
    assert "session-1-conditions: File exists. Check what stands there" in err
    assert len(err.splitlines()) == 1
