"""The action board of a team, as the server serves it: seen by two of them, and by their facilitator."""

from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from .conftest import Look

pytestmark = [pytest.mark.browser]

LAYOUT = (Path(__file__).parents[2] / "browser" / "layout.js").read_text("utf-8")


def added(page: Page, column: str, title: str, **more: str) -> None:
    page.get_by_role("button", name=f"Add a card to {column}").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("What will be done").fill(title)
    for label, words in more.items():
        dialog.get_by_label(label).fill(words)
    dialog.get_by_role("button", name="Add the card").click()


def test_a_card_goes_from_idea_to_done_between_two_and_their_facilitator_sees_it(
    look: Look, served: Any, teams: list[str]
) -> None:
    first, second = (served.signed_in("member", teams[0], number) for number in (0, 1))
    ana = look(first, "/")
    ana.get_by_role("link", name="Open the board").click()
    ben = look(second, "/board", width=390)
    added(ana, "Ready", "Targets on every wall", **{"Done when": "Six rooms, seen by a teammate."})
    ben.get_by_role("button", name="Ready", exact=False).first.click()
    face = ben.locator(".board-columns").get_by_role("button", name="Targets on every wall", exact=True)
    expect(face).to_be_visible()
    mine = ana.locator(".board-columns").get_by_role("button", name="Targets on every wall", exact=True)
    mine.click()
    dialog = ana.get_by_role("dialog")
    dialog.get_by_label("Who does it").select_option(first.person)
    dialog.get_by_label("A sentence, or the address of a page").fill("Six photographs in the folder")
    dialog.get_by_role("button", name="Add", exact=True).click()
    dialog.get_by_role("button", name="Ask for a look").click()
    expect(ana.locator("[data-column=review]")).to_contain_text("Targets on every wall")
    leads = look(served.signed_in("facilitator"), f"/board?team={teams[0]}")
    expect(leads.locator("[data-column=review]")).to_contain_text("Targets on every wall")
    for page in (leads, ben):
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
        assert page.evaluate(LAYOUT) == []
