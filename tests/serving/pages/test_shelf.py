"""The shelf: one run for all who wait, the last good page stays, and what changed is made again."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from cadence.serving.pages.mark import Mark
from cadence.serving.pages.page import Order, Page, Piece, Unmade
from cadence.serving.pages.shelf import CALM, IN_VIEW, Kept, Shelf

PLACE = (1, "team")
SOON = 5.0


@dataclass
class Press:
    """Makes a page of a new text each time, when it is let."""

    runs: int = 0
    broken: bool = False
    gate: asyncio.Event = field(default_factory=asyncio.Event)

    async def run(self, order: Order) -> Page | Unmade:
        self.runs += 1
        await self.gate.wait()
        return Unmade("Cell 3 stops.") if self.broken else page(f"run {self.runs}")


@dataclass
class Room:
    """A shelf with a press, a clock and a mark that a test moves."""

    press: Press = field(default_factory=Press)
    now: float = 1000.0
    mark: Mark = field(default_factory=lambda: Mark(0, 0, 0))

    def __post_init__(self) -> None:
        self.press.gate.set()
        self.shelf = Shelf(self.press, lambda team: self.mark, order, lambda: self.now)

    async def settle(self) -> None:
        while tasks := [kept.making for kept in self.shelf._kept.values() if kept.making]:
            await asyncio.gather(*tasks)

    async def get(self) -> Kept:
        return await self.shelf.get(PLACE, SOON)


def page(text: str) -> Page:
    return Page("Title", "<h1>Title</h1>", (Piece(text, f"<p>{text}</p>"),), ())


def order(place: tuple[int, str]) -> Order:
    return Order("/institute", *place, cycle=1)


def run(scene: Callable[[Room], Awaitable[None]]) -> None:
    async def play() -> None:
        await scene(Room())

    asyncio.run(play())


def text(kept: Kept) -> str:
    assert kept.page is not None
    return kept.page.pieces[0].key


def test_all_who_wait_share_one_run() -> None:
    async def scene(room: Room) -> None:
        found = await asyncio.gather(*(room.get() for _ in range(96)))
        assert {text(kept) for kept in found} == {"run 1"}
        assert room.press.runs == 1

    run(scene)


def test_who_does_not_want_to_wait_longer_is_let_go_and_the_run_goes_on() -> None:
    async def scene(room: Room) -> None:
        room.press.gate.clear()
        assert (await room.shelf.get(PLACE, 0.0)).page is None
        room.press.gate.set()
        assert text(await room.get()) == "run 1"
        assert room.press.runs == 1

    run(scene)


def test_a_visitor_who_leaves_takes_the_run_from_nobody() -> None:
    async def scene(room: Room) -> None:
        room.press.gate.clear()
        leaving, staying = asyncio.ensure_future(room.get()), asyncio.ensure_future(room.get())
        await asyncio.sleep(0)
        leaving.cancel()
        room.press.gate.set()
        assert text(await staying) == "run 1"

    run(scene)


def test_what_people_wait_for_is_made_at_once_and_the_old_page_is_shown_meanwhile() -> None:
    async def scene(room: Room) -> None:
        await room.get()
        room.mark = Mark(1, 0, 0)
        assert text(await room.get()) == "run 1"
        await room.settle()
        assert text(await room.get()) == "run 2"

    run(scene)


def test_whoever_asks_for_newer_than_what_they_have_waits_for_the_run() -> None:
    async def scene(room: Room) -> None:
        first = await room.get()
        room.mark = Mark(1, 0, 0)
        assert first.page is not None
        version = first.page.version
        assert text(await room.shelf.newer(PLACE, version, SOON)) == "run 2"

    run(scene)


def test_a_changed_file_makes_the_page_anew() -> None:
    async def scene(room: Room) -> None:
        await room.get()
        room.mark = Mark(0, 0, 7)
        await room.get()
        await room.settle()
        assert room.press.runs == 2

    run(scene)


def test_what_a_team_works_on_makes_the_page_anew_only_so_often() -> None:
    async def scene(room: Room) -> None:
        await room.get()
        for change in range(1, 50):
            room.mark = Mark(0, change, 0)
            await room.get()
            await room.settle()
        assert room.press.runs == 1
        room.now += CALM
        await room.get()
        await room.settle()
        assert room.press.runs == 2

    run(scene)


def test_what_changes_while_a_page_is_made_makes_it_once_more() -> None:
    async def scene(room: Room) -> None:
        room.press.gate.clear()
        waiting = asyncio.ensure_future(room.get())
        await asyncio.sleep(0)
        room.mark = Mark(1, 0, 0)
        room.press.gate.set()
        await waiting
        await room.get()
        await room.settle()
        assert room.press.runs == 2

    run(scene)


def test_a_run_that_fails_leaves_the_last_good_page_and_says_why() -> None:
    async def scene(room: Room) -> None:
        await room.get()
        room.press.broken, room.mark = True, Mark(0, 0, 1)
        await room.get()
        await room.settle()
        kept = await room.get()
        assert (text(kept), kept.failed) == ("run 1", "Cell 3 stops.")
        assert room.press.runs == 2  # and it is not tried again until something changes
        room.press.broken, room.mark = False, Mark(0, 0, 2)
        await room.get()
        await room.settle()
        assert (text(await room.get()), kept.failed) == ("run 3", "")

    run(scene)


def test_pages_that_nobody_looks_at_any_more_are_left_alone() -> None:
    async def scene(room: Room) -> None:
        await room.get()
        room.mark = Mark(1, 0, 0)
        room.now += IN_VIEW + 1
        room.shelf.look()
        await room.settle()
        assert room.press.runs == 1

    run(scene)


def test_an_open_page_is_made_again_by_itself_when_something_is_revealed() -> None:
    async def scene(room: Room) -> None:
        await room.get()
        room.mark = Mark(1, 0, 0)
        room.shelf.look()
        await room.settle()
        assert room.press.runs == 2

    run(scene)


def test_a_page_made_ahead_is_there_when_the_first_visitor_comes() -> None:
    async def scene(room: Room) -> None:
        room.shelf.prepare(PLACE)
        await room.settle()
        assert text(await room.get()) == "run 1"
        assert room.press.runs == 1

    run(scene)


def test_closing_leaves_no_run_behind() -> None:
    async def scene(room: Room) -> None:
        room.press.gate.clear()
        await room.shelf.get(PLACE, 0.0)
        await room.shelf.close()
        assert all(kept.making is None for kept in room.shelf._kept.values())

    run(scene)
