"""A browser of somebody who is signed in, which may ask nothing of anybody but the server."""

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

Look = Callable[..., Page]


@pytest.fixture
def look(browser: Browser, served: Any) -> Iterator[Look]:
    """Open a page as somebody, at a width; complaints of the browser and requests to others fail."""
    contexts: list[BrowserContext] = []
    asked: list[str] = []
    complained: list[str] = []

    def opened(client: Any, path: str, width: int = 1280, routed: Any = None, **more: Any) -> Page:
        context = browser.new_context(viewport={"width": width, "height": 844}, **more)
        contexts.append(context)
        address = f"http://127.0.0.1:{served.port}"
        context.add_cookies([{"name": n, "value": v, "url": address} for n, v in client.cookies.items()])
        page = context.new_page()
        if routed:
            routed(page)
        page.on("pageerror", lambda error: complained.append(str(error)))
        page.on("console", lambda said: complained.append(said.text) if "Security" in said.text else None)
        page.on("request", lambda request: asked.append(request.url))
        page.on("websocket", lambda line: asked.append(line.url))
        page.goto(address + path)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complained == []
    assert {urlsplit(url).hostname for url in asked if not url.startswith("data:")} <= {"127.0.0.1"}
