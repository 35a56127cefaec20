"""Turns at drawing a page, and what those see who had better come back."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


class Full(Exception):
    """There was no turn in time; `ahead` says how many wait."""

    def __init__(self, ahead: int) -> None:
        super().__init__(f"{ahead} wait for a turn")
        self.ahead = ahead


class Turns:
    """Lets a few through at once and the others in the order in which they came.

    Parameters
    ----------
    at_once
        How many may have a turn at the same time.
    room
        How many may wait for one; whoever comes when so many wait is sent away at once.
    patience
        Seconds after which one who waits is sent away.
    """

    def __init__(self, at_once: int, room: int, patience: float | None = None) -> None:
        self._free, self._room, self._patience = asyncio.Semaphore(at_once), room, patience
        self._waiting = 0

    @property
    def waiting(self) -> int:
        """Return how many wait."""
        return self._waiting

    @asynccontextmanager
    async def one(self) -> AsyncIterator[None]:
        """Wait for a turn, and give it back at the end.

        Raises
        ------
        Full
            If too many wait already, or if it takes too long.
        """
        await self._take()
        try:
            yield
        finally:
            self._free.release()

    async def _take(self) -> None:
        if self._free.locked() and self._waiting >= self._room:
            raise Full(self._waiting)
        self._waiting += 1
        try:
            await asyncio.wait_for(self._free.acquire(), self._patience)
        except TimeoutError:
            raise Full(self._waiting - 1) from None
        finally:
            self._waiting -= 1


def queue_page(ahead: int, seconds: int = 3) -> str:
    """Return the page for a visitor who has to wait `seconds`; it asks again by itself."""
    others = f"{int(ahead)} others wait" if ahead > 1 else "someone else waits" if ahead else "others come in"
    return _QUEUE.format(others=others, seconds=int(seconds))


_QUEUE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="refresh" content="{seconds}">
<title>One moment</title>
<style>body {{ font: 1.25rem/1.6 system-ui, sans-serif; max-width: 32rem; margin: 15vh auto; padding: 0 1rem;
 color: #1a1a1a; background: #fff }}</style>
</head>
<body><main>
<h1>One moment</h1>
<p>Many are opening this page at the same time, and {others} with you.</p>
<p>The page asks again every {seconds} seconds and opens by itself. There is nothing you need to do.</p>
</main></body>
</html>
"""
