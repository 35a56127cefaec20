"""Turns, and the page for those who have to come back."""

import asyncio
from typing import Any

import pytest

from cadence.kernels.turns import Full, Turns, queue_page


def test_turns_are_given_in_the_order_in_which_visitors_came_and_never_too_many_at_once(going: Any) -> None:
    async def story() -> None:
        turns, inside, most, order = Turns(at_once=2, room=3), 0, 0, []

        async def visitor(number: int) -> None:
            nonlocal inside, most
            async with turns.one():
                inside, order[len(order) :] = inside + 1, [number]
                most = max(most, inside)
                await asyncio.sleep(0)
                inside -= 1

        visitors = [asyncio.ensure_future(visitor(number)) for number in range(5)]
        await asyncio.sleep(0)
        assert turns.waiting == 3
        with pytest.raises(Full) as full:  # there is no room for another
            await visitor(5)
        assert full.value.ahead == 3
        await asyncio.gather(*visitors)
        assert (most, order, turns.waiting) == (2, [0, 1, 2, 3, 4], 0)

    going(story)


def test_who_waits_too_long_is_sent_away_and_takes_no_turn(going: Any) -> None:
    async def story() -> None:
        turns = Turns(at_once=1, room=3, patience=0.01)
        async with turns.one():
            with pytest.raises(Full):
                await turns.one().__aenter__()
        async with turns.one():
            assert turns.waiting == 0

    going(story)


def test_a_turn_is_given_back_by_a_page_that_fails(going: Any) -> None:
    async def story() -> None:
        turns = Turns(at_once=1, room=0)
        for _ in range(2):
            with pytest.raises(ZeroDivisionError):
                async with turns.one():
                    _ = 1 / 0

    going(story)


@pytest.mark.parametrize(
    ("ahead", "words"), [(7, "7 others wait"), (1, "someone else waits"), (0, "others come in")]
)
def test_the_page_for_those_who_wait_says_who_else_does_and_asks_again(ahead: int, words: str) -> None:
    page = queue_page(ahead, 4)
    assert f"{words} with you" in page
    assert '<meta http-equiv="refresh" content="4">' in page
