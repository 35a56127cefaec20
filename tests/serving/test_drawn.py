from datetime import UTC, datetime
from pathlib import Path

import pytest

from cadence.model import Team
from cadence.serving.drawn import STALE, Drawing, Drawings
from cadence.serving.floor import Floor
from cadence.store import Store, Viewer

NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)


class Desk:
    """Drawings of a store and a floor, a clock that is set by hand, and a count of what was drawn."""

    def __init__(self, store: Store, floor: Floor) -> None:
        self.view, self.floor, self.time, self.drawn = store.view(Viewer("custodian")), floor, 0.0, 0
        self.drawings = Drawings(self.view, floor, lambda: self.time)

    def asked(self, key: str = "ana", presence: bool = False) -> int:
        """Ask for a page, and return how many were drawn so far."""
        self.drawings.of(key, self._draw, presence=presence)
        return self.drawn

    def _draw(self) -> Drawing:
        self.drawn += 1
        return Drawing({"a": str(self.drawn)})


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    with Store.open(f"sqlite:///{tmp_path / 'x.sqlite'}") as store:
        return Desk(store, Floor(tmp_path))


def test_a_page_is_drawn_once_while_nothing_changes_and_once_for_each_person(desk: Desk) -> None:
    assert [desk.asked(), desk.asked(), desk.asked("ben"), desk.asked()] == [1, 1, 2, 2]


def test_what_is_saved_and_what_goes_on_has_it_drawn_anew(desk: Desk) -> None:
    assert desk.asked() == 1
    desk.view.write(Team(id="oak", name="Oak"))
    assert [desk.asked(), desk.asked()] == [2, 2]
    desk.floor.call("oak", "ana", NOW)
    assert [desk.asked(), desk.asked()] == [3, 3]


def test_what_changes_unseen_shows_before_long(desk: Desk) -> None:
    assert desk.asked() == 1
    desk.time += STALE
    assert desk.asked() == 2


def test_only_a_page_that_tells_who_is_in_is_drawn_anew_when_somebody_comes(desk: Desk) -> None:
    assert [desk.asked(), desk.asked("fay", presence=True)] == [1, 2]
    desk.floor.heard("ben")
    assert [desk.asked(), desk.asked("fay", presence=True)] == [2, 3]


def test_the_version_of_a_page_is_that_of_its_pieces() -> None:
    assert Drawing({"a": "1"}).version == Drawing({"a": "1"}).version != Drawing({"a": "2"}).version
