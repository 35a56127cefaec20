"""Packets as files, a browser that is cut off from every network, and what both need."""

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from cadence.institute import Institute
from cadence.packets.execution import Run, execute
from cadence.printing.exporters import PacketHTMLExporter
from cadence.shipped import shipped

TEAM = "alcott-elementary"

Open = Callable[..., Page]


@pytest.fixture(scope="session")
def packets(demo: Institute, bare: Institute, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Packets by name: three sessions and the brief of the demonstration, and a survey not yet answered."""
    folder = tmp_path_factory.mktemp("packets")
    wanted = {
        "survey": ("01-conditions", bare, ""),
        "conditions": ("01-conditions", demo, TEAM),
        "baseline": ("03-baseline", demo, TEAM),
        "review": ("05-review", demo, TEAM),
        "brief": ("brief", demo, ""),
    }
    browser = asyncio._get_running_loop()  # a browser that is open already counts as running
    asyncio._set_running_loop(None)
    try:
        return {name: _make(*which, folder / f"{name}.html") for name, which in wanted.items()}
    finally:
        asyncio._set_running_loop(browser)


def _make(stem: str, house: Institute, team: str, page: Path) -> Path:
    source = shipped("notebooks") / f"{stem}.ipynb"
    parameters = {"institute": str(house.root), "team": team}
    saved = page.with_suffix(".ipynb")
    executed = execute(source, parameters, folder=house.root, timeout=120, run=Run(saved))
    html, _ = PacketHTMLExporter().from_notebook_node(executed)
    page.write_text(html, encoding="utf-8")
    return page


@pytest.fixture
def open_packet(browser: Browser, packets: dict[str, Path]) -> Iterator[Open]:
    """Open a packet from its file, offline, at a width and in a colour scheme."""
    contexts = []

    def opened(name: str, width: int, scheme: str = "light", scale: int = 1) -> Page:
        size = {"width": width, "height": 844}
        context = browser.new_context(
            viewport=size, color_scheme=scheme, device_scale_factor=scale, offline=True
        )
        contexts.append(context)
        page = context.new_page()
        page.goto(packets[name].as_uri())
        return page

    yield opened
    for context in contexts:
        context.close()
