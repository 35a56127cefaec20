"""A packet in a browser: complete in its file, comfortable on a phone, and open to everybody."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page
from pypdf import PdfReader

pytestmark = [pytest.mark.browser, pytest.mark.notebook]

Open = Callable[..., Page]
NAMES = ["survey", "conditions", "baseline", "review", "brief"]
PHONE, DESK = 390, 1280
each = pytest.mark.parametrize("name", NAMES)
LAYOUT = Path(__file__).with_name("layout.js").read_text("utf-8")

WITHIN_REACH = "() => document.scrollingElement.scrollWidth <= innerWidth"
SCROLLERS = """() => [...document.querySelectorAll("main *")].filter(
    one => one.scrollWidth > one.clientWidth + 1 && /auto|scroll/.test(getComputedStyle(one).overflowX))"""
# What there is to read, apart from the empty rows of forms, which a phone only counts.
READ = """() => {
    document.querySelectorAll(".cad-blank, .cad-more, .cad-hidden").forEach(one => one.remove());
    return document.querySelector("main").innerText.split(/\\s+/).sort();
}"""
# What lies left of where a frame begins to scroll can never be scrolled to.
WHOLE_AT_THE_LEFT = """() => [...document.querySelectorAll(".cad-chart .cad-scroll")].map(frame =>
    frame.querySelector("img").getBoundingClientRect().left >= frame.getBoundingClientRect().left - 1)"""
A_RING_BELOW_ITS_STATEMENT = """() => [...document.querySelectorAll(".cad-grid tbody tr")].map(row => {
    const [statement, ...rings] = [...row.children].map(cell => cell.getBoundingClientRect());
    return rings.length > 1 && rings.every(ring =>
        ring.top >= statement.bottom - 1 && ring.right <= innerWidth && ring.width >= 44);
})"""
FOCUSED = """() => {
    const at = document.activeElement, box = at.getBoundingClientRect();
    return {
        name: at.className + at.hash, outlined: getComputedStyle(at).outlineStyle !== "none",
        seen: box.width > 0 && box.right > 0 && box.left < innerWidth
            && box.bottom > 0 && box.top < innerHeight,
    };
}"""
REACHABLE = """() => [...document.querySelectorAll("a[href], [tabindex='0']")].map(
    one => one.className + (one.hash ?? "undefined"))"""
RULES = {
    "resultTypes": ["violations", "incomplete"],
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    },
}
# A shade at the edge of what scrolls keeps axe from knowing the colour behind the words.
WITHOUT_SHADE = ".cadence .cad-scroll { background: none; }"


@each
def test_a_packet_asks_for_nothing_but_its_file(
    browser: Browser, packets: dict[str, Path], name: str
) -> None:
    page = browser.new_page()
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.goto(packets[name].as_uri(), wait_until="networkidle")
    page.close()
    assert [url for url in asked if not url.startswith("data:")] == [packets[name].as_uri()]
    assert said == []  # where a page may fetch nothing, the browser complains of what it tried


@each
@pytest.mark.parametrize("width", [320, PHONE, DESK // 2, DESK])
def test_nothing_overlaps_or_is_cut_off_and_the_page_never_scrolls_sideways(
    open_packet: Open, name: str, width: int
) -> None:
    page = open_packet(name, width)
    assert page.evaluate(WITHIN_REACH)
    assert page.evaluate(LAYOUT) == []
    assert all(page.evaluate(WHOLE_AT_THE_LEFT))


@each
def test_on_a_phone_only_an_empty_form_or_a_chart_scrolls_sideways(open_packet: Open, name: str) -> None:
    page = open_packet(name, PHONE)
    assert page.evaluate(f"({SCROLLERS})().every(one => one.tabIndex === 0)")
    assert page.evaluate(f"({SCROLLERS})().every(one => !one.querySelector('tbody tr:not(.cad-blank)'))")


@each
def test_magnified_or_on_a_phone_a_packet_says_all_that_it_says_at_a_desk(
    open_packet: Open, name: str
) -> None:
    full = open_packet(name, DESK).evaluate(READ)
    assert len(full) > 500
    assert open_packet(name, DESK // 2, scale=2).evaluate(READ) == full
    assert open_packet(name, PHONE, scale=3).evaluate(READ) == full


def test_on_a_phone_each_statement_of_the_survey_stands_above_rings_as_wide_as_a_finger(
    open_packet: Open,
) -> None:
    stacked = open_packet("survey", PHONE).evaluate(A_RING_BELOW_ITS_STATEMENT)
    assert len(stacked) > 20 and all(stacked)


@pytest.mark.parametrize("name", ["conditions", "baseline", "review"])
def test_on_a_phone_a_chart_takes_the_whole_width(open_packet: Open, name: str) -> None:
    page = open_packet(name, PHONE)
    widths = page.eval_on_selector_all(".cad-chart img", "all => all.map(one => one.clientWidth)")
    assert widths and min(widths) >= 0.97 * PHONE


@each
@pytest.mark.parametrize(("width", "scheme"), [(PHONE, "dark"), (DESK, "light")])
def test_axe_finds_nothing(open_packet: Open, name: str, width: int, scheme: str) -> None:
    page = open_packet(name, width, scheme)
    page.add_style_tag(content=WITHOUT_SHADE)
    found = Axe().run(page, options=RULES)
    assert found.violations_count == 0, found.generate_report()
    assert [one["id"] for one in found.response["passes"]].count("color-contrast") == 1


def test_the_keyboard_begins_at_the_skip_link_and_reaches_every_link_and_everything_that_scrolls(
    open_packet: Open,
) -> None:
    page = open_packet("baseline", PHONE)
    stops = page.evaluate(REACHABLE)
    walked = [_press(page) for _ in stops]
    assert [stop["name"] for stop in walked] == stops
    assert walked[0]["name"] == "skip#packet" and len(stops) > 20
    assert all(stop["outlined"] and stop["seen"] for stop in walked)


def test_the_skip_link_leads_past_the_notice_to_the_packet(open_packet: Open) -> None:
    page = open_packet("conditions", DESK)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "packet"


def _press(page: Page) -> dict[str, object]:
    page.keyboard.press("Tab")
    found: dict[str, object] = page.evaluate(FOCUSED)
    return found


@pytest.mark.parametrize("name", ["survey", "conditions", "brief"])
def test_printed_from_the_browser_every_page_carries_the_notice_and_its_number(
    open_packet: Open, name: str
) -> None:
    printed = PdfReader(BytesIO(open_packet(name, DESK, "dark").pdf(prefer_css_page_size=True)))
    pages = [page.extract_text() for page in printed.pages]
    assert len(pages) > 5
    assert all("made up" in page for page in pages) == (name != "survey")
    assert all(f"Page {at} of {len(pages)}" in page for at, page in enumerate(pages[1:], start=2))
    assert [round(float(side)) for side in printed.pages[0].mediabox[2:]] == [612, 792]
