"""What a person does at the board, and what they wait for."""

from time import monotonic

from playwright.sync_api import Locator, Page, expect


def column(page: Page, name: str) -> Locator:
    """Return a column."""
    return page.locator(f"[data-column={name}]")


def card(page: Page, id: str) -> Locator:
    """Return a card."""
    return page.locator(f".board-columns [data-card={id}]")


def stands(page: Page, name: str, *ids: str) -> None:
    """Wait until a column has just these cards, from the top."""
    cards = column(page, name).locator("[data-card]")
    expect(cards).to_have_count(len(ids))
    for at, id in enumerate(ids):
        expect(cards.nth(at)).to_have_attribute("data-card", id)


def says(page: Page, words: str) -> None:
    """Wait until the board says this."""
    expect(page.locator(".board-said")).to_contain_text(words)


def saved(page: Page) -> None:
    """Wait until the server has all that was done."""
    expect(page.locator(".fill-status")).to_contain_text("Saved at")


def settled(page: Page) -> None:
    """Wait until nothing waits any more, whichever page of this browser it was that sent it."""
    latest = monotonic() + 60
    while left := page.evaluate("pendingNow()"):
        assert monotonic() < latest, f"still waiting: {left}"
        page.wait_for_timeout(20)


def move(page: Page, id: str, title: str) -> None:
    """Move a card by its menu."""
    card(page, id).locator(".board-move").click()
    page.get_by_role("dialog").get_by_role("button", name=f"To {title}").click()


def middle(place: Locator) -> tuple[float, float]:
    """Return the middle of something in the window."""
    box = place.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def draw(page: Page, what: Locator, onto: Locator, down: float = 0) -> None:
    """Draw a card with the mouse, and hold it."""
    (x, y), (over, below) = middle(what), middle(onto)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 12, y + 3)
    page.mouse.move(over, below + down, steps=4)
    page.locator(".board-line").wait_for(state="attached")
