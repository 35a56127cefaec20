"""Faults of the real application in a real browser: what the person sees, and that nothing is lost."""

import os
import shutil
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from threading import Thread

import psutil
import pytest
from playwright.sync_api import Locator, Page, expect
from tests.serving.conftest import MAIN, Client, Served, start, stop

from cadence.institute import Institute
from cadence.model import Entry
from cadence.store import Viewer

from .steps import Device
from .test_served import TEAM, WAITING, opened, settled, visit

pytestmark = [pytest.mark.browser, pytest.mark.notebook]

IMPATIENT = f"import cadence.store.engine; cadence.store.engine.PATIENCE = 1; {MAIN}"
BALLAST = "ballast"
NORMS, PURPOSE = "How we work together", "Why this team exists"


@pytest.fixture(scope="module")
def served(demo: Institute, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A demonstration that is served, from a disk of its own where one can be had, with little patience."""
    folder = tmp_path_factory.mktemp("faults") / "institute"
    folder.mkdir()
    mounted = _mounted(folder)
    shutil.copytree(demo.root, folder, dirs_exist_ok=True)
    house = Institute.open(folder)
    opened(house, TEAM)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("tests.serving.conftest.MAIN", IMPATIENT)
        running = start(house)
    yield running
    stop(running)
    if mounted:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def _mounted(folder: Path) -> bool:
    if sys.platform != "linux" or os.geteuid() or not shutil.which("mount"):
        return False
    words = ["mount", "-t", "tmpfs", "-o", "size=64m", "none", str(folder)]
    return subprocess.run(words, capture_output=True, check=False).returncode == 0


def come_in(page: Page, served: Served, number: int, role: str = "member", port: int = 0) -> str:
    """Sign somebody in, and return who it is."""
    person = served.somebody(role, TEAM if role == "member" else "", number)
    _join(page, served, person.id, port)
    return person.id


def _join(page: Page, served: Served, person: str, port: int = 0) -> None:
    page.goto(f"http://127.0.0.1:{port or served.port}/join#{served.invite(person)}")
    page.wait_for_url(lambda address: "/join" not in address)


def box(page: Page, label: str = NORMS) -> Locator:
    return page.get_by_role("textbox", name=label)


def stands(served: Served, path: str = "norms") -> object:
    with served.store() as store:
        (charter,) = store.view(Viewer("custodian")).all(Entry, team=TEAM, form="charter")
    return charter.values.get(path)


def says(page: Page, words: str) -> None:
    expect(page.locator(".fill-status:visible").first).to_contain_text(words, timeout=60_000)


@contextmanager
def full(house: Institute) -> Iterator[None]:
    """Fill the institute's disk."""
    if not house.root.is_mount():
        pytest.skip("only root can mount a disk to fill")
    ballast = house.root / BALLAST
    with suppress(OSError), ballast.open("wb") as file:
        while True:
            file.write(b"\0" * 4096)
            file.flush()
    try:
        yield
    finally:
        ballast.unlink()


@contextmanager
def locked(house: Institute) -> Iterator[None]:
    """Hold the database for longer than anybody waits for it."""
    other = sqlite3.connect(house.root / "cadence.sqlite", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        other.execute("ROLLBACK")
        other.close()


Fault = Callable[[Institute], AbstractContextManager[None]]


@pytest.mark.parametrize(("fault", "cause"), [(full, "The disk is full"), (locked, "Another program holds")])
def test_what_the_database_refuses_waits_on_the_device_and_the_facilitator_learns_why(
    served: Served, device: Device, fault: Fault, cause: str
) -> None:
    page, room = device().new_page(), device(width=1280).new_page()
    come_in(page, served, 0)
    come_in(room, served, 0, "facilitator")
    room.goto(f"http://127.0.0.1:{served.port}/room")
    visit(page, served, "conditions")
    box(page).fill("Before")
    settled(page)
    words = f"While it lasts: {'much to keep ' * 800}{cause}"
    with fault(served.house):
        box(page).fill(words)
        says(page, "Not saved yet: kept on this device")
        expect(room.locator(".trouble")).to_contain_text(cause, timeout=60_000)
        assert stands(served) == "Before"
    settled(page)
    assert stands(served) == words
    expect(room.locator(".trouble")).to_have_text("", timeout=60_000)


class Line:
    """A line to the server that can be cut, as a router that is switched off."""

    def __init__(self, to: int) -> None:
        self._to, self._ends = to, list[socket.socket]()
        self.whole = True
        self._door = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._door.getsockname()[1]
        Thread(target=self._answer, daemon=True).start()

    def cut(self) -> None:
        self.whole = False
        for each in self._ends:
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        self.cut()
        self._door.close()

    def _answer(self) -> None:
        with suppress(OSError):
            while True:
                near, _ = self._door.accept()
                if not self.whole:
                    near.close()
                    continue
                far = socket.create_connection(("127.0.0.1", self._to))
                self._ends += [near, far]
                for pair in ((near, far), (far, near)):
                    Thread(target=self._carry, args=pair, daemon=True).start()

    @staticmethod
    def _carry(here: socket.socket, there: socket.socket) -> None:
        with suppress(OSError):
            while data := here.recv(65536):
                there.sendall(data)
        for each in (here, there):
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)


@pytest.fixture
def wire(served: Served) -> Iterator[Line]:
    held = Line(served.port)
    yield held
    held.close()


def test_a_line_that_is_cut_for_ten_seconds_and_for_ten_minutes_loses_nothing_whatever_the_clock_says(
    served: Served, device: Device, wire: Line
) -> None:
    page = device().new_page()
    page.clock.install(time="2019-03-01T08:00:00")  # a device whose clock is years behind
    come_in(page, served, 1, port=wire.port)
    page.goto(f"http://127.0.0.1:{wire.port}/session/conditions#form-charter")
    box(page, PURPOSE).fill("Whole")
    settled(page)
    for away in ("00:10", "10:00"):
        wire.cut()
        box(page, PURPOSE).fill(f"Written while away for {away}")
        says(page, "No connection")
        page.clock.fast_forward(away)
        says(page, "No connection")
        wire.whole = True
        page.clock.fast_forward("01:00")  # the next attempt is not waited for
        settled(page)
        assert stands(served, "purpose") == f"Written while away for {away}"
    expect(page.locator(".fill-status:visible").first).to_contain_text("Saved")


def test_two_tabs_and_the_back_button_show_and_keep_the_same(served: Served, device: Device) -> None:
    both = device()
    page, other = both.new_page(), both.new_page()
    come_in(page, served, 2)
    visit(page, served, "conditions")
    visit(other, served, "conditions")
    box(page).fill("From one tab")
    expect(box(other)).to_have_value("From one tab", timeout=60_000)
    box(other).fill("From the other, and away at once")
    other.goto(f"http://127.0.0.1:{served.port}/")
    other.go_back()
    expect(box(other)).to_have_value("From the other, and away at once")
    expect(box(page)).to_have_value("From the other, and away at once", timeout=60_000)
    settled(page)
    assert stands(served) == "From the other, and away at once"


@pytest.mark.parametrize("how", ["revoked", "expired"])
def test_who_may_no_longer_is_told_and_what_was_typed_comes_with_the_next_invite(
    served: Served, device: Device, how: str
) -> None:
    page = device().new_page()
    person = come_in(page, served, 3)
    visit(page, served, "conditions")
    assert served.revoke(person) if how == "revoked" else _run_out(served, person)
    box(page).fill(f"Typed after it was {how}")
    says(page, "Signed out: not saved yet")
    expect(page.locator(".fill-status:visible").first).to_contain_text("Sign in again on this device")
    assert page.evaluate(WAITING) and stands(served) != f"Typed after it was {how}"
    _join(page, served, person)
    visit(page, served, "conditions")
    expect(box(page)).to_have_value(f"Typed after it was {how}")
    settled(page)
    assert stands(served) == f"Typed after it was {how}"


def _run_out(served: Served, person: str) -> int:
    """Let the time of somebody's devices be over."""
    from datetime import UTC, datetime, timedelta

    from cadence.model import SignIn

    with served.store() as store:
        view = store.view(Viewer("custodian"))
        over = {"expires": datetime.now(UTC) - timedelta(seconds=1)}
        return len(view.write(*(each.model_copy(update=over) for each in view.all(SignIn, person=person))))


def test_the_whole_room_reloads_while_somebody_types_and_what_draws_pages_is_killed(
    served: Served, device: Device
) -> None:
    page = device().new_page()
    come_in(page, served, 4)
    visit(page, served, "conditions")
    room = [served.signed_in("member", TEAM, number) for number in range(5, 8) for _ in range(8)]

    def reload(one: Client) -> list[int]:
        addresses = ("/session/conditions", "/api/form/form/charter", "/api/since/0")
        return [one.get(each).status for each in addresses]

    with ThreadPoolExecutor(24) as devices:
        reloading = devices.map(reload, room)
        box(page).fill("Typed ")
        box(page).press_sequentially("amid it all")
        for worker in psutil.Process(served.process.pid).children(recursive=True):
            with suppress(psutil.NoSuchProcess):
                worker.kill()
        assert {status for statuses in reloading for status in statuses} == {200}
    settled(page)
    visit(page, served, "conditions")
    expect(box(page)).to_have_value("Typed amid it all")
    assert str(stands(served)) == "Typed amid it all"
