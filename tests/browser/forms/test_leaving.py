"""Signing out: what was typed is saved first, or the person gives it up; then nothing stays on the device."""

import pytest
from playwright.sync_api import Page, expect

from .standin import Room
from .steps import CHARTER, KEPT, WHY, Fill, field, says, write

pytestmark = [pytest.mark.browser]


def leave(page: Page) -> None:
    page.get_by_role("button", name="Sign out", exact=True).click()


def test_signing_out_waits_until_everything_is_saved(fill: Fill, room: Room) -> None:
    page = fill()
    room.orders.append("slow")
    write(page, "Typed a moment ago")
    leave(page)
    expect(field(page)).to_be_visible()
    room.gate.set()
    page.wait_for_url("**/as/ben/")
    assert room.values[CHARTER] == {"purpose": "Typed a moment ago"}
    assert page.evaluate(KEPT) == []


def test_without_a_connection_it_lists_what_would_be_lost_and_asks(fill: Fill, room: Room) -> None:
    page = fill()
    room.always = "cut"
    write(page, "Would be lost")
    says(page, "No connection")
    leave(page)
    dialog = page.get_by_role("dialog", name="1 answer has not been saved yet")
    expect(dialog.get_by_role("listitem")).to_have_text(f"{WHY}: “Would be lost”")
    expect(dialog.get_by_role("button", name="Stay signed in")).to_be_focused()
    page.keyboard.press("Enter")
    expect(dialog).to_have_count(0)
    room.always = None
    page.get_by_role("textbox", name=WHY).press("End")
    expect(page.locator(".fill-status")).to_contain_text("Saved at")
    assert room.values[CHARTER] == {"purpose": "Would be lost"}


def test_whoever_gives_it_up_leaves_nothing_on_the_device(fill: Fill, room: Room) -> None:
    page = fill()
    room.always = 503
    write(page, "Given up")
    says(page, "Not saved yet")
    leave(page)
    page.get_by_role("button", name="Sign out and lose it").click()
    page.wait_for_url("**/as/ben/")
    assert page.evaluate(KEPT) == []
    assert room.values[CHARTER] == {}


def test_without_a_connection_nothing_stays_in_sight_and_the_server_is_told_when_it_can_be(
    fill: Fill, room: Room
) -> None:
    page = fill()
    room.always = "cut"
    write(page, "Given up")
    says(page, "No connection")
    leave(page)
    page.get_by_role("button", name="Sign out and lose it").click()
    expect(page.get_by_role("heading", name="You are signed out on this page")).to_be_visible()
    expect(page.get_by_role("status")).to_contain_text("ask your facilitator to revoke your sign-in")
    expect(page.get_by_role("textbox")).to_have_count(0)
    assert "Given up" not in page.content()
    assert page.evaluate(KEPT) == []
    assert room.left == []
    room.always = None
    page.wait_for_url("**/as/ben/")
    assert room.left == ["ben"]
    assert room.values[CHARTER] == {}


def test_what_would_be_lost_is_called_by_its_questions_and_no_answer_is_shown(fill: Fill, room: Room) -> None:
    page = fill()
    room.always = 503
    page.get_by_label("In our hands").check()
    page.get_by_label("Hours a week (h)").fill("2")
    page.get_by_label("Member").first.fill("Ana")
    says(page, "Not saved yet")
    leave(page)
    listed = page.get_by_role("dialog").get_by_role("listitem")
    listed.first.wait_for()
    assert sorted(listed.all_inner_texts()) == [
        "Hours a week (h)",
        "Member: “Ana”",
        "Where does the answer lie?",
        "Who is on the team: a row",
    ]


def test_escape_stays(fill: Fill, room: Room) -> None:
    page = fill()
    room.always = 503
    write(page, "Kept")
    says(page, "Not saved yet")
    leave(page)
    page.get_by_role("dialog").wait_for()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert page.evaluate(KEPT) != []


def test_a_form_that_waits_to_be_handed_in_is_not_left_behind(fill: Fill, room: Room) -> None:
    page = fill()
    write(page, "Complete")
    says(page, "Saved at")
    room.always = 503
    page.get_by_role("button", name="Hand in").click()
    says(page, "Not saved yet")
    leave(page)
    expect(page.get_by_role("dialog").get_by_role("listitem")).to_have_text(
        "Handing in the form “Team charter”"
    )
