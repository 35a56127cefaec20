"""A browser and a stand-in for the server, for tests of the forms on a page."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from .standin import Room, StandIn, standing_in
from .steps import Device, Fill


@pytest.fixture
def room() -> Room:
    """What the stand-in holds."""
    return Room()


@pytest.fixture
def server(room: Room) -> Iterator[StandIn]:
    """The stand-in, listening."""
    with standing_in(room) as standing:
        yield standing


@pytest.fixture
def device(browser: Browser) -> Iterator[Device]:
    """Lend a device: a browser with a memory of its own."""
    contexts: list[BrowserContext] = []

    def lend(width: int = 390, scheme: str = "light", **more: Any) -> BrowserContext:
        context = browser.new_context(
            viewport={"width": width, "height": 844}, color_scheme=scheme, locale="en-GB", **more
        )
        contexts.append(context)
        return context

    yield lend
    for context in contexts:
        context.close()


@pytest.fixture
def fill(server: StandIn, device: Device) -> Iterator[Fill]:
    """Open a page with a form, as a person, on a device; nothing may break, and nothing may go elsewhere."""
    broken: list[str] = []
    asked: list[str] = []

    def opened(
        form: str = "form.charter", person: str = "ben", on: BrowserContext | None = None, **more: Any
    ) -> Page:
        page = (on or device(**more)).new_page()
        page.on("pageerror", lambda error: broken.append(str(error)))
        page.on("request", lambda request: asked.append(request.url))
        page.goto(server.page(person, form))
        page.locator(".fill-body").first.wait_for(state="attached")
        return page

    yield opened
    assert broken == []
    assert {urlsplit(url).hostname for url in asked if not url.startswith("data:")} <= {"127.0.0.1"}
