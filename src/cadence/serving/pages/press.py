"""The press: warm processes beside the server that run notebooks for pages, a few at a time."""

import asyncio
from concurrent.futures import Executor
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack

from cadence.packets.executors import cores, local
from cadence.serving.pages.page import Order, Page, Unmade
from cadence.serving.pages.running import run_page

_BROKEN = (
    "The processes that run notebooks stop by themselves; most often memory ran out. Close other programs."
)


class Press:
    """Runs notebooks outside the process that answers visitors, `at_once` at the same time.

    Its workers are forked from a process that has no threads; one that dies is replaced.
    """

    def __init__(self, at_once: int = 0) -> None:
        self._at_once = at_once or cores()
        self._held = ExitStack()
        self._pool: Executor | None = None

    def start(self) -> None:
        """Let the workers warm up."""
        pool = self._open()
        for _ in range(self._at_once):
            pool.submit(warm)

    async def run(self, order: Order) -> Page | Unmade:
        """Return the page of an order, or why there is none."""
        for _ in range(2):
            pool = self._open()
            try:
                return await asyncio.wrap_future(pool.submit(run_page, order))
            except BrokenProcessPool:
                self._discard(pool)
        return Unmade(_BROKEN)

    def close(self) -> None:
        """End the workers."""
        self._discard(self._pool)

    def _open(self) -> Executor:
        if self._pool is None:
            self._pool = self._held.enter_context(local(self._at_once))
        return self._pool

    def _discard(self, pool: Executor | None) -> None:
        """End this pool's workers, unless somebody has put another in its place already."""
        if pool is None or pool is not self._pool:
            return
        self._pool = None
        pool.shutdown(wait=False, cancel_futures=True)
        self._held.close()


def warm() -> None:
    """Do nothing, in a worker that has to start for it."""
