"""What is in a process before packets are forked from it, seen in a process of its own."""

import subprocess
import sys

import pytest

pytestmark = [pytest.mark.notebook, pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")]

LOOK = """
import os, random, sys
from cadence.packets.surroundings import SURROUNDINGS
os.environ |= SURROUNDINGS
from cadence.packets import warmed
with warmed.quiet():
    warmed.warm_up()  # once more, and this time what goes wrong is said
descriptors = [f"/proc/self/fd/{number}" for number in os.listdir("/proc/self/fd")]
files = [os.readlink(path) for path in descriptors if os.path.lexists(path)]
print(len(os.listdir("/proc/self/task")), [name for name in files if ".sqlite" in name or "cdb-" in name])
from IPython import get_ipython
print(get_ipython())
"""


@pytest.fixture(scope="module")
def seen() -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", LOOK], capture_output=True, text=True, check=True, timeout=120
    )
    assert done.stderr == ""
    return done.stdout.splitlines()


def test_a_warmed_process_has_one_thread_and_no_database_open(seen: list[str]) -> None:
    assert seen[0] == "1 []"


def test_a_warmed_process_has_no_shell_that_packets_would_share(seen: list[str]) -> None:
    assert seen[1] == "None"
