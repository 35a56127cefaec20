"""Who does the work: local processes, or a Dask cluster; both are `concurrent.futures.Executor`."""

import multiprocessing
import os
import shutil
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import AbstractContextManager, contextmanager, suppress
from importlib import import_module
from multiprocessing.connection import wait
from tempfile import TemporaryDirectory

from cadence.errors import PacketError
from cadence.packets.apart import allow_forks
from cadence.packets.surroundings import SURROUNDINGS

_SAFE, _OURS = "PYTHONSAFEPATH", "while workers start"
_PATIENCE = 20.0  # seconds for a worker with nothing left to do to end by itself
OpenPool = Callable[[int], AbstractContextManager[Executor]]


def cores() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def choose(name: str = "local") -> OpenPool:
    """Return how to open a pool of workers: 'local', or the address of a Dask scheduler.

    The workers of a cluster must see the institute's folder under the same path.
    """
    if name == "local":
        return local
    if "://" in name:
        return lambda jobs: dask(name)
    raise PacketError(f"'{name}' is no executor.", "Say local, or a Dask address such as tcp://host:8786.")


@contextmanager
def local(jobs: int) -> Iterator[Executor]:
    """Open a pool of `jobs` processes on this machine that stay warm from packet to packet."""
    context = multiprocessing.get_context("forkserver" if sys.platform == "linux" else "spawn")
    if sys.platform == "linux":
        context.set_forkserver_preload(["cadence.packets.warm", "cadence.packets.warmed"])
    with (
        _surroundings(),
        TemporaryDirectory(prefix="cdw-", ignore_cleanup_errors=True) as room,
        ProcessPoolExecutor(jobs, mp_context=context, initializer=start_worker, initargs=(room,)) as pool,
    ):
        try:
            yield pool
        except BaseException:  # Ctrl-C for the second time: nobody waits for what is under way
            _kill(pool)
            raise
        _end(pool)


@contextmanager
def _surroundings() -> Iterator[None]:
    """Let workers start in the surroundings that packets want, and keep ours as they are.

    None of them takes a file that lies where one stands, say `random.py`, for Python's own.
    """
    before = dict(os.environ)
    os.environ |= {**SURROUNDINGS, _SAFE: before.get(_SAFE) or _OURS}
    try:
        yield
    finally:
        for name in (*SURROUNDINGS, _SAFE):
            os.environ.pop(name)
            os.environ |= {name: before[name]} if name in before else {}


def _end(pool: ProcessPoolExecutor) -> None:
    """Let the workers come to their end, and kill one that does not: all its work is done."""
    working = {worker.sentinel: worker for worker in dict(pool._processes or {}).values()}
    pool.shutdown(wait=False)
    late = time.monotonic() + _PATIENCE
    while working and (ended := wait(list(working), max(0.0, late - time.monotonic()))):
        for each in ended:
            del working[each]  # type: ignore[arg-type]
    for worker in working.values():
        worker.kill()


def _kill(pool: ProcessPoolExecutor) -> None:
    """End a pool's workers at once; each one's kernel ends when it finds that it is gone."""
    for process in dict(pool._processes or {}).values():  # `kill_workers` from Python 3.14 on
        process.kill()


def start_worker(room: str) -> None:
    """Make a process a worker: Ctrl-C is its parent's business, and it ends when its parent is gone.

    Its temporary files lie in `room`, so that nothing of a worker that was killed is left lying about.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    tempfile.tempdir = room
    if os.environ.get(_SAFE) == _OURS:
        del os.environ[_SAFE]  # a notebook may import what lies beside it
    threading.Thread(target=_end_with_parent, args=(room,), daemon=True).start()
    allow_forks()  # that thread does nothing but wait
    with suppress(Exception):  # the first task tells what is wrong
        import_module("cadence.packets.warm")


def _end_with_parent(room: str) -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        shutil.rmtree(room, ignore_errors=True)
        os._exit(1)  # its kernel notices in turn, by itself


@contextmanager
def dask(address: str) -> Iterator[Executor]:
    """Open the workers of a Dask cluster."""
    try:
        connect = import_module("distributed").Client
    except ImportError:
        raise PacketError(
            "Dask is not installed here.", "Install it: pip install 'cadence[cluster]'"
        ) from None
    try:
        client = connect(address)
    except OSError:
        raise PacketError(f"No Dask scheduler answers at {address}.", "Check the address.") from None
    with client, client.get_executor() as pool:
        yield pool
