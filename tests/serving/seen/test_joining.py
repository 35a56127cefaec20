"""Signing in with a browser: by a link, by a copied link, as somebody else, and with what lets nobody in."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser]

RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}
WITHIN_REACH = "() => document.scrollingElement.scrollWidth <= innerWidth"


def name_of(page: Page) -> Any:
    return page.locator(".top-who strong")


def test_a_link_signs_in_and_is_gone_from_the_address(served: Any, look: Any, teams: list[str]) -> None:
    ana = served.somebody("member", teams[0])
    token = served.invite(ana.id)
    sent: list[str] = []
    page = look(
        served.client(), "/nothing", routed=lambda page: page.on("request", lambda r: sent.append(r.url))
    )
    page.goto(f"http://127.0.0.1:{served.port}/join#{token}")
    expect(name_of(page)).to_have_text(ana.name)
    assert page.url == f"http://127.0.0.1:{served.port}/"
    page.go_back()
    assert token not in page.url and not [url for url in sent if token in url.partition("#")[0]]
    kept = page.evaluate("() => JSON.stringify({...localStorage, ...sessionStorage}) + document.cookie")
    assert token not in kept and not [value for value in ana_cookies(page) if value in kept]


def ana_cookies(page: Page) -> list[str]:
    return [str(each["value"]) for each in page.context.cookies() if each["name"].startswith("cadence-")]


def test_a_link_can_be_copied_into_the_page_by_keyboard_alone(
    served: Any, look: Any, teams: list[str]
) -> None:
    ana = served.somebody("member", teams[0])
    page = look(served.client(), "/join", width=390)
    page.get_by_label("Your invite link").focus()
    page.keyboard.insert_text(
        f"http://10.1.2.3:8866/join#{served.invite(ana.id)}"
    )  # printed for another address
    page.keyboard.press("Enter")
    expect(name_of(page)).to_have_text(ana.name)


def test_somebody_else_asks_before_they_take_the_device_over(
    served: Any, look: Any, teams: list[str]
) -> None:
    ana, ben = served.signed_in("member", teams[0]), served.somebody("member", teams[1])
    page = look(ana, f"/join#{served.invite(ben.id)}", width=390)
    expect(page.get_by_role("status")).to_contain_text("is signed in on this device")
    expect(page.get_by_role("button", name="Stay signed in as before")).to_be_focused()
    seen(page)
    page.get_by_role("button", name="Sign in with the invite instead").click()
    expect(name_of(page)).to_have_text(ben.name)


@pytest.mark.parametrize("width", [390, 1280])
def test_what_lets_nobody_in_is_said_and_the_page_is_open_to_everybody(
    served: Any, look: Any, width: int
) -> None:
    page = look(served.client(), "/join#made-up", width=width)
    expect(page.get_by_role("status")).to_contain_text("This invite was not made here")
    seen(page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_refusal_is_a_page_like_the_others(served: Any, look: Any, scheme: str) -> None:
    page = look(served.client(), "/room", color_scheme=scheme)
    expect(page.get_by_role("heading", level=1)).to_have_text("You are not signed in")
    seen(page)


def seen(page: Page) -> None:
    """Hold the page to the rules that let everybody use it."""
    assert page.evaluate(WITHIN_REACH)
    found = Axe().run(page, options=RULES)
    assert found.violations_count == 0, found.generate_report()
