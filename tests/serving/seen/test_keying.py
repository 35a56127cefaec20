"""A stack of paper, keyed in a browser by keyboard alone."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from cadence.content import Content
from cadence.model import Response
from cadence.publish.steps import set_state
from cadence.store import Viewer

from .conftest import Look
from .test_pages import RULES, WITHIN_REACH
from .test_visits import settled

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

IN_FOCUS = """[...document.querySelectorAll('.fill-grid-row')]
    .findIndex(row => row.contains(document.activeElement))"""
SOON = 60_000  # milliseconds that a busy machine may take


@pytest.fixture(autouse=True)
def asked(served: Any, teams: list[str]) -> None:
    with served.store() as store:
        view = store.view(Viewer("custodian"))
        set_state(view, "open", cycle=1, teams=[teams[0]], session=5, step="pulse")
        view.remove(*view.all(Response, survey="pulse", team=teams[0]))


def handed_in(served: Any, team: str) -> list[list[int | None]]:
    """Return what is marked on the sheets that came in, in the order of the statements."""
    items = [item.id for item in Content.load(served.house.root).survey("pulse").items()]
    with served.store() as store:
        given = store.view(Viewer("custodian")).all(Response, survey="pulse", team=team)
    sheets = [
        [each.answers[item] for item in items if item in each.answers] for each in given if each.submitted
    ]
    return sorted(sheets, key=str)


def told(page: Page, words: str) -> None:
    expect(page.locator(".fill-keyed")).to_contain_text(words, timeout=SOON)


def row_in_focus(page: Page) -> int:
    """Return the number of the row that has the focus, from 0; -1 on anything else."""
    return int(page.evaluate(IN_FOCUS))


def open_to_all(page: Page) -> None:
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 844})
        found = Axe().run(page, options=RULES)
        assert found.violations_count == 0, found.generate_report()
        assert page.evaluate(WITHIN_REACH)


def test_three_sheets_are_keyed_by_digits_with_a_reload_in_the_middle_and_one_is_undone(
    look: Look, served: Any, teams: list[str]
) -> None:
    page = look(served.signed_in("facilitator"), f"/keying/pulse?team={teams[0]}")
    told(page, "0 sheets keyed in this sitting.")
    rows = page.locator(".fill-grid-row").count()
    assert row_in_focus(page) == 0
    page.keyboard.press("Control+Enter")
    told(page, "Nothing is keyed")
    for _ in range(rows):
        page.keyboard.press("4")
    expect(page.get_by_role("button", name="Hand in this sheet")).to_be_focused()
    open_to_all(page)
    page.keyboard.press("Enter")
    told(page, "1 sheet keyed")
    assert row_in_focus(page) == 0
    for each in ("1", "5", "Backspace", "2", "0", " "):  # the second row is put right
        page.keyboard.press(each)
    assert row_in_focus(page) == 4
    settled(page)
    page.reload()
    told(page, "1 sheet keyed")
    assert row_in_focus(page) == 4
    assert page.locator(".fill-grid-row input:checked").count() == 4
    page.keyboard.press("Enter")  # a row that the paper leaves out
    page.keyboard.press("3")
    page.keyboard.press("Control+Enter")
    told(page, "2 sheets keyed")
    page.keyboard.press("5")
    page.keyboard.press("Control+Enter")
    told(page, "3 sheets keyed")
    settled(page)
    second = [1, 2, None, None, 3]
    assert handed_in(served, teams[0]) == sorted([[4] * rows, second, [5]], key=str)
    page.get_by_role("button", name="Undo the last sheet").press("Enter")
    told(page, "The last sheet is taken back. 2 sheets keyed")
    assert row_in_focus(page) == 0
    settled(page)
    assert handed_in(served, teams[0]) == sorted([[4] * rows, second], key=str)
    expect(page.get_by_role("button", name="Undo the last sheet")).to_be_hidden()


def test_a_sheet_that_comes_after_the_survey_is_closed_is_said_and_not_counted(
    look: Look, served: Any, teams: list[str]
) -> None:
    page = look(served.signed_in("facilitator"), f"/keying/pulse?team={teams[0]}")
    told(page, "0 sheets keyed")
    with served.store() as store:
        set_state(
            store.view(Viewer("custodian")), "closed", cycle=1, teams=[teams[0]], session=5, step="pulse"
        )
    page.keyboard.press("3")
    page.keyboard.press("Control+Enter")
    told(page, "A sheet was not taken.")
    told(page, "0 sheets keyed")
    expect(page.locator(".fill-closed")).to_contain_text("in the room", timeout=SOON)
    settled(page)
    assert page.evaluate("Object.keys(localStorage).filter(key => key.includes('keyed/'))") == []
    assert handed_in(served, teams[0]) == []
