"""Questions in the room with several browsers at once, on phones, by keyboard, and open to everybody."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from cadence.institute import Institute
from cadence.publish.steps import set_state
from cadence.store import Store, Viewer

pytestmark = [pytest.mark.browser, pytest.mark.notebook]

TEAM = "alcott-elementary"
SOON = 60_000  # milliseconds that a busy machine may take
WITHIN_REACH = "() => document.scrollingElement.scrollWidth <= innerWidth"
SMALL = """() => [...document.querySelectorAll(".cadence-form :is(button, select, textarea)")]
    .map(one => [one.textContent || one.id, one.getBoundingClientRect().height])
    .filter(([, height]) => height && height < 40).map(([text]) => text)"""
CELLS = (
    'book.fist("good-enough")', 'book.dots("where-to-begin")', 'book.brainstorm("what-moves-it")',
    'book.predict("before-we-look")',
)  # fmt: skip
Seen = Callable[..., Page]


@pytest.fixture(scope="module")
def tailored() -> Callable[[Institute], None]:
    """Open session 2 for a team, and put a question of each kind on its page."""

    def tailor(house: Institute) -> None:
        with Store.open(house.database_url) as store:
            set_state(store.view(Viewer("custodian")), "open", cycle=1, teams=[TEAM], session=2)
        path = house.notebooks_dir / "02-vision.ipynb"
        notebook = json.loads(path.read_text("utf-8"))
        kept = [cell for cell in notebook["cells"] if "Workbook" in "".join(cell["source"])]
        new = {"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": None}
        heading = {"cell_type": "markdown", "metadata": {}, "source": "## Together", "id": "together"}
        notebook["cells"] = [notebook["cells"][0], *kept, heading]
        notebook["cells"] += [new | {"source": cell, "id": f"added{n}"} for n, cell in enumerate(CELLS)]
        path.write_text(json.dumps(notebook), "utf-8")

    return tailor


def form(page: Page, name: str) -> Any:
    return page.locator(f".cadence-form[data-id={name}]").first


def far(page: Page) -> Any:
    return form(page, "good-enough").locator(".fill-far")


def others_hand_in(served: Any, name: str, people: int, **values: Any) -> None:
    for n in range(1, people + 1):
        client = served.signed_in("member", TEAM, n)
        changes = {path: {"was": None, "now": now[n % len(now)]} for path, now in values.items()}
        said = {"key": f"{name}{n}", "kind": "question", "id": name, "submit": True, "changes": changes}
        assert client.post("/api/save", said).json["submitted"]


def comfortable(page: Page) -> None:
    assert page.evaluate(WITHIN_REACH)
    assert page.evaluate(SMALL) == []
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def test_a_fist_is_shown_by_one_of_the_team_on_every_page_by_keyboard(look: Seen, served: Any) -> None:
    ana = look(served.signed_in("member", TEAM), "/session/vision", 390)
    ben = look(served.signed_in("member", TEAM, 1), "/session/vision", 1280, color_scheme="dark")
    fist = form(ana, "good-enough")
    expect(far(ana)).to_contain_text("Waiting for 5 more.", timeout=SOON)
    fist.get_by_role("radio", name="1 I am against it").focus()
    ana.keyboard.press("Space")
    fist.get_by_label("What would have to change first?").fill("It names no subject")
    comfortable(ana)
    fist.get_by_role("button", name="Hand in").press("Enter")
    expect(far(ben)).to_contain_text("1 of 8 have handed in.", timeout=SOON)
    show = fist.get_by_role("button", name="Show what we said")
    expect(show).to_be_disabled()
    others_hand_in(
        served, "good-enough", 5, fingers=["4 I am for it and will work on it", "5 I would lead this"]
    )
    expect(far(ana)).to_contain_text("6 of 8 have handed in.", timeout=SOON)
    show.press("Enter")
    expect(fist.get_by_role("button", name="Show it now")).to_be_focused()
    ana.keyboard.press("Enter")
    for page in (ana, ben):
        expect(form(page, "good-enough").get_by_text("It names no subject")).to_be_visible(timeout=SOON)
        expect(form(page, "good-enough").get_by_text("5 of 6 are at 3 or more")).to_be_visible()
        comfortable(page)
    form(ben, "good-enough").get_by_role("button", name="Ask once more").first.click()
    form(ben, "good-enough").get_by_role("button", name="Ask once more", exact=True).click()
    expect(far(ana)).to_contain_text("Round 2. 0 of 8 have handed in.", timeout=SOON)
    expect(fist.get_by_role("radio", name="1 I am against it")).not_to_be_checked()


def test_ideas_are_put_into_groups_on_two_pages_at_once_by_keyboard(look: Seen, served: Any) -> None:
    ana = look(served.signed_in("member", TEAM), "/session/vision", 390)
    ben = look(served.signed_in("member", TEAM, 1), "/session/vision", 1280)
    others_hand_in(served, "what-moves-it", 6, ideas=[f"Idea {n}\nThought {n}" for n in range(7)])
    form(ana, "what-moves-it").get_by_role("button", name="Show what we said").click(timeout=SOON)
    form(ana, "what-moves-it").get_by_role("button", name="Show it now").click()
    mine = form(ana, "what-moves-it").get_by_label("Put “Idea 3” into")
    expect(mine).to_be_visible(timeout=SOON)
    theirs = form(ben, "what-moves-it").get_by_label("Put “Thought 5” into")
    expect(theirs).to_be_visible(timeout=SOON)
    mine.focus()
    ana.keyboard.press("ArrowDown")
    expect(mine).to_be_focused()
    theirs.select_option("B")
    form(ben, "what-moves-it").get_by_label("Name of group B").fill("Routines")
    for page in (ana, ben):
        group = form(page, "what-moves-it").get_by_role("region", name="Group A", exact=True)
        expect(group.get_by_text("Idea 3", exact=True)).to_be_visible(timeout=SOON)
        group = form(page, "what-moves-it").get_by_role("region", name="Group B", exact=True)
        expect(group.get_by_text("Thought 5", exact=True)).to_be_visible(timeout=SOON)
        expect(group.get_by_label("Name of group B")).to_have_value("Routines", timeout=SOON)
        comfortable(page)
