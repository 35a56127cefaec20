"""A call in a forked child: it finds everything brought in already, and all that it did goes with it.

Forking is for Linux alone (macOS forks unsafely once its frameworks are loaded, Windows not at all), and for
processes in which no other thread holds a lock: the workers of a local pool, which say so of themselves.
"""

import ctypes
import multiprocessing
import os
import random
import signal
import sys
import warnings
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from typing import Any, NoReturn, TypeVar

T = TypeVar("T")
_PDEATHSIG = 1  # prctl: which signal comes when the parent ends
_may_fork = False


class ChildEnded(Exception):
    """The child ended before it could answer: it was killed, or ended itself."""


def allow_forks() -> None:
    """Say that no other thread of this process holds a lock that a forked child would wait for.

    With `CADENCE_STOCK_KERNELS` set nothing is forked, as for kernels.
    """
    global _may_fork
    _may_fork = sys.platform == "linux" and not os.environ.get("CADENCE_STOCK_KERNELS")


def may_fork() -> bool:
    """Return whether calls can be made apart in this process."""
    return _may_fork


def apart(function: Callable[..., T], *arguments: object) -> T:
    """Return what a function returns in a forked child of this process; it must not raise.

    Raises
    ------
    ChildEnded
        The child ended without an answer.
    """
    ours, theirs = multiprocessing.Pipe(duplex=False)
    parent = os.getpid()
    sys.stdout.flush()
    sys.stderr.flush()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # the other thread only waits for our parent
        child = os.fork()
    if not child:
        ours.close()
        _answer(theirs, function, arguments, parent)
    theirs.close()
    try:
        answer: T = _answered(ours, child)
        return answer
    finally:
        ours.close()
        _clear_away(child)


def _answered(ours: Connection, child: int) -> Any:
    """Wait for the answer or for the child's end, whichever comes first."""
    end = os.pidfd_open(child)
    try:
        if ours not in wait([ours, end]):
            raise ChildEnded
        return ours.recv()
    except (EOFError, ConnectionError):
        raise ChildEnded from None
    finally:
        os.close(end)


def _clear_away(child: int) -> None:
    """End the child, and what it has started and left, and take note of its end."""
    with suppress(ProcessLookupError):
        os.killpg(child, signal.SIGKILL)
    with suppress(ProcessLookupError):
        os.kill(child, signal.SIGKILL)  # it had not come to a group of its own yet
    os.waitpid(child, 0)


def _answer(
    theirs: Connection, function: Callable[..., object], arguments: tuple[object, ...], parent: int
) -> NoReturn:
    """Be the child: a session of one's own, chance of one's own, no longer there than the parent."""
    status = 1
    try:
        os.setsid()  # as kernels are started: nothing that happens to us as a group happens to it
        ctypes.CDLL(None).prctl(_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        if os.getppid() == parent:
            random.seed()
            _reseed_numpy()
            theirs.send(function(*arguments))
            status = 0
    finally:
        os._exit(status)  # what is to be done at the end is the parent's business


def _reseed_numpy() -> None:
    """Give numpy's old global generator other numbers than the parent's and the other children's."""
    numpy = sys.modules.get("numpy")
    if numpy is not None:
        numpy.random.seed()
