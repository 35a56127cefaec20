"""What a person does with a form, and what they wait for."""

import re
from collections.abc import Callable
from time import monotonic

from playwright.sync_api import BrowserContext, Locator, Page, expect

Fill = Callable[..., Page]
Device = Callable[..., BrowserContext]

CHARTER = ("form", "charter", "")
SAVED = re.compile(r"Saved at \d+:\d\d")
WHY, NORMS = "Why this team exists", "How we work together"
KEPT = "Object.keys(localStorage).filter(key => key.startsWith('cadence/'))"
SHELF = "Object.fromEntries(Object.entries(localStorage))"
FOCUSED = """() => {
    const at = document.activeElement;
    return (at.labels?.[0] ?? at).textContent.trim();
}"""


def field(page: Page, label: str = WHY) -> Locator:
    """Return the field of a label."""
    return page.get_by_role("textbox", name=label)


def write(page: Page, words: str, label: str = WHY) -> None:
    """Put words into a field."""
    field(page, label).fill(words)


def says(page: Page, words: str | re.Pattern[str]) -> None:
    """Wait until the line about saving says this."""
    expect(page.locator(".fill-status").first).to_contain_text(words)


def settled(page: Page) -> None:
    """Wait until nothing waits; the page's own policy keeps Playwright's waiting for a function out."""
    latest = monotonic() + 60
    while left := page.evaluate("pendingNow()"):
        assert monotonic() < latest, f"still waiting: {left}, {page.evaluate(SHELF)}"
        page.wait_for_timeout(20)


def saved(page: Page) -> None:
    """Wait until all is saved and said to be."""
    settled(page)
    says(page, SAVED)


def reach(page: Page, label: str, key: str = "Tab") -> None:
    """Press a key until the focus is where a label says."""
    for _ in range(150):
        page.keyboard.press(key)
        if str(page.evaluate(FOCUSED)).startswith(label):
            return
    raise AssertionError(f"the keyboard does not reach {label!r}")
