"""Cards are written, shown done, looked at by a teammate, and found again; for everybody."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from .conftest import Sit
from .standin import Table
from .steps import card, column, saved, says, stands

pytestmark = [pytest.mark.browser]

RULES = {
    "resultTypes": ["violations", "incomplete"],
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    },
}
LAYOUT = Path(__file__).parents[1].joinpath("layout.js").read_text("utf-8")
SMALL = """() => [...document.querySelectorAll(".cad-deal :is(button, select, summary, input)")]
    .filter(one => one.checkVisibility())
    .filter(one => one.getBoundingClientRect().height < 44 || one.getBoundingClientRect().width < 44)
    .map(one => one.textContent)"""
WITHIN = """() => [...document.querySelectorAll("dialog")].every(one => one.scrollWidth <= one.clientWidth)"""
ALIKE = """() => [...document.querySelectorAll("dialog")].every((one) =>
    getComputedStyle(one).backgroundColor === getComputedStyle(document.body).backgroundColor)"""
UNSTICK = """() => [...document.querySelectorAll(".cad-deal *, .board-dialog *")]
    .filter(one => getComputedStyle(one).position === "sticky")
    .forEach(one => one.style.position = "static")"""


def test_a_card_is_added_shown_done_and_asked_about(sit: Sit, table: Table) -> None:
    page = sit(width=390)
    page.get_by_role("button", name="Add a card to Doing").click()
    dialog = page.get_by_role("dialog", name="A new card in Doing")
    dialog.get_by_role("button", name="Add the card").click()
    expect(dialog).to_contain_text("Say in a few words what will be done.")
    dialog.get_by_label("What will be done").fill("Try <b>one</b> “task” 😀")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Add a card to Doing").click()
    expect(dialog).to_contain_text("What you had begun to write is here again.")
    dialog.get_by_label("Who does it").select_option("ana")
    dialog.get_by_label("Who looks at it").select_option("ana")
    dialog.get_by_role("button", name="Add the card").click()
    expect(dialog).to_contain_text("The owner does not look at their own work.")
    dialog.get_by_label("Who looks at it").select_option("ben")
    dialog.get_by_role("button", name="Add the card").click()
    says(page, "Added 'Try <b>one</b> “task” 😀'.")
    expect(page.get_by_role("button", name="Add a card to Doing")).to_be_focused()
    page.get_by_role("button", name="Try <b>one</b>").first.click()
    opened = page.get_by_role("dialog")
    for words in ("Nine of ten could say why.", "https://example.org/tasks"):
        opened.get_by_label("A sentence, or the address of a page").fill(words)
        opened.get_by_role("button", name="Add", exact=True).click()
        expect(opened.locator(".board-proof")).to_contain_text(words)
    expect(opened.locator(".board-proof a")).to_have_attribute("rel", "noopener noreferrer")
    opened.get_by_role("button", name="Ask for a look").click()
    saved(page)
    (made,) = (each for each in table.cards if "task" in each["title"] and "Try" in each["title"])
    assert (made["column"], made["verifier"], len(made["evidence"])) == ("review", "ben", 2)
    assert page.evaluate("document.activeElement !== document.body"), "the focus is not lost"


def test_a_teammate_confirms_beside_the_standard_or_asks(sit: Sit, table: Table) -> None:
    ben, ana = sit("ben"), sit("ana")
    card(ben, "c5").locator(".board-title").click()
    expect(ben.get_by_role("dialog")).to_contain_text("It is your own work: a teammate looks at it.")
    assert ben.get_by_role("button", name="Yes, it is done").count() == 0
    card(ana, "c5").locator(".board-title").click()
    dialog = ana.get_by_role("dialog")
    expect(dialog.locator(".board-standard")).to_contain_text("Four visits, each with a note.")
    dialog.get_by_role("button", name="Send it back with this question").click()
    expect(dialog).to_contain_text("Ask a question that helps them on.")
    dialog.get_by_label("Not yet: what would you ask?").fill("Where are the notes?")
    dialog.get_by_role("button", name="Send it back with this question").click()
    expect(card(ben, "c5")).to_contain_text("Sent back: Where are the notes?")
    expect(ben.get_by_role("dialog")).to_contain_text("Ana Ruiz sent it back")
    ben.get_by_text("What happened to this card").click()
    expect(ben.locator(".board-past")).to_contain_text("Ana Ruiz moved it")
    ben.get_by_role("button", name="Ask for a look").click()
    stands(ana, "review", "c5")
    card(ana, "c5").locator(".board-title").click()
    ana.get_by_role("button", name="Yes, it is done").click()
    stands(ben, "done", "c6", "c5")
    expect(card(ben, "c5")).to_contain_text("Confirmed by Ana Ruiz")


def test_cards_are_found_by_goal_owner_and_day_with_a_count(sit: Sit) -> None:
    page = sit()
    expect(card(page, "c4")).to_contain_text("5 days overdue")
    page.get_by_label("Due", exact=True).select_option("late")
    found = page.locator(".board-found")
    expect(found).to_have_text("1 of 6 cards shown")
    page.get_by_label("Due", exact=True).select_option("week")
    page.get_by_label("Goal", exact=True).select_option("g1")
    expect(found).to_have_text("1 of 6 cards shown")
    expect(card(page, "c2")).to_be_visible()
    page.get_by_role("button", name="Show all").click()
    expect(found).to_have_text("6 cards")
    page.get_by_label("Whose").select_option("-")
    expect(column(page, "ideas").locator("[data-card]:visible")).to_have_count(1)


def usual(page: Page) -> None:
    page.locator(".board-lint summary").click()


def opened(page: Page) -> None:
    card(page, "c5").locator(".board-title").evaluate("one => one.click()")
    page.get_by_role("dialog").wait_for()


def moving(page: Page) -> None:
    page.keyboard.press("Escape")
    card(page, "c2").locator(".board-move").evaluate("one => one.click()")
    page.get_by_role("dialog").wait_for()


def test_axe_finds_nothing_and_nothing_is_cut_off_or_small(sit: Sit, table: Table) -> None:
    table.wins = ["c6"]
    table.lint = [{"what": "One card has no owner.", "why": "", "remedy": "One name each.", "card": "c1"}]
    table.writers["c3", "column"] = "ben"
    page = sit(reduced_motion="reduce")
    table.find("c3")["column"] = "ideas"
    card(page, "c3").locator(".board-move").click()
    page.get_by_role("dialog").get_by_role("button", name="To Doing").click()
    page.get_by_role("group", name="'Share two tasks' was moved by two").wait_for()
    for state in (usual, opened, moving):
        state(page)
        page.evaluate(UNSTICK)
        for width, scheme in ((390, "dark"), (1280, "light")):
            page.set_viewport_size({"width": width, "height": 844})
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            found = Axe().run(page, options=RULES)
            assert found.violations_count == 0, found.generate_report()
            assert page.evaluate("document.scrollingElement.scrollWidth <= innerWidth")
            assert page.evaluate(SMALL) == []
            assert page.evaluate(WITHIN)
            assert page.evaluate(ALIKE), "a dialog is as dark as the page"
            if state is usual:
                assert page.evaluate(LAYOUT) == []
