"""Every control, by keyboard alone, and what is said about what is wrong."""

import pytest
from playwright.sync_api import Page, expect

from .standin import Room
from .steps import CHARTER, WHY, Fill, field, reach, saved, says, settled, write

pytestmark = [pytest.mark.browser]


def rows(room: Room, table: str = "members") -> dict[str, dict[str, object]]:
    """Return the rows of a table as they stand, by the first cell."""
    found: dict[str, dict[str, object]] = {}
    for path, value in room.values[CHARTER].items():
        name, *rest = path.split("/")
        if name == table and len(rest) == 2:
            found.setdefault(rest[0], {})[rest[1]] = value
    return found


def test_every_control_is_reached_and_filled_by_keyboard_alone(fill: Fill, room: Room) -> None:
    page = fill()
    press = page.keyboard.press
    reach(page, WHY)
    page.keyboard.type("Students think")
    reach(page, "Hours a week")
    page.keyboard.type("2.5")
    reach(page, "We read this again on")
    page.keyboard.type("05/05/2027")
    reach(page, "In our hands")
    press("Space")
    press("ArrowDown")
    reach(page, "Tuesday")
    press("Space")
    reach(page, "Who leads?")
    page.keyboard.type("Ben")
    reach(page, "Not yet")
    press("Space")
    press("ArrowRight")
    reach(page, "Everybody was heard")
    press("Space")
    reach(page, "Ben Cole")
    press("Space")
    reach(page, "Somebody who is not on this list")
    page.keyboard.type("Dana Fox")
    press("Enter")
    reach(page, "Hand in")
    press("Enter")
    expect(page.get_by_text("Handed in. You can change it until the session.")).to_be_visible()
    assert room.values[CHARTER] == {
        "purpose": "Students think",
        "hours": 2.5,
        "review": "2027-05-05",
        "reach": "in-our-reach",
        "days": ["tuesday"],
        "lead": "ben-cole",
        "marks/r1": "partly",
        "tests/everybody-was-heard": True,
        "listed": ["ben", "Dana Fox"],
    }


def test_a_row_is_saved_with_its_first_word_removed_and_brought_back_by_keyboard(
    fill: Fill, room: Room
) -> None:
    page = fill()
    reach(page, "Member")
    page.keyboard.type("Ana")
    reach(page, "Hours")
    page.keyboard.type("3")
    saved(page)
    assert list(rows(room).values()) == [{"name": "Ana", "since": 3}]
    reach(page, "Remove")
    page.keyboard.press("Enter")
    settled(page)
    assert rows(room) == {}
    assert page.evaluate("document.activeElement.textContent") == "Undo"
    page.keyboard.press("Enter")
    settled(page)
    assert list(rows(room).values()) == [{"name": "Ana", "since": 3}]
    assert page.evaluate("document.activeElement.value") == "Ana"


def test_undo_before_the_removal_was_sent_changes_nothing(fill: Fill, room: Room) -> None:
    page = fill()
    page.get_by_label("Member").first.fill("Ana")
    saved(page)
    room.orders.append("slow")
    with page.expect_request("**/api/save"):
        page.get_by_role("button", name="Remove").first.click()
    page.get_by_role("button", name="Undo").click()
    room.gate.set()
    settled(page)
    assert list(rows(room).values()) == [{"name": "Ana"}]


def test_empty_rows_are_offered_and_never_saved(fill: Fill, room: Room) -> None:
    page = fill()
    expect(page.get_by_label("Member")).to_have_count(2)
    page.get_by_role("button", name="Add a row").click()
    expect(page.get_by_label("Member")).to_have_count(3)
    assert page.evaluate("document.activeElement.labels[0].textContent") == "Member"
    page.keyboard.type("Third")
    saved(page)
    assert list(rows(room).values()) == [{"name": "Third"}]


def test_rows_keep_their_order_over_a_reload(fill: Fill, room: Room) -> None:
    page = fill()
    for at, name in enumerate(["Zoe", "Ana"]):
        page.get_by_label("Member").nth(at).fill(name)
    saved(page)
    page.reload()
    expect(page.get_by_label("Member").first).to_have_value("Zoe")
    expect(page.get_by_label("Member").nth(1)).to_have_value("Ana")


def test_given_rows_are_there_with_their_names_and_cannot_be_removed(fill: Fill, room: Room) -> None:
    page = fill()
    row = page.get_by_role("group", name="A protocol")
    row.get_by_label("How we do it").fill("Tuning")
    saved(page)
    assert room.values[CHARTER] == {"meetings/f2/how": "Tuning"}
    assert row.get_by_role("button").count() == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("many", "“many” is not a number. Write it in figures, such as 12."),
        ("99", "99 is too large. Write a number from 1 to 60."),
    ],
)
def test_what_is_no_fitting_number_is_said_once_the_field_is_left_kept_and_not_sent(
    fill: Fill, room: Room, words: str, said: str
) -> None:
    page = fill()
    hours = page.get_by_label("Hours a week (h)")
    hours.fill(words)
    expect(page.get_by_text(said)).to_have_count(0)
    hours.press("Tab")
    expect(page.get_by_text(said)).to_be_visible()
    expect(hours).to_have_attribute("aria-invalid", "true")
    page.reload()
    expect(hours).to_have_value(words)
    hours.fill("1,5")
    saved(page)
    assert room.values[CHARTER] == {"hours": 1.5}
    expect(page.get_by_text(said)).to_have_count(0)


def test_an_answer_can_be_taken_back(fill: Fill, room: Room) -> None:
    page = fill()
    page.get_by_label("In our reach").check()
    saved(page)
    page.get_by_role("button", name="Clear this answer").first.click()
    settled(page)
    assert room.values[CHARTER] == {}
    expect(page.get_by_label("In our reach")).not_to_be_checked()


def test_what_is_missing_is_listed_with_a_link_to_its_field(fill: Fill, room: Room) -> None:
    page = fill()
    page.get_by_role("button", name="Hand in").click()
    summary = page.get_by_role("alert")
    expect(summary).to_be_focused()
    summary.get_by_role("link", name=f"{WHY}: still needs an answer").press("Enter")
    expect(field(page)).to_be_focused()
    assert room.submitted == {}
    write(page, "Now it is there")
    page.get_by_role("button", name="Hand in").click()
    expect(page.get_by_text("Handed in.")).to_be_visible()
    expect(summary).to_be_empty()


def test_what_is_handed_in_without_a_connection_is_handed_in_when_it_is_back(fill: Fill, room: Room) -> None:
    page = fill()
    room.always = "cut"
    write(page, "Offline")
    page.get_by_role("button", name="Hand in").click()
    expect(page.get_by_text("Handing in…")).to_be_visible()
    says(page, "No connection")
    room.always = None
    expect(page.get_by_text("Handed in.")).to_be_visible()
    assert room.values[CHARTER] == {"purpose": "Offline"}


def test_a_closed_form_can_be_read_and_not_changed(fill: Fill, room: Room) -> None:
    room.values[CHARTER]["purpose"] = "As it stands"
    room.specs["form", "charter"] |= {"state": "closed", "why": "The facilitator opens this in the session."}
    page = fill()
    expect(page.get_by_text("The facilitator opens this in the session.")).to_be_visible()
    expect(field(page)).to_have_value("As it stands")
    expect(field(page)).not_to_be_editable()
    expect(page.get_by_label("In our reach")).to_be_disabled()
    expect(page.get_by_role("button", name="Hand in")).to_be_disabled()


def test_a_form_that_is_opened_opens_on_the_page_by_itself(fill: Fill, room: Room) -> None:
    room.specs["form", "charter"] |= {"state": "closed", "why": "Not yet."}
    page = fill()
    expect(field(page)).not_to_be_editable()
    room.specs["form", "charter"] |= {"state": "open", "why": ""}
    room.changes.append(CHARTER)
    expect(field(page)).to_be_editable()


HOSTILE = """<img src=x onerror="document.title='broken in'"><script>document.title='broken in'</script>"""


def everything_hostile(page: Page) -> None:
    """Write markup wherever something can be written."""
    for box in page.locator("textarea, input[type=text]:not([inputmode])").all():
        box.fill(HOSTILE)
    page.get_by_role("button", name="Add", exact=True).click()


def test_markup_in_any_field_stays_words(fill: Fill, room: Room) -> None:
    page = fill()
    everything_hostile(page)
    saved(page)
    room.write(CHARTER, "purpose", HOSTILE, by=HOSTILE)
    again = fill()
    write(again, "mine")
    room.write(CHARTER, "norms", f"{HOSTILE} too", by=HOSTILE)
    expect(again.locator(".fill-by", has_text="Changed by")).to_be_visible()
    for one in (page, again):
        assert one.title() == "Forms"
        assert one.locator(".cad-fill img, .cad-fill script").count() == 0


@pytest.mark.parametrize("where", ["title", "purpose", "example", "notice", "why"])
def test_markup_in_a_specification_stays_words(fill: Fill, room: Room, where: str) -> None:
    room.specs["form", "charter"] |= {"state": "closed", where: HOSTILE}
    page = fill()
    assert page.title() == "Forms"
    assert page.locator(".cad-fill img, .cad-fill script").count() == 0
