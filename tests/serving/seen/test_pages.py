"""A session's page in a browser: comfortable, open to everybody, and up to date without being loaded anew."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Route, expect

from cadence.institute import Institute
from cadence.publish.steps import set_state
from cadence.store import Store, Viewer

pytestmark = [pytest.mark.browser, pytest.mark.notebook]

TEAM = "alcott-elementary"
DRAWN = "() => [...document.querySelectorAll('.cadence-form')].every(one => one.querySelector('.fill-body'))"
LAYOUT = (Path(__file__).parents[2] / "browser" / "layout.js").read_text("utf-8")
WITHIN_REACH = "() => document.scrollingElement.scrollWidth <= innerWidth"
SMALL = """() => [...document.querySelectorAll("button, .top a, .sections a")]
    .map(one => [one.textContent, one.getBoundingClientRect().height])
    .filter(([, height]) => height && height < 32).map(([text]) => text)"""
RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    }
}
SLIDER = """
import ipywidgets
groups, told = ipywidgets.IntSlider(3, 1, 8, description="Groups"), ipywidgets.Label("Groups of 3")
groups.observe(lambda change: setattr(told, "value", f"Groups of {change['new']}"), "value")
display(groups, told)
"""
Seen = Callable[..., Page]


@pytest.fixture(scope="module")
def tailored() -> Callable[[Institute], None]:
    """Open every session for a team, take its survey's results back, and give the plan a stock widget."""

    def tailor(house: Institute) -> None:
        with Store.open(house.database_url) as store:
            view = store.view(Viewer("custodian"))
            for session in range(1, 6):
                set_state(view, "open", cycle=1, teams=[TEAM], session=session)
        with sqlite3.connect(house.root / "cadence.sqlite") as database:
            database.execute("DELETE FROM publication WHERE team = ? AND kind = 'conditions'", (TEAM,))
        database.close()
        add(house, SLIDER, "04-plan.ipynb")

    return tailor


def add(house: Institute, source: str, name: str, kind: str = "code") -> None:
    """Give a notebook of the institute one more cell."""
    path = house.notebooks_dir / name
    notebook = json.loads(path.read_text("utf-8"))
    cell = {"cell_type": kind, "metadata": {}, "source": source, "id": f"added{len(notebook['cells'])}"}
    notebook["cells"].append(cell | ({"outputs": [], "execution_count": None} if kind == "code" else {}))
    path.write_text(json.dumps(notebook), "utf-8")


def axe(page: Page) -> None:
    found = Axe().run(page, options=RULES)
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("session", ["prework", "baseline"])
def test_a_page_is_comfortable_and_open_to_everybody(
    look: Seen, served: Any, session: str, width: int, scheme: str
) -> None:
    page = look(served.signed_in("member", TEAM), f"/session/{session}", width, color_scheme=scheme)
    expect(page.locator("h1")).to_have_count(1)
    assert page.evaluate(WITHIN_REACH)
    assert page.evaluate(LAYOUT) == []
    assert page.evaluate(SMALL) == []
    axe(page)


def test_magnified_to_twice_its_size_nothing_needs_scrolling_sideways(look: Seen, served: Any) -> None:
    page = look(served.signed_in("member", TEAM), "/session/baseline", 320)
    assert page.evaluate(WITHIN_REACH)


def test_the_keyboard_begins_at_the_skip_link_and_it_leads_to_the_page(look: Seen, served: Any) -> None:
    page = look(served.signed_in("member", TEAM), "/session/prework")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def told_of_news(page: Page) -> None:
    """Have the server's answer to 'what is new?' say: the page."""

    def answer(route: Route) -> None:
        news = {"seq": 1, "forms": [], "page": True, "steps": {}, "message": ""}
        route.fulfill(status=200, content_type="application/json", body=json.dumps(news))

    page.route("**/api/since/*", answer)


def reveal(house: Institute) -> None:
    command = [sys.executable, "-c", "from cadence.cli import main; main()", "reveal", "conditions"]
    subprocess.run(
        [*command, "--team", TEAM, "--yes", "-i", str(house.root)], check=True, capture_output=True
    )


def test_a_reveal_shows_itself_in_place_and_takes_nobodys_focus_or_scroll(look: Seen, served: Any) -> None:
    page = look(served.signed_in("member", TEAM), "/session/conditions", routed=told_of_news)
    expect(page.locator(".cad-chart")).to_have_count(0)
    page.wait_for_function(DRAWN)
    heading = page.locator("h2", has_text="Before we leave")
    heading.evaluate(
        "one => { one.scrollIntoView({ behavior: 'instant' }); one.focus(); one.dataset.mine = 'kept'; }"
    )
    before = heading.bounding_box()
    reveal(served.house)
    expect(page.locator(".cad-chart").first).to_be_attached(timeout=30_000)
    expect(heading).to_be_focused()
    expect(heading).to_have_attribute("data-mine", "kept")
    after = heading.bounding_box()
    assert before and after
    assert abs(before["y"] - after["y"]) < 3
    expect(page.locator("[data-notice=news]")).to_contain_text("New: ")
    axe(page)


def test_a_notebook_that_the_facilitator_changes_shows_without_loading_the_page_anew(
    look: Seen, served: Any
) -> None:
    page = look(served.signed_in("member", TEAM), "/session/vision", routed=told_of_news)
    page.evaluate("() => { window.stays = true; }")
    add(served.house, "## One more thing\n\nBring your calendar.", "02-vision.ipynb", "markdown")
    expect(page.get_by_text("Bring your calendar.")).to_be_visible(timeout=30_000)
    expect(page.locator("[data-sections] a").last).to_have_text("One more thing")
    assert page.evaluate("() => window.stays")


def test_a_worker_that_is_killed_comes_back(look: Seen, served: Any) -> None:
    ana = served.signed_in("member", TEAM)
    look(ana, "/session/vision")
    for process in psutil.Process(served.process.pid).children(recursive=True):
        if process.ppid() != served.process.pid:  # a worker: the process that forks them is the server's own
            os.kill(process.pid, signal.SIGKILL)
    add(served.house, "## After the fall\n\nStill here.", "02-vision.ipynb", "markdown")
    page = look(ana, "/session/vision", routed=told_of_news)
    expect(page.get_by_text("Still here.")).to_be_visible(timeout=60_000)


def test_a_lost_connection_is_told_and_told_again_when_it_is_back(look: Seen, served: Any) -> None:
    page = look(served.signed_in("member", TEAM), "/session/prework", routed=told_of_news)
    page.wait_for_load_state("networkidle")
    page.context.set_offline(True)
    expect(page.locator("[data-notice=connection]")).to_contain_text("No connection")
    axe(page)
    page.context.set_offline(False)
    expect(page.locator("[data-notice=connection]")).to_contain_text("back")


def test_a_widget_of_the_facilitators_own_is_moved_by_keyboard(look: Seen, served: Any) -> None:
    page = look(served.signed_in("member", TEAM), "/session/plan", routed=told_of_news)
    expect(page.get_by_text("Groups of 3")).to_be_visible(timeout=60_000)
    page.get_by_role("slider").focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_text("Groups of 4")).to_be_visible(timeout=30_000)
