"""Two people in one form: each sees the other's work, and neither writes over it."""

import pytest
from playwright.sync_api import Page, expect

from .standin import Room
from .steps import CHARTER, NORMS, WHY, Fill, field, saved, settled, write

pytestmark = [pytest.mark.browser]

COVERED = """() => {
    const foot = document.querySelector(".fill-status").getBoundingClientRect().top;
    return [...document.querySelectorAll(".fill-chooser button")]
        .filter(one => one.getBoundingClientRect().bottom > foot).map(one => one.textContent);
}"""


def chooser(page: Page) -> object:
    return page.get_by_role("group", name=f"Two versions of {WHY}")


def conflict(fill: Fill, room: Room) -> Page:
    """Return a page on which Ben and Ana wrote different things in one field."""
    page = fill()
    room.orders.append(503)
    write(page, "Ben's words")
    room.write(CHARTER, "purpose", "Ana's words")
    expect(chooser(page)).to_be_visible()
    return page


def test_each_sees_what_the_other_wrote_and_who_it_was(fill: Fill, room: Room) -> None:
    ana, ben = fill(person="ana"), fill(person="ben")
    write(ana, "From Ana")
    expect(field(ben)).to_have_value("From Ana")
    expect(ben.get_by_text("Changed by ana")).to_be_visible()
    write(ben, "From Ben", NORMS)
    expect(field(ana, NORMS)).to_have_value("From Ben")
    settled(ana)
    assert room.values[CHARTER] == {"purpose": "From Ana", "norms": "From Ben"}


def test_a_field_in_which_somebody_is_does_not_change_under_their_hands(fill: Fill, room: Room) -> None:
    page = fill()
    field(page).focus()
    room.write(CHARTER, "purpose", "Ana's")
    room.write(CHARTER, "norms", "Ana's too")
    expect(field(page, NORMS)).to_have_value("Ana's too")
    expect(field(page)).to_have_value("")
    field(page, NORMS).focus()
    expect(field(page)).to_have_value("Ana's")


def test_both_versions_are_shown_and_mine_can_be_kept(fill: Fill, room: Room) -> None:
    page = conflict(fill, room)
    expect(chooser(page)).to_contain_text("Ana's words")
    expect(field(page)).to_have_value("Ben's words")
    expect(page.locator("[aria-live]", has_text="Ana Ruiz wrote something else here")).to_be_visible()
    page.get_by_role("button", name="Keep mine").press("Enter")
    saved(page)
    expect(chooser(page)).to_have_count(0)
    expect(field(page)).to_be_focused()
    assert room.values[CHARTER] == {"purpose": "Ben's words"}


def test_the_foot_says_that_a_choice_is_open_and_leads_to_it_where_it_does_not_cover_it(
    fill: Fill, room: Room
) -> None:
    page = conflict(fill, room)
    foot = page.locator(".fill-status")
    expect(foot).to_contain_text("1 answer waits for your choice")
    expect(foot).not_to_contain_text("Saved")
    page.set_viewport_size({"width": 390, "height": 500})  # a phone with its keyboard out
    page.evaluate("scrollTo(0, 0)")
    foot.get_by_role("button", name="Show it").click()
    mine = page.get_by_role("button", name="Keep mine")
    expect(mine).to_be_focused()
    expect(mine).to_be_in_viewport()
    for button in page.locator(".fill-chooser button").all():
        button.click(trial=True)
    assert page.evaluate(COVERED) == []
    mine.press("Enter")
    saved(page)
    expect(foot.get_by_role("button")).to_be_hidden()


def test_theirs_can_be_taken(fill: Fill, room: Room) -> None:
    page = conflict(fill, room)
    page.get_by_role("button", name="Take what Ana Ruiz wrote").press("Enter")
    expect(field(page)).to_have_value("Ana's words")
    settled(page)
    assert room.values[CHARTER] == {"purpose": "Ana's words"}


def test_both_can_be_put_together_and_edited(fill: Fill, room: Room) -> None:
    page = conflict(fill, room)
    page.get_by_role("button", name="Put both in, and edit").press("Enter")
    page.keyboard.press("Control+End")
    page.keyboard.type(" Done.")
    saved(page)
    assert room.values[CHARTER] == {"purpose": "Ben's words\n\nAna's words Done."}


def test_an_open_choice_outlives_a_reload_and_follows_what_the_other_writes_next(
    fill: Fill, room: Room
) -> None:
    page = conflict(fill, room)
    page.reload()
    expect(chooser(page)).to_contain_text("Ana's words")
    room.write(CHARTER, "purpose", "Ana's last words")
    expect(chooser(page)).to_contain_text("Ana's last words")
    page.get_by_role("button", name="Keep mine").click()
    settled(page)
    assert room.values[CHARTER] == {"purpose": "Ben's words"}


def test_whoever_writes_on_before_choosing_chooses_between_the_newest(fill: Fill, room: Room) -> None:
    page = conflict(fill, room)
    write(page, "Ben's second thought")
    page.get_by_role("button", name="Keep mine").click()
    settled(page)
    assert room.values[CHARTER] == {"purpose": "Ben's second thought"}


def test_a_choice_between_two_options_is_named_by_its_words(fill: Fill, room: Room) -> None:
    page = fill()
    room.orders.append(503)
    page.get_by_label("In our hands").check()
    room.write(CHARTER, "reach", "outside")
    other = page.get_by_role("group", name="Two versions of Where does the answer lie?")
    expect(other.locator(".fill-theirs")).to_have_text("Outside")
    expect(other.get_by_role("button", name="Put both in")).to_have_count(0)
    other.get_by_role("button", name="Take what Ana Ruiz wrote").click()
    expect(page.get_by_label("Outside")).to_be_checked()


def test_a_form_is_not_handed_in_while_a_choice_is_open(fill: Fill, room: Room) -> None:
    page = conflict(fill, room)
    page.get_by_role("button", name="Hand in").click()
    expect(page.get_by_role("alert")).to_contain_text("has two versions; please choose one")
    assert room.submitted == {}


def test_rows_of_two_people_stand_side_by_side(fill: Fill, room: Room) -> None:
    ana, ben = fill(person="ana"), fill(person="ben")
    ana.get_by_label("Member").first.fill("Ana")
    ben.get_by_label("Member").first.fill("Ben")
    names = [page.get_by_label("Member") for page in (ana, ben)]
    for page, boxes in zip((ana, ben), names, strict=True):
        settled(page)
        expect(boxes.nth(0)).not_to_have_value("")
        expect(boxes.nth(1)).not_to_have_value("")
    assert sorted(box.input_value() for box in names[0].all() if box.input_value()) == ["Ana", "Ben"]
    assert [box.input_value() for box in names[0].all()][:2] == [box.input_value() for box in names[1].all()][
        :2
    ]


def test_a_row_that_somebody_else_took_away_goes_and_a_row_under_ones_hands_stays(
    fill: Fill, room: Room
) -> None:
    for at, name in enumerate(["Ana", "Ben"]):
        room.values[CHARTER] |= {f"members/{at:032}": {"order": at}, f"members/{at:032}/name": name}
    page = fill()
    page.get_by_label("Member").nth(1).focus()
    for at in range(2):
        room.write(CHARTER, f"members/{at:032}", None)
    expect(page.get_by_label("Member")).to_have_count(1)
    expect(page.get_by_label("Member")).to_be_focused()
