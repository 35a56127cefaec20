"""Several people at one board: each sees what the others do, and nothing is lost silently."""

import pytest
from playwright.sync_api import expect

from .conftest import Sit
from .standin import Table
from .steps import card, move, saved, says, stands

pytestmark = [pytest.mark.browser]


def test_a_move_appears_with_the_others_and_is_said(sit: Sit, table: Table) -> None:
    ana, ben = sit("ana"), sit("ben", width=390)
    card(ben, "c4").locator(".board-title").focus()
    move(ana, "c2", "Doing")
    stands(ben, "doing", "c4", "c2")
    says(ben, "Ana Ruiz moved 'Write exit tickets' to Doing.")
    expect(card(ben, "c4").locator(".board-title")).to_be_focused()
    says(ana, "'Write exit tickets' is now in doing.")


def test_two_moves_of_a_card_leave_the_choice_to_the_second(sit: Sit, table: Table) -> None:
    page = sit()
    table.find("c2")["column"] = "review"  # Ben was quicker, and the page does not know it yet
    table.writers["c2", "column"] = "ben"
    move(page, "c2", "Doing")
    asked = page.get_by_role("group", name="'Write exit tickets' was moved by two")
    expect(asked).to_contain_text("Ben Okafor moved it to In review. You wanted it in Doing.")
    stands(page, "review", "c2", "c5")
    asked.get_by_role("button", name="Move it to Doing").click()
    stands(page, "doing", "c4", "c2")
    expect(asked).to_have_count(0)
    saved(page)
    assert table.column("doing") == ["c4", "c2"]


def test_two_texts_in_one_field_are_both_shown(sit: Sit, table: Table) -> None:
    page = sit()
    card(page, "c5").locator(".board-title").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Done when").fill("Four visits, and we talked about each.")
    dialog.get_by_label("By when").fill("2026-12-04")
    table.find("c5")["standard"] = "Six visits."
    table.writers["c5", "standard"] = "cleo"
    dialog.get_by_role("button", name="Save and close").click()
    asked = page.get_by_role("group", name="'Visit each other once' has two versions")
    expect(asked).to_contain_text("Cleo Park: Six visits.")
    expect(asked).to_contain_text("You: Four visits, and we talked about each.")
    assert table.find("c5")["due"] == "2026-12-04", "the other field is kept"
    asked.get_by_role("button", name="Keep mine").click()
    saved(page)
    assert table.find("c5")["standard"] == "Four visits, and we talked about each."


def test_what_is_refused_stays_where_the_person_sees_it(sit: Sit, table: Table) -> None:
    page = sit()
    card(page, "c2").locator(".board-title").click()
    page.get_by_role("dialog").get_by_label("Done when").fill("forbidden")
    page.get_by_role("button", name="Save and close").click()
    box = page.get_by_role("group", name="Not taken, for 'Write exit tickets'")
    expect(box).to_contain_text("This word is refused. Write another one.")
    box.get_by_role("button", name="Open the card").click()
    expect(page.get_by_role("dialog").get_by_label("Done when")).to_have_value("forbidden")
    page.get_by_role("dialog").get_by_label("Done when").fill("Ten tickets a week.")
    page.get_by_role("button", name="Save and close").click()
    expect(box).to_have_count(0)
    saved(page)
    assert table.find("c2")["standard"] == "Ten tickets a week."
