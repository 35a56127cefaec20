from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from cadence.keeping.archive import FLOOR
from cadence.serving import floor as place
from cadence.serving.floor import Arrival, Floor, Walkin

NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)


def arrival(**said: str) -> Arrival:
    return Arrival.model_validate({"team": "oak", "person": "ana", "name": "Ana", "at": NOW} | said)


def test_what_goes_on_outlives_a_restart_and_is_for_nobody_else_s_eyes(tmp_path: Path) -> None:
    floor = Floor(tmp_path)
    floor.call("oak", "ana", NOW)
    floor.admit(Walkin(salt="s", until=NOW))
    floor.arrive("t", arrival())
    assert Floor(tmp_path).kept == floor.kept != Floor(tmp_path / "other").kept
    assert (tmp_path / FLOOR).stat().st_mode & 0o777 == 0o600


def test_a_file_that_is_damaged_is_begun_anew(tmp_path: Path) -> None:
    (tmp_path / FLOOR).write_text("{")
    assert Floor(tmp_path).kept.calls == {}


def test_a_call_is_seen_made_again_and_ended(tmp_path: Path) -> None:
    floor = Floor(tmp_path)
    floor.call("oak", "ana", NOW)
    floor.see("oak")
    floor.see("elm")
    assert floor.kept.calls["oak"].seen and "elm" not in floor.kept.calls
    floor.call("oak", "ben", NOW)
    assert not floor.kept.calls["oak"].seen
    floor.hush("oak")
    assert floor.kept.calls == {}


def test_whoever_asks_again_at_the_door_stands_there_once(tmp_path: Path) -> None:
    floor = Floor(tmp_path)
    floor.arrive("t1", arrival())
    floor.arrive("t2", arrival())
    floor.arrive("t3", arrival(person="", name="Zed"))
    floor.arrive("t4", arrival(person="", name="ZED"))
    floor.arrive("t5", arrival(team="elm"))
    assert set(floor.kept.arrivals) == {"t2", "t4", "t5"}


def test_who_was_let_in_keeps_their_ticket_when_somebody_else_says_the_same_name(tmp_path: Path) -> None:
    floor = Floor(tmp_path)
    floor.arrive("t1", arrival(answer="in"))
    floor.arrive("t2", arrival())
    assert set(floor.kept.arrivals) == {"t1", "t2"}


def test_a_closed_door_sends_away_who_waits(tmp_path: Path) -> None:
    floor = Floor(tmp_path)
    floor.arrive("t", arrival())
    floor.admit(None)
    assert floor.kept.arrivals == {}


def test_what_is_older_than_a_day_is_dropped(tmp_path: Path) -> None:
    floor = Floor(tmp_path)
    floor.call("oak", "ana", NOW - timedelta(days=2))
    floor.call("elm", "ben", NOW)
    floor.arrive("t", arrival(at=(NOW - timedelta(days=2)).isoformat()))
    floor.admit(Walkin(salt="s", until=NOW - timedelta(minutes=1)))
    floor.tidy(NOW)
    assert (set(floor.kept.calls), floor.kept.arrivals, floor.kept.walkin) == ({"elm"}, {}, None)


def test_who_was_heard_of_within_a_minute_is_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    floor, now = Floor(tmp_path), [100.0]
    monkeypatch.setattr(place, "monotonic", lambda: now[0])
    floor.heard("ana")
    now[0] += 59
    floor.heard("ben")
    assert floor.present() == {"ana", "ben"}
    now[0] += 2
    assert floor.present() == {"ben"}


def test_a_full_disk_does_not_end_what_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    floor = Floor(tmp_path)
    monkeypatch.setattr(place, "whole", full)
    floor.call("oak", "ana", NOW)
    assert "oak" in floor.kept.calls
