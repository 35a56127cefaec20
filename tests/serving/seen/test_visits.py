"""The page of visits in a browser: by keyboard alone, at two widths, with the real server behind it."""

from datetime import date
from time import monotonic
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from cadence.model import Observation
from cadence.store import Viewer

from .conftest import Look
from .test_pages import RULES, WITHIN_REACH

pytestmark = [pytest.mark.browser]

WAITING = """Object.keys(localStorage)
    .filter(key => /[|](typed|sent|whole)[|]/.test(key)).length"""


def settled(page: Page) -> None:
    """Wait until the server has all that the page had to say."""
    latest = monotonic() + 60
    while page.evaluate(WAITING):
        assert monotonic() < latest, page.evaluate("Object.keys(localStorage)")
        page.wait_for_timeout(30)


def kept(served: Any, observer: str) -> list[Observation]:
    """Return the visits that somebody made today."""
    with served.store() as store:
        return list(store.view(Viewer("custodian")).all(Observation, observer=observer, on=date.today()))


@pytest.mark.parametrize("width", [390, 1280])
def test_visits_are_made_from_the_first_page_by_keyboard_taken_back_and_brought_back(
    look: Look, served: Any, teams: list[str], width: int
) -> None:
    member = served.signed_in("member", teams[0], 0 if width == 390 else 1)
    page = look(member, "/", width)
    page.get_by_role("link", name="Core instruction walkthrough").press("Enter")
    page.locator(".fill-body").wait_for()
    look_fors = page.locator(".fill-visit fieldset").filter(has_text="Not observed")
    for look_for in look_fors.all():
        look_for.get_by_role("radio").first.press("Space")
    page.get_by_role("button", name="Done: next visit").press("Enter")
    expect(page.locator(".fill-steady > summary")).to_be_focused()
    expect(page.get_by_text("My visits today: 1")).to_be_visible()
    found = Axe().run(page, options=RULES)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate(WITHIN_REACH)
    page.get_by_role("button", name="Take back").press("Enter")
    expect(page.get_by_role("button", name="Undo")).to_be_focused()
    settled(page)
    page.keyboard.press("Enter")
    expect(page.get_by_text("My visits today: 1")).to_be_visible()
    settled(page)
    page.get_by_role("button", name="Change").press("Enter")
    expect(look_fors.first.get_by_role("radio").first).to_be_checked()
    seen = [one for one in kept(served, member.person) if len(one.levels) == look_fors.count() == 7]
    assert len(seen) == 1  # brought back once, under whichever id
