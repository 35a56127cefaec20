from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from cadence.content import Content
from cadence.serving.pace import Pace, now_on, shares

NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)
SESSION = Content.load().session(1)
AGENDA = SESSION.agenda
BEGUN = Pace.begin(1, AGENDA, NOW)


def after(minutes: float) -> datetime:
    return NOW + timedelta(minutes=minutes)


def test_an_agenda_that_just_began_is_on_time_and_ends_as_planned() -> None:
    assert BEGUN.late(AGENDA, NOW) == 0
    assert BEGUN.ends(NOW) == after(SESSION.minutes)
    assert BEGUN.left(after(1)) == timedelta(minutes=AGENDA[0].minutes - 1)


def test_a_block_that_runs_over_makes_the_room_late_by_as_much() -> None:
    over = AGENDA[0].minutes + 7
    assert BEGUN.left(after(over)) == timedelta(minutes=-7)
    assert BEGUN.late(AGENDA, after(over)) == 7
    assert BEGUN.go(1, after(over)).late(AGENDA, after(over)) == 7


def test_a_block_that_ends_early_is_not_taken_for_late() -> None:
    assert BEGUN.go(1, after(1)).late(AGENDA, after(1)) == 0


def test_minutes_are_taken_from_what_need_not_be_kept_and_the_room_is_on_time_again() -> None:
    at = after(AGENDA[0].minutes + 5)
    late = BEGUN.go(1, at)
    again = late.shortened(AGENDA, late.late(AGENDA, at))
    kept = [n for n, block in enumerate(AGENDA) if block.must_keep or n <= 1]
    assert [again.minutes[n] for n in kept] == [AGENDA[n].minutes for n in kept]
    assert again.late(AGENDA, at) == 0


@given(st.integers(0, len(AGENDA) - 1), st.integers(0, 200))
def test_no_block_loses_more_than_it_may_and_none_that_was_is_touched(at: int, late: int) -> None:
    shorter = BEGUN.go(at, NOW).shortened(AGENDA, late)
    for n, (block, minutes) in enumerate(zip(AGENDA, shorter.minutes, strict=True)):
        assert block.minutes * 0.4 <= minutes <= block.minutes
        assert minutes == block.minutes or (n > at and not block.must_keep)
    assert sum(BEGUN.minutes) - sum(shorter.minutes) <= late


@given(st.integers(0, 300), st.dictionaries(st.integers(0, 20), st.integers(0, 60), max_size=12))
def test_shares_add_up_and_nobody_gives_more_than_they_may(wanted: int, gives: dict[int, int]) -> None:
    taken = shares(wanted, gives)
    assert sum(taken.values()) == min(wanted, sum(gives.values()))
    assert all(0 <= taken[n] <= gives[n] for n in gives)


def test_participants_are_told_the_task_and_when_its_time_is_over() -> None:
    now = now_on(BEGUN, [SESSION])
    assert now is not None
    assert (now.title, now.task) == (AGENDA[0].title, AGENDA[0].task)
    assert now.ends == after(AGENDA[0].minutes)
    assert now_on(None, [SESSION]) is now_on(BEGUN, []) is None
