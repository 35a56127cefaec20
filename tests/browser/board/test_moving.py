"""Cards are moved with the mouse, a finger or the keyboard, and it comes to the same."""

from time import monotonic

import pytest
from playwright.sync_api import CDPSession, Page, expect

from .conftest import Sit
from .standin import Table
from .standin import card as made
from .steps import card, column, draw, middle, move, saved, says, settled, stands

pytestmark = [pytest.mark.browser]

AT = "document.activeElement.getAttribute('aria-label') || document.activeElement.textContent"


def test_a_card_is_drawn_with_the_mouse_to_where_the_line_shows(sit: Sit, table: Table) -> None:
    page = sit()
    draw(page, card(page, "c1"), card(page, "c3"), down=-30)
    page.mouse.up()
    stands(page, "ready", "c2", "c1", "c3")
    saved(page)
    assert table.column("ready") == ["c2", "c1", "c3"]
    draw(page, card(page, "c2"), card(page, "c3"), down=60)
    page.mouse.up()
    stands(page, "ready", "c1", "c3", "c2")
    draw(page, card(page, "c3"), column(page, "doing"))
    page.keyboard.press("Escape")
    page.mouse.up()
    stands(page, "ready", "c1", "c3", "c2")
    expect(page.locator(".board-over")).to_have_count(0)
    assert page.get_by_role("dialog").count() == 0, "a card that was drawn is not opened"


def test_nothing_is_drawn_into_done_or_out_of_it(sit: Sit, table: Table) -> None:
    page = sit()
    draw(page, card(page, "c5"), column(page, "done"))
    page.mouse.up()
    says(page, "A card comes to Done when a teammate has looked at it")
    stands(page, "review", "c5")
    x, y = middle(card(page, "c6"))
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - 300, y, steps=3)
    assert page.locator(".board-over").count() == 0
    page.mouse.up()
    assert table.deeds == []


def test_the_keyboard_alone_moves_a_card_and_the_focus_stays_with_it(sit: Sit, table: Table) -> None:
    page = sit()
    card(page, "c3").locator(".board-title").focus()
    page.keyboard.press("Tab")
    assert page.evaluate(AT) == "Move 'Share two tasks'"
    page.keyboard.press("Enter")
    page.get_by_role("dialog").get_by_text("In Ready, 2 of 2.").wait_for()
    for key in ("Tab", "Enter"):  # the first button is reached by Tab from where a dialog puts the focus
        if page.evaluate(AT) != "Up" or key == "Enter":
            page.keyboard.press(key)
    expect(page.get_by_role("dialog").get_by_role("status")).to_have_text("In Ready, 1 of 2.")
    for _ in range(8):
        page.keyboard.press("Tab")
        if page.evaluate(AT) == "To Doing":
            break
    page.keyboard.press("Enter")
    stands(page, "doing", "c4", "c3")
    says(page, "'Share two tasks' is now in doing.")
    assert page.evaluate(AT) == "Move 'Share two tasks'"
    assert [deed["do"] for deed in table.deeds] == ["move", "move"]


def finger(session: CDPSession, kind: str, x: float, y: float) -> None:
    points = [] if kind == "touchEnd" else [{"x": x, "y": y}]
    session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})


def test_a_quick_finger_scrolls_the_page(sit: Sit, table: Table) -> None:
    table.cards += [made(f"more{at}", "doing", f"Card {at}") for at in range(12)]
    page = sit(width=390, has_touch=True)
    session = page.context.new_cdp_session(page)
    page.evaluate("window.setTimeout = () => 0")  # however slow this machine is, the press is no long one
    x, y = middle(card(page, "c4"))
    finger(session, "touchStart", x, y)
    for step in range(1, 9):
        finger(session, "touchMove", x, y - step * 25)
    finger(session, "touchEnd", x, y)
    latest = monotonic() + 60
    while not page.evaluate("scrollY"):
        assert monotonic() < latest, "the page does not scroll"
        page.wait_for_timeout(20)
    assert page.locator(".board-over").count() == 0 and table.deeds == []


def test_a_finger_that_rests_draws_a_card_to_the_name_of_another_column(sit: Sit, table: Table) -> None:
    page = sit(width=390, has_touch=True)
    session = page.context.new_cdp_session(page)
    x, y = middle(card(page, "c4"))
    finger(session, "touchStart", x, y)
    page.locator(".board-ghost").wait_for()
    tab = page.locator(".board-tab[data-drop=ready]")
    over, up = middle(tab)
    for part in (0.3, 0.6, 1):
        finger(session, "touchMove", x + (over - x) * part, y + (up - y) * part)
    expect(tab).to_have_class("board-tab is-over")
    finger(session, "touchEnd", over, up)
    saved(page)
    assert table.column("ready") == ["c2", "c3", "c4"]
    assert page.get_by_role("dialog").count() == 0


def test_a_full_column_asks_before_it_yields(sit: Sit, table: Table) -> None:
    table.cards += [made(f"more{at}", "doing", f"Card {at}") for at in range(2)]
    page = sit()
    move(page, "c2", "Doing")
    asked = page.get_by_role("dialog", name="Doing is full")
    expect(asked).to_contain_text("You agreed on three at a time.")
    asked.get_by_role("button", name="Leave it").click()
    stands(page, "ready", "c2", "c3")
    move(page, "c2", "Doing")
    asked.get_by_role("button", name="Move it anyway").click()
    stands(page, "doing", "c4", "more0", "more1", "c2")
    saved(page)
    assert table.deeds[-1]["anyway"] and table.deeds[-1]["key"] != table.deeds[-2]["key"]


def test_what_was_done_without_a_connection_waits_and_is_sent_in_order(sit: Sit, table: Table) -> None:
    page = sit()
    table.cut = True
    move(page, "c2", "Doing")
    move(page, "c2", "In review")
    stands(page, "review", "c5", "c2")
    expect(page.locator(".fill-status")).to_contain_text("No connection")
    assert page.evaluate("pendingNow().map((one) => one.now)") == [
        "Move 'Write exit tickets' to Doing",
        "Move 'Write exit tickets' to In review",
    ]
    page.reload()
    table.cut = False
    page.reload()
    stands(page, "review", "c5", "c2")
    settled(page)
    assert [(deed["from"], deed["to"]) for deed in table.deeds] == [("ready", "doing"), ("doing", "review")]


def test_two_hundred_cards_are_drawn_along_without_being_laid_out_anew(sit: Sit, table: Table) -> None:
    columns = ["ideas", "ready", "doing", "review"]
    table.cards = [made(f"many{at}", columns[at % 4], f"Card {at}", owner="ben") for at in range(200)]
    page = sit()
    expect(page.locator(".board-columns [data-card]")).to_have_count(200)
    page.evaluate(WATCH_LAYOUT)
    draw(page, card(page, "many0"), card(page, "many5"), down=-40)
    assert page.evaluate("window.touched") == []
    page.mouse.up()
    stands_first(page, "ready", "many1", "many0", "many5")


WATCH_LAYOUT = """() => {
    window.touched = [];
    const seen = (changes) => changes.filter(({ target }) => !target.closest(".board-over"))
        .forEach(({ target, type }) => window.touched.push([type, target.className]));
    const allowed = (change) => change.attributeName !== "class";  // the drawn card is dimmed once
    new MutationObserver((changes) => seen(changes.filter(allowed)))
        .observe(document.querySelector(".board-columns"), {
            subtree: true, attributes: true, childList: true,
        });
}"""


def stands_first(page: Page, name: str, *ids: str) -> None:
    for at, id in enumerate(ids):
        expect(column(page, name).locator("[data-card]").nth(at)).to_have_attribute("data-card", id)


def test_a_phone_says_where_a_card_went_and_leads_there(sit: Sit, table: Table) -> None:
    page = sit(width=390)
    moved = card(page, "c4")
    moved.locator(".board-move").click()
    page.get_by_role("button", name="To Ready").click()
    saved(page)
    expect(page.locator(".board-said")).to_contain_text("is now in ready")
    page.get_by_role("button", name="Show it").click()
    expect(moved.locator(".board-title")).to_be_focused()
    expect(page.get_by_role("button", name="Show it")).to_have_count(0)
