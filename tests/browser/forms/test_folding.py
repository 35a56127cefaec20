"""Forms that fold: a page of many is a list, and nothing that is wrong is folded away."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from .steps import WHY, Device, Fill, field, saved, write
from .test_open_to_all import RULES

pytestmark = [pytest.mark.browser]

FORMS = "form.charter.fold,survey.conditions.fold"


def line(page: Page, which: int = 0) -> Locator:
    """Return the line to which a form folds."""
    return page.locator(".fill-fold > summary").nth(which)


@pytest.fixture
def listed(fill: Fill, device: Device) -> Page:
    """Open two forms that fold, on a phone."""
    return fill(FORMS, on=device(390))


def test_a_folded_form_says_how_far_it_is_and_is_filled_by_keyboard(listed: Page) -> None:
    expect(line(listed)).to_contain_text("Not begun")
    expect(field(listed)).to_have_count(0)  # folded away, for the keyboard and read aloud too
    line(listed).press("Enter")
    write(listed, "So that every student thinks hard.")
    expect(line(listed)).to_contain_text("Begun")
    listed.get_by_role("button", name="Hand in").press("Enter")
    expect(line(listed)).to_contain_text("Handed in at")
    found = Axe().run(listed, options=RULES)
    assert found.violations_count == 0, found.generate_report()
    listed.reload()
    expect(field(listed)).to_be_visible()  # as it was left
    listed.get_by_role("button", name="Next form").press("Enter")
    expect(field(listed)).to_have_count(0)
    expect(line(listed, 1)).to_be_focused()
    expect(listed.get_by_text("0 of 4")).to_be_visible()
    expect(listed.get_by_role("button", name="Next form")).to_have_count(0)


def test_an_address_leads_into_a_form(listed: Page) -> None:
    listed.evaluate("location.hash = '#survey-conditions'")
    expect(line(listed, 1)).to_be_focused()
    listed.reload()
    expect(line(listed, 1)).to_be_focused()
    expect(listed.get_by_text("0 of 4")).to_be_visible()


def test_a_form_with_something_wrong_in_it_opens_and_stays_open(listed: Page) -> None:
    line(listed).press("Enter")
    write(listed, "forbidden words")
    expect(line(listed)).to_contain_text("Something has to be put right")
    line(listed).press("Enter")
    expect(listed.get_by_text("This word is refused.")).to_be_visible()
    write(listed, "Other words")
    saved(listed)
    line(listed).press("Enter")
    expect(field(listed)).to_have_count(0)
    listed.reload()
    expect(line(listed)).to_contain_text("Begun")
    expect(field(listed)).to_have_count(0)


def test_where_there_is_room_forms_are_open_and_can_be_folded(fill: Fill, device: Device) -> None:
    page = fill(FORMS, on=device(1280))
    expect(page.get_by_role("textbox", name=WHY)).to_be_visible()
    expect(page.get_by_text("0 of 4")).to_be_visible()
    line(page).click()
    expect(page.get_by_role("textbox", name=WHY)).to_have_count(0)
