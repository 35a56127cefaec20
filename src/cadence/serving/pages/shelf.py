"""The shelf: pages kept by session and team, made again when what they show has changed."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic
from typing import Protocol

from cadence.serving.pages.mark import Mark
from cadence.serving.pages.page import Order, Page, Unmade

CALM = 10.0  # seconds that a page stands at least while a team's records change under it
IN_VIEW = 120.0  # seconds after its last visitor that a page is still made again by itself

Place = tuple[int, str]  # a session's number and a team


class Runs(Protocol):
    """What makes pages."""

    async def run(self, order: Order) -> Page | Unmade:
        """Return the page of an order, or why there is none."""


@dataclass
class Kept:
    """A page with what it was made from; `page` is the last one that was made, `failed` why no later one."""

    page: Page | None = None
    failed: str = ""
    mark: Mark | None = None
    made: float = float("-inf")
    seen: float = float("-inf")
    making: "asyncio.Task[None] | None" = None


@dataclass
class Shelf:
    """Keeps every page that was asked for, and has it made again: one run, whoever waits for it."""

    press: Runs
    mark: Callable[[str], Mark]
    order: Callable[[Place], Order]
    clock: Callable[[], float] = monotonic
    _kept: dict[Place, Kept] = field(default_factory=dict)

    async def get(self, place: Place, patience: float) -> Kept:
        """Return what is kept of a page; wait for the first one as long as `patience` says, in seconds."""
        kept = self._looked_at(place)
        if kept.page is None:
            await self._finished(kept, patience)
        return kept

    async def newer(self, place: Place, version: str, patience: float) -> Kept:
        """Return what is kept of a page, after a run that is under way if it still is this version."""
        kept = self._looked_at(place)
        if kept.page is None or kept.page.version == version:
            await self._finished(kept, patience)
        return kept

    def prepare(self, place: Place) -> None:
        """Have a page made that will soon be asked for."""
        self._refresh(place, self._kept.setdefault(place, Kept()))

    def look(self) -> None:
        """Have those pages made again that somebody has open and that show what is no longer so."""
        recent = self.clock() - IN_VIEW
        for place, kept in self._kept.items():
            if kept.seen >= recent:
                self._refresh(place, kept)

    async def close(self) -> None:
        """Stop waiting for pages that are being made."""
        tasks = [kept.making for kept in self._kept.values() if kept.making]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _looked_at(self, place: Place) -> Kept:
        kept = self._kept.setdefault(place, Kept())
        kept.seen = self.clock()
        self._refresh(place, kept)
        return kept

    def _refresh(self, place: Place, kept: Kept) -> None:
        if kept.making is None and self._is_due(kept, mark := self.mark(place[1])):
            kept.making = asyncio.ensure_future(self._make(place, kept, mark))

    def _is_due(self, kept: Kept, mark: Mark) -> bool:
        before = kept.mark
        if before is None or (before.now, before.files) != (mark.now, mark.files):
            return True
        return before.soon != mark.soon and self.clock() - kept.made >= CALM

    async def _make(self, place: Place, kept: Kept, mark: Mark) -> None:
        try:
            made = await self.press.run(self.order(place))
            kept.mark, kept.made = mark, self.clock()
            if isinstance(made, Page):
                kept.page, kept.failed = made, ""
            else:
                kept.failed = made.reason
        finally:
            kept.making = None

    async def _finished(self, kept: Kept, patience: float) -> None:
        """Wait for the run that is under way, if one is; it goes on if nobody waits any longer."""
        if kept.making is not None:
            await asyncio.wait({kept.making}, timeout=patience)
