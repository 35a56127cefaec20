"""A browser and a stand-in for the server, for tests of the action board on a page."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from .standin import Table, standing_in

Sit = Callable[..., Page]


@pytest.fixture
def table() -> Table:
    """What the stand-in holds."""
    return Table()


@pytest.fixture
def sit(browser: Browser, table: Table) -> Iterator[Sit]:
    """Sit somebody down at the board, on a device of their own; nothing may break."""
    contexts: list[BrowserContext] = []
    broken: list[str] = []
    with standing_in(table) as address:

        def opened(person: str = "ana", width: int = 1280, scheme: Any = "light", **more: Any) -> Page:
            size = {"width": width, "height": 844}
            context = browser.new_context(
                viewport=size,  # type: ignore[arg-type]
                color_scheme=scheme,
                locale="en-GB",
                **more,
            )
            contexts.append(context)
            page = context.new_page()
            page.on("pageerror", lambda error: broken.append(str(error)))
            page.on("console", lambda said: said.type == "error" and broken.append(said.text))
            page.goto(f"{address}/as/{person}/")
            page.locator(".board-columns > section").first.wait_for(state="attached")
            return page

        yield opened
        for context in contexts:
            context.close()
    assert [each for each in broken if "ERR_" not in each] == []
