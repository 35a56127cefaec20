"""Calls in forked children, in processes of their own: the test runner has threads that a fork would lose."""

import subprocess
import sys

import pytest

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="forks as Linux does")

BEFORE = """
import os, signal, subprocess, sys, tempfile, time
from pathlib import Path
from cadence.packets.apart import ChildEnded, allow_forks, apart, may_fork
def ended(call, *arguments):
    try:
        return apart(call, *arguments)
    except ChildEnded:
        return "ended"
def running(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
"""


def said(script: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", BEFORE + script], capture_output=True, text=True, check=False, timeout=60
    )
    assert done.stderr == ""
    return done.stdout.strip()


def test_an_answer_comes_back_and_what_was_done_for_it_does_not() -> None:
    assert (
        said("""
kept = []
def call(word):
    kept.append(word)
    os.chdir("/")
    return word * 2, os.getpid()
here = os.getcwd()
word, pid = apart(call, "ab")
print(word, pid != os.getpid(), kept, os.getcwd() == here, running(pid))
""")
        == "abab True [] True False"
    )


def test_an_answer_of_any_size_arrives() -> None:
    assert said("print(len(apart(lambda: b'x' * 50_000_000)))") == "50000000"


@pytest.mark.parametrize(
    "end", ["os._exit(0)", "os.kill(os.getpid(), signal.SIGKILL)", "os.abort()", "1 / 0"]
)
def test_a_child_that_ends_before_its_answer_is_said_to_have_ended(end: str) -> None:
    script = f"def call():\n    {end}\nprint(ended(call), ended(lambda: 'next'))"
    done = subprocess.run(
        [sys.executable, "-c", BEFORE + script], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout == "ended next\n"


def test_what_a_child_started_and_left_is_ended_with_it() -> None:
    assert (
        said("""
def call():
    return subprocess.Popen(["sleep", "600"]).pid
pid = apart(call)
while running(pid):
    time.sleep(0.01)
print("gone")
""")
        == "gone"
    )


def test_a_grandchild_that_holds_on_to_the_pipe_delays_nothing() -> None:
    assert (
        said("""
def call():
    if not os.fork():
        time.sleep(600)
    os._exit(3)
print(ended(call))
""")
        == "ended"
    )


def test_a_child_ends_with_its_parent() -> None:
    assert (
        said("""
ours, theirs = os.pipe()
if not os.fork():
    def call():
        os.write(theirs, f"{os.getpid()} ".encode())
        time.sleep(600)
    apart(call)
child = int(os.read(ours, 20))
os.kill(int(Path(f"/proc/{child}/stat").read_text().rpartition(")")[2].split()[1]), signal.SIGKILL)
while running(child):
    time.sleep(0.01)
print("gone")
""")
        == "gone"
    )


def test_two_children_do_not_share_chance() -> None:
    assert (
        said("""
import random, uuid
import numpy as np
def call():
    new = np.random.default_rng().random()
    return random.random(), float(np.random.random()), new, uuid.uuid4(), tempfile.mktemp()
a, b = apart(call), apart(call)
print([x == y for x, y in zip(a, b)])
""")
        == "[False, False, False, False, False]"
    )


def test_forks_are_made_only_where_somebody_said_that_they_may_be() -> None:
    assert said("print(may_fork()); allow_forks(); print(may_fork())") == "False\nTrue"


def test_the_parent_keeps_no_descriptor_and_no_zombie() -> None:
    assert (
        said("""
count = lambda: len(os.listdir("/proc/self/fd"))
apart(int); before = count()
for _ in range(20):
    apart(int), ended(os._exit, 1)
print(count() - before, Path(f"/proc/self/task/{os.getpid()}/children").read_text() == "")
""")
        == "0 True"
    )
