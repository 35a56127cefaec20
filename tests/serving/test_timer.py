from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cadence.content import Content
from cadence.serving.pace import now_on
from cadence.serving.timer import Timer, breakout

from .conftest import Client, Served
from .test_room import piece

NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def room(served: Served) -> Iterator[Client]:
    """Lend the facilitator; what they began is ended afterwards."""
    client = served.signed_in("facilitator")
    yield client
    client.post("/api/room/agenda", {"do": "end"})
    client.post("/api/room/setting", {"setting": "in_person"})


def cluster() -> Timer:
    return Timer.of(Content.load(None).protocol("silent-cluster"), NOW)


def test_a_protocol_s_steps_follow_each_other_each_with_its_minutes() -> None:
    timer = cluster()
    assert (timer.heading, timer.leg.title) == ("Silent cluster, step 1 of 4", "Cut into pieces")
    second = timer.go(1, NOW + 5 * MINUTE)
    assert (second.leg.minutes, second.left(NOW + 6 * MINUTE)) == (3, 2 * MINUTE)
    assert timer.go(99, NOW).at == 3 and timer.go(-1, NOW).at == 0


def test_while_it_is_paused_no_time_passes() -> None:
    paused = cluster().pause(NOW + MINUTE)
    assert paused.left(NOW + 50 * MINUTE) == MINUTE and paused.pause(NOW + 2 * MINUTE) == paused
    on = paused.resume(NOW + 60 * MINUTE)
    assert on.left(NOW + 60 * MINUTE) == MINUTE and on.resume(NOW) == on


def test_a_minute_more_counts_from_now_where_the_time_was_over() -> None:
    assert cluster().more(1, NOW).left(NOW) == 3 * MINUTE
    assert cluster().more(1, NOW + 30 * MINUTE).left(NOW + 30 * MINUTE) == MINUTE
    assert cluster().pause(NOW).more(1, NOW + 30 * MINUTE).left(NOW) == 3 * MINUTE


@given(st.lists(st.tuples(st.sampled_from(["pause", "resume"]), st.integers(0, 600)), max_size=8))
def test_pausing_takes_no_time_away_and_gives_none(doings: list[tuple[str, int]]) -> None:
    timer, at, ran = breakout("Talk", 60, NOW), NOW, timedelta()
    for do, seconds in doings:
        timer = getattr(timer, do)(at)
        ran += timedelta() if timer.paused else timedelta(seconds=seconds)
        at += timedelta(seconds=seconds)
    assert timer.left(at) == 60 * MINUTE - ran


def test_everybody_sees_the_timer_s_task_before_the_agenda_s() -> None:
    now = now_on(None, [], breakout("Name two causes", 5, NOW).pause(NOW + 4.5 * MINUTE))
    assert now and (now.task, now.standing) == ("Name two causes", "0:30")


def test_steps_are_timed_and_members_see_the_task_and_the_time(
    served: Served,
    room: Client,
    teams: list[str],
) -> None:
    vision = Content.load(None).session(2)
    at = next(n for n, block in enumerate(vision.agenda) if block.protocol == "silent-cluster")
    assert room.post("/api/room/timer", {"do": "steps"}).status == 409
    room.post("/api/room/agenda", {"do": "begin", "session": 2})
    room.post("/api/room/agenda", {"do": "go", "at": at})
    assert "Time its 4 steps" in piece(room, "agenda", "vision")
    assert room.post("/api/room/timer", {"do": "steps"}).status == 200
    room.post("/api/room/timer", {"do": "go", "at": 1})
    member = served.signed_in("member", teams[0])
    for page in (member.get("/").text, member.get("/aside").text):
        assert "Move in silence" in page and "data-ends" in page and "timer-more" not in page
    room.post("/api/room/timer", {"do": "pause"})
    assert "left, paused" in member.get("/").text and "Go on" in piece(room, "timer", "vision")
    room.post("/api/room/agenda", {"do": "go", "at": at + 1})
    assert "Move in silence" not in member.get("/").text
    assert "Time a breakout" in piece(room, "breakout", "vision")


def test_where_people_are_is_chosen_once_and_one_variant_is_shown(room: Client) -> None:
    room.post("/api/room/setting", {"setting": "remote"})
    room.post("/api/room/agenda", {"do": "begin", "session": 2})
    vision = Content.load(None).session(2)
    at = next(n for n, block in enumerate(vision.agenda) if block.protocol == "silent-cluster")
    room.post("/api/room/agenda", {"do": "go", "at": at})
    shown = piece(room, "agenda", "vision")
    assert "Microphones off" in shown and "sticky notes on the wall" not in shown
    room.post("/api/room/setting", {"setting": "in_person"})
    assert "sticky notes on the wall" in piece(room, "agenda", "vision")


@pytest.mark.parametrize(
    "said",
    [
        {"do": "dance"},
        {"do": "more"},
        {"do": "breakout", "task": "x", "minutes": "0"},
        {"do": "breakout", "task": "x", "minutes": "five"},
        {"do": "breakout", "task": " ", "minutes": "5"},
        {"do": "breakout", "task": "x" * 401, "minutes": "5"},
        {"do": "breakout", "task": "x", "minutes": 5},
    ],
)
def test_what_makes_no_sense_begins_nothing(room: Client, said: dict[str, Any]) -> None:
    refused = room.post("/api/room/timer", said)
    assert 400 <= refused.status < 500 and refused.json["error"]["remedy"]
    assert room.post("/api/room/setting", {"setting": "moon"}).status == 422


def test_timers_are_the_facilitator_s(served: Served, teams: list[str]) -> None:
    member = served.signed_in("member", teams[0])
    for path in ("/api/room/timer", "/api/room/setting"):
        assert member.post(path, {"do": "end", "setting": "remote"}).status == 403
