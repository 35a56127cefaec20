"""How often somebody may ask: so many at once, so many a second, and each for themselves."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from cadence.serving.limits import Limit, Limits


@given(st.lists(st.floats(0, 5), min_size=1, max_size=60), st.integers(1, 8), st.floats(0.1, 3))
def test_never_more_than_at_once_and_what_time_gives(
    waits: list[float], at_once: int, a_second: float
) -> None:
    now = [0.0]
    limit = Limit(at_once, a_second, clock=lambda: now[0])
    allowed = 0
    for wait in waits:
        now[0] += wait
        spent = limit.is_spent("a")
        assert limit.is_spent("a") == spent  # to look costs nothing
        let = limit.allows("a")
        assert let is not spent
        allowed += let
    assert allowed <= at_once + now[0] * a_second + 1e-6


def test_one_is_not_held_up_by_another_and_few_are_remembered() -> None:
    limit = Limit(2, 0, clock=lambda: 0.0)
    assert [limit.allows("a") for _ in range(3)] == [True, True, False]
    assert limit.allows("b")
    for number in range(5_000):
        limit.allows(str(number))
    assert len(limit._left) <= 4096


def test_a_flood_at_the_door_writes_a_few_hundred_lines_a_day_at_most() -> None:
    now = [0.0]
    told = replace(Limits().refusals_told, clock=lambda: now[0])
    written = 0
    for second in range(24 * 3600):
        now[0] = float(second)
        written += told.allows("")
    assert 300 < written < 600
