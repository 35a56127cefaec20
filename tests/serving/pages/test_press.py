"""The press: notebooks run in forked children of warm workers, and a worker that dies is replaced."""

import asyncio
import json
import os
import shutil
import signal
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from cadence.institute import Institute
from cadence.serving.pages.page import Order, Page, Unmade
from cadence.serving.pages.press import Press

pytestmark = [pytest.mark.notebook]

TEAM = "alcott-elementary"
SLIDER = "import ipywidgets\nipywidgets.IntSlider(description='Groups')"


@pytest.fixture
def house(demo: Institute, tmp_path: Path) -> Institute:
    shutil.copytree(demo.root, tmp_path / "house")
    return Institute.open(tmp_path / "house")


def order(house: Institute, session: int = 1) -> Order:
    return Order(str(house.root), session, TEAM, house.settings.cycle.number)


def add(house: Institute, source: str, name: str = "01-conditions.ipynb") -> None:
    """Give a notebook of the institute one more cell."""
    path = house.notebooks_dir / name
    notebook = json.loads(path.read_text("utf-8"))
    cell: dict[str, Any] = {"cell_type": "code", "metadata": {}, "source": source, "outputs": []}
    notebook["cells"].append(cell | {"execution_count": None, "id": "added"})
    path.write_text(json.dumps(notebook), "utf-8")


def pressed(scene: Callable[[Press], Awaitable[None]]) -> None:
    async def play() -> None:
        press = Press(1)
        try:
            await scene(press)
        finally:
            press.close()

    asyncio.run(play())


def test_pages_fail_in_words_and_come_back(house: Institute) -> None:
    """One press for all of this: warming it up costs more than all that it does here."""

    async def scene(press: Press) -> None:
        await _shows_the_session(press, house)
        await _says_which_cell_stops(press, house)
        await _sees_a_widget(press, house)
        await _comes_back(press, house)

    pressed(scene)


async def _shows_the_session(press: Press, house: Institute) -> None:
    page = await press.run(order(house))
    assert isinstance(page, Page)
    assert "Alcott Elementary" in page.cover
    assert not page.live
    assert [section.title for section in page.sections][:2] == ["Today", "Since last time"]


async def _says_which_cell_stops(press: Press, house: Institute) -> None:
    add(house, "book.charter", "02-vision.ipynb")
    failed = await press.run(order(house, 2))
    assert isinstance(failed, Unmade)
    assert "book.charter" in failed.reason
    assert "AttributeError" in failed.reason
    assert "Traceback" not in failed.reason
    assert "no notebook for session 9" in getattr(await press.run(order(house, 9)), "reason", "")


async def _sees_a_widget(press: Press, house: Institute) -> None:
    add(house, SLIDER)
    page = await press.run(order(house))
    assert isinstance(page, Page)
    assert page.live


async def _comes_back(press: Press, house: Institute) -> None:
    pool: Any = press._pool
    for worker in list(pool._processes):
        os.kill(worker, signal.SIGKILL)
    assert isinstance(await press.run(order(house)), Page)
