"""A writer that is killed: what it acknowledged is there, and nothing is there by half."""

import subprocess
import sys

import pytest

from cadence.model import School
from cadence.store import Store, Viewer
from cadence.store.health import examine

CUSTODIAN = Viewer("custodian")

# The parent imports everything once; each writer is a fork of it, so that a kill costs little.
PARENT = """
import os, signal, sys
from sqlalchemy import event
from cadence.model import School
from cadence.store import Store, Viewer

url = sys.argv[1]
Store.open(url).close()

def pair(name):
    return [School(id=f"{name}.{half}", name=name) for half in "ab"]

def die_at(step):
    with Store.open(url) as store:
        view, seen = store.view(Viewer("custodian")), 0
        view.write(*pair(f"before{step}"))
        os.write(1, f"before{step}\\n".encode())
        def count(*said):
            nonlocal seen
            seen += 1
            if seen == step:
                os.kill(os.getpid(), signal.SIGKILL)
        for moment in ("before_cursor_execute", "after_cursor_execute", "commit"):
            event.listen(store._engine, moment, count)
        view.write(*pair(f"at{step}"))
        os.write(1, f"at{step}\\n".encode())

def write_on(name, tell):
    with Store.open(url) as store:
        for n in range(10_000):
            store.view(Viewer("custodian")).write(*pair(f"{name}.{n}"))
            os.write(tell, f"{name}.{n}\\n".encode())

def forked(work, *given):
    child = os.fork()
    if not child:
        work(*given)
        os._exit(0)
    return child

if sys.argv[2] == "steps":
    step, killed = 1, True
    while killed:
        _, status = os.waitpid(forked(die_at, step), 0)
        killed, step = os.WIFSIGNALED(status), step + 1
    assert os.WEXITSTATUS(status) == 0
else:
    for round, after in enumerate([1, 2, 3, 5, 8, 13]):
        hear, tell = os.pipe()
        child = forked(write_on, f"round{round}", tell)
        os.close(tell)
        with os.fdopen(hear) as heard:
            told = [heard.readline() for _ in range(after)]
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            os.write(1, "".join([*told, *heard]).encode())
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs fork and SIGKILL")
@pytest.mark.parametrize("how", ["steps", "anywhere"])
def test_what_a_killed_writer_acknowledged_is_there_and_nothing_by_half(url: str, how: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PARENT, url, how], capture_output=True, text=True, timeout=180, check=False
    )
    assert done.returncode == 0, done.stderr
    acknowledged = set(done.stdout.split())
    assert len(acknowledged) > 5
    with Store.open(url) as store:
        there = {school.id for school in store.view(CUSTODIAN).all(School)}
        halves = {id.rpartition(".")[0] for id in there}
        assert acknowledged <= halves
        assert there == {f"{name}.{half}" for name in halves for half in "ab"}
        store.view(CUSTODIAN).write(School(id="after", name="x"))
    assert [each for each in examine(url) if each.state == "ill"] == []
