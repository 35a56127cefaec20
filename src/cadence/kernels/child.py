"""What a forked child does first and last: it becomes a process of its own, does its task, and ends."""

import atexit
import ctypes
import gc
import locale
import os
import signal
import socket
import sys
import threading
import time
import traceback
from contextlib import suppress
from importlib import import_module
from typing import Any, NoReturn

from cadence.kernels.lifeline import Line

_LINE = 3
_PR_SET_PDEATHSIG = 1
_PATIENCE = 2.0  # seconds that what was registered for the end of the process may take


def live(streams: list[int], parent: int) -> NoReturn:
    """Take these standard streams and this line, read the task, do it, and end the process.

    A task is `{"run": "module:function", "environment": {...}, "cwd": ..., ...}`; the function gets the task
    and the line, and returns the exit code.
    """
    code = 1
    try:
        os.setsid()  # as jupyter_client starts kernels: an interrupt reaches what a kernel has started, too
        _die_with(parent)
        _take(streams)
        with socket.socket(fileno=_LINE) as held:
            code = _work(Line(held))
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else int(ended.code is not None)
    except BaseException:
        traceback.print_exc(file=sys.__stderr__)
    finally:
        _end(code)


def _die_with(parent: int) -> None:
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # it was gone before the call
        os._exit(1)


def _take(streams: list[int]) -> None:
    """Have the standard streams and the line where they belong, and close all else that was inherited."""
    for number, stream in enumerate(streams):
        os.dup2(stream, number, inheritable=number != _LINE)
    os.closerange(_LINE + 1, max(map(int, os.listdir("/proc/self/fd"))) + 1)


def _work(line: Line) -> int:
    task = line.next()
    signal.signal(signal.SIGINT, signal.default_int_handler)
    settle(task)
    module, _, name = str(task["run"]).partition(":")
    code: int = getattr(import_module(module), name)(task, line)
    return code


def settle(task: dict[str, Any]) -> None:
    """Give this process the surroundings that it would have been started with, and randomness of its own."""
    os.environ.clear()
    os.environ.update(task["environment"])
    if hasattr(time, "tzset"):
        time.tzset()
    with suppress(locale.Error):
        locale.setlocale(locale.LC_CTYPE, "")
    os.chdir(task["cwd"])
    _renew_streams()
    if random := sys.modules.get("numpy.random"):
        random.seed()  # Python reseeds its own after a fork
    gc.enable()


def _renew_streams() -> None:
    """Make the streams anew: the server's own may hold what was not flushed yet."""
    for number, name, mode in ((0, "stdin", "r"), (1, "stdout", "w"), (2, "stderr", "w")):
        stream = open(number, mode, closefd=False)
        setattr(sys, name, stream)
        setattr(sys, f"__{name}__", stream)


def _end(code: int) -> NoReturn:
    """Run what was registered for the end, under a watchdog, and leave without taking Python apart."""
    watchdog = threading.Timer(_PATIENCE, os._exit, (code,))
    watchdog.daemon = True
    try:
        watchdog.start()
        atexit._run_exitfuncs()
        for stream in (sys.__stdout__, sys.__stderr__):
            if stream is not None:
                stream.flush()
    finally:
        os._exit(code)
