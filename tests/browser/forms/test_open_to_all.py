"""Forms for everybody: axe finds nothing in any state, nothing is cut off, and what is tapped is large."""

from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from .standin import Room
from .steps import CHARTER, Fill, says, write

pytestmark = [pytest.mark.browser]

FORMS = ["form.charter", "survey.conditions", "visit.walkthrough", "calibration.walkthrough"]
RULES = {
    "resultTypes": ["violations", "incomplete"],
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    },
}
LAYOUT = Path(__file__).parents[1].joinpath("layout.js").read_text("utf-8")
WITHIN_REACH = "() => document.scrollingElement.scrollWidth <= innerWidth"
TAPPED = ".cad-fill :is(button, select, textarea, summary, .fill-option, input[type=text])"
SMALL = """tapped => [...document.querySelectorAll(tapped)].filter(one => one.checkVisibility())
    .filter(one => one.getBoundingClientRect().height < 44 || one.getBoundingClientRect().width < 44)
    .map(one => one.textContent)"""
# What stays in view while the rest scrolls lies over it, and is meant to.
UNSTICK = """() => [...document.querySelectorAll(".cad-fill *")]
    .filter(one => getComputedStyle(one).position === "sticky")
    .forEach(one => one.style.position = "static")"""
MOVING = """() => [...document.querySelectorAll(".cad-fill *")]
    .filter(one => parseFloat(getComputedStyle(one).transitionDuration) > 0).length"""


def errors(page: Page, room: Room) -> None:
    page.get_by_role("button", name="Hand in").click()
    write(page, "forbidden")
    page.get_by_label("Hours a week (h)").fill("many")
    page.get_by_label("In our reach").check()
    expect(page.get_by_text("This word is refused")).to_be_visible()


def conflict(page: Page, room: Room) -> None:
    room.orders.append(503)
    write(page, "Ben's words")
    room.write(CHARTER, "purpose", "Ana's words")
    room.write(CHARTER, "norms", "Ana's too")
    expect(page.get_by_role("group", name="Two versions of")).to_be_visible()


def offline(page: Page, room: Room) -> None:
    room.always = "cut"
    write(page, "Offline")
    says(page, "No connection")


def closed(page: Page, room: Room) -> None:
    room.specs["form", "charter"] |= {"state": "closed", "why": "Closed for now."}
    room.orders.append(409)
    write(page, "Too late")
    expect(page.get_by_role("group", name="What was not taken")).to_be_visible()


def leaving(page: Page, room: Room) -> None:
    offline(page, room)
    page.get_by_role("button", name="Sign out", exact=True).click()
    page.get_by_role("dialog").wait_for()


def filled(page: Page, room: Room) -> None:
    write(page, "Filled")
    page.get_by_role("button", name="Remove").first.click()
    says(page, "Saved at")


STATES = [errors, conflict, offline, closed, leaving, filled]


def nothing_found(page: Page) -> None:
    """Look on a phone in the dark, and at a desk by day."""
    for width, scheme in ((390, "dark"), (1280, "light")):
        page.set_viewport_size({"width": width, "height": 844})
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        found = Axe().run(page, options=RULES)
        assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("form", FORMS)
def test_axe_finds_nothing_in_an_empty_form(fill: Fill, form: str) -> None:
    nothing_found(fill(form))


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__)
def test_axe_finds_nothing_in_any_state(fill: Fill, room: Room, state: Callable[[Page, Room], None]) -> None:
    page = fill()
    state(page, room)
    nothing_found(page)


@pytest.mark.parametrize("form", FORMS)
def test_nothing_is_cut_off_nothing_scrolls_sideways_and_what_is_tapped_is_large(
    fill: Fill, form: str
) -> None:
    page = fill(form)
    page.evaluate(UNSTICK)
    for width in (320, 390, 640, 1280):
        page.set_viewport_size({"width": width, "height": 844})
        assert page.evaluate(WITHIN_REACH), width
        assert page.evaluate(SMALL, TAPPED) == [], width
        assert page.evaluate(LAYOUT) == [], width


def test_the_focus_is_seen_and_colours_may_be_the_readers_own(fill: Fill) -> None:
    page = fill(forced_colors="active", reduced_motion="reduce")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    outline = "getComputedStyle(document.activeElement).outlineStyle"
    assert page.evaluate(outline) == "solid"
    assert page.evaluate(MOVING) == 0
