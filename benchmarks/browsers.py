"""Two real browsers in the room: from the start of a visit until a change in a field says 'Saved'."""

import asyncio
import shutil
from collections.abc import Sequence
from time import perf_counter
from typing import Any, Self

from playwright.async_api import async_playwright

HOW_MANY = 2
_PATIENCE = 60_000  # milliseconds


class Browsers:
    """Real browsers, each a device of its own for somebody of the room."""

    def __init__(self, port: int, path: str, cookies: Sequence[dict[str, str]]) -> None:
        self._address = f"http://127.0.0.1:{port}"
        self._path, self._cookies = path, cookies[:HOW_MANY]

    async def __aenter__(self) -> Self:
        self._started = await async_playwright().start()
        program = shutil.which("chromium") or shutil.which("google-chrome")
        self._browser = await self._started.chromium.launch(executable_path=program, args=["--no-sandbox"])
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._browser.close()
        await self._started.stop()

    async def use_pages(self, within: float) -> list[float]:
        """Let each come in, spread over so many seconds; return the seconds that each took."""
        return list(
            await asyncio.gather(
                *(self._later(n, within * (n + 1) / (HOW_MANY + 1)) for n in range(HOW_MANY))
            )
        )

    async def _later(self, number: int, delay: float) -> float:
        await asyncio.sleep(delay)
        return await self._use_page(self._cookies[number])

    async def _use_page(self, cookies: dict[str, str]) -> float:
        context = await self._browser.new_context(viewport={"width": 390, "height": 844})
        kept: list[Any] = [
            {"name": name, "value": value, "url": self._address} for name, value in cookies.items()
        ]
        await context.add_cookies(kept)
        page = await context.new_page()
        start = perf_counter()
        await page.goto(f"{self._address}{self._path}", wait_until="commit", timeout=_PATIENCE)
        field = page.locator(".cadence-form textarea").last  # the others type into the first ones
        await field.wait_for(state="attached", timeout=_PATIENCE)
        await field.evaluate("one => one.closest('details')?.setAttribute('open', '')")
        await field.fill(f"From a browser at {start}")
        await page.locator(".fill-status:visible", has_text="Saved").first.wait_for(timeout=_PATIENCE)
        took = perf_counter() - start
        await context.close()
        return round(took, 3)
