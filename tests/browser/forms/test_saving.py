"""What is typed is saved as it is typed, and nothing that was typed is lost, whatever breaks."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from .standin import Room, StandIn
from .steps import CHARTER, KEPT, NORMS, SAVED, WHY, Device, Fill, field, says, settled, write

pytestmark = [pytest.mark.browser]

LEFT = """() => localStorage.setItem("cadence/riverside/ben//form/charter|sent|k1", JSON.stringify({
    key: "k1", kind: "form", id: "charter", record: "", changes: {purpose: {was: null, now: "Left behind"}},
}))"""


def test_what_is_typed_is_saved_without_a_button_and_leaves_nothing_on_the_device(
    fill: Fill, room: Room
) -> None:
    page = fill()
    write(page, "So that every student thinks.")
    says(page, SAVED)
    assert room.values[CHARTER] == {"purpose": "So that every student thinks."}
    assert page.evaluate(KEPT) == []


def test_it_says_saved_only_once_the_server_has_said_so(fill: Fill, room: Room) -> None:
    page = fill()
    room.orders.append("slow")
    write(page, "Not yet")
    says(page, "Saving…")
    expect(page.locator(".fill-status")).not_to_contain_text("Saved")
    assert page.evaluate(KEPT) != []
    room.gate.set()
    says(page, SAVED)


def test_words_typed_during_a_save_follow_it_and_are_no_conflict(fill: Fill, room: Room) -> None:
    page = fill()
    room.orders.append("slow")
    with page.expect_request("**/api/save"):
        write(page, "One")
    write(page, "One and two")
    room.gate.set()
    says(page, SAVED)
    assert room.values[CHARTER] == {"purpose": "One and two"}
    expect(page.locator(".fill-chooser")).to_have_count(0)


def test_a_reply_that_is_lost_after_the_commit_is_asked_for_again_under_the_same_key(
    fill: Fill, room: Room
) -> None:
    page = fill()
    room.orders.append("lost")
    write(page, "Committed once")
    says(page, SAVED)
    first, second = room.requests
    assert first == second and len(room.replies) == 1


@pytest.mark.parametrize("fault", [503, 500, 429, "cut"])
def test_a_fault_that_passes_is_waited_out_and_said(fill: Fill, room: Room, fault: int | str) -> None:
    page = fill()
    room.always = fault
    write(page, "Kept meanwhile")
    says(page, "No connection" if fault == "cut" else "Not saved yet: kept on this device")
    room.always = None
    says(page, SAVED)
    assert room.values[CHARTER] == {"purpose": "Kept meanwhile"}


def test_a_server_killed_while_somebody_types_gets_all_of_it_when_it_is_back(
    fill: Fill, room: Room, server: StandIn
) -> None:
    page = fill()
    write(page, "Before")
    says(page, SAVED)
    server.kill()
    write(page, "Before and after")
    write(page, "Another field", NORMS)
    says(page, "No connection")
    server.start()
    says(page, SAVED)
    assert room.values[CHARTER] == {"purpose": "Before and after", "norms": "Another field"}


def test_a_reload_brings_back_what_could_not_be_sent(fill: Fill, room: Room) -> None:
    page = fill()
    room.always = 503
    write(page, "Typed before the reload")
    says(page, "Not saved yet")
    room.always = None
    page.reload()
    expect(field(page)).to_have_value("Typed before the reload")
    says(page, SAVED)
    assert room.values[CHARTER] == {"purpose": "Typed before the reload"}


def test_closing_the_page_in_mid_word_sends_the_word(fill: Fill, room: Room, device: Device) -> None:
    phone = device()
    page = fill(on=phone)
    field(page).press_sequentially("Closed at once")
    page.close(run_before_unload=True)
    again = fill(on=phone)
    expect(field(again)).to_have_value("Closed at once")
    expect(again.locator(".fill-status")).to_have_count(1)
    assert again.evaluate("pendingNow()") == []


def test_coming_back_with_the_back_button_shows_and_sends_what_was_typed(
    fill: Fill, room: Room, server: StandIn
) -> None:
    page = fill()
    write(page, "Then away")
    page.goto(server.page("ben", "survey.conditions"))
    page.go_back()
    expect(field(page)).to_have_value("Then away")
    settled(page)
    assert room.values[CHARTER] == {"purpose": "Then away"}


def test_what_a_page_left_waiting_when_it_went_away_is_sent_by_the_one_that_is_open(
    fill: Fill, room: Room, server: StandIn, device: Device
) -> None:
    phone = device()
    open_page = fill(on=phone)
    gone = phone.new_page()
    gone.goto(server.page("ben"))
    gone.evaluate(LEFT)
    gone.close()
    settled(open_page)
    assert room.values[CHARTER] == {"purpose": "Left behind"}
    expect(field(open_page)).to_have_value("Left behind")


def test_a_second_device_shows_what_was_saved_on_the_first(fill: Fill) -> None:
    first = fill()
    write(first, "On the phone")
    says(first, SAVED)
    expect(field(fill())).to_have_value("On the phone")


def test_a_draft_that_is_older_than_what_stands_is_a_question_and_overwrites_nothing(
    fill: Fill, room: Room
) -> None:
    page = fill()
    room.always = 503
    write(page, "My draft")
    says(page, "Not saved yet")
    room.write(CHARTER, "purpose", "What Ana wrote meanwhile")
    room.always = None
    page.reload()
    expect(page.get_by_role("group", name=f"Two versions of {WHY}")).to_be_visible()
    assert room.values[CHARTER] == {"purpose": "What Ana wrote meanwhile"}
    expect(field(page)).to_have_value("My draft")


def test_whoever_was_signed_out_keeps_the_draft_until_signed_in_again(fill: Fill, room: Room) -> None:
    page = fill()
    room.always = 401
    write(page, "Still mine")
    says(page, "Signed out: not saved yet")
    page.evaluate("document.activeElement.blur()")
    room.always = None
    says(page, SAVED)
    assert room.values[CHARTER] == {"purpose": "Still mine"}


def test_what_came_too_late_is_shown_to_be_copied_and_never_called_saved(fill: Fill, room: Room) -> None:
    page = fill()
    room.specs["form", "charter"] |= {"state": "closed", "why": "The facilitator has closed this form."}
    room.orders.append(409)
    write(page, "Too late")
    notice = page.get_by_role("group", name="What was not taken")
    expect(notice.get_by_role("textbox")).to_have_value(f"{WHY}: Too late")
    expect(page.get_by_text("The facilitator has closed this form.")).to_be_visible()
    expect(field(page)).to_have_attribute("readonly", "")
    expect(page.locator(".fill-status")).not_to_contain_text("Saved")
    notice.get_by_role("button", name="Throw it away").click()
    expect(notice).to_have_count(0)
    assert page.evaluate(KEPT) == []


def test_a_word_that_is_refused_is_said_beside_the_field_and_stays_in_it(fill: Fill, room: Room) -> None:
    page = fill()
    write(page, "A forbidden word")
    write(page, "A good one", NORMS)
    expect(page.get_by_text("This word is refused. Write another one.")).to_be_visible()
    expect(field(page)).to_have_attribute("aria-invalid", "true")
    page.reload()
    expect(field(page)).to_have_value("A forbidden word")
    write(page, "A better word")
    expect(page.get_by_text("This word is refused")).to_have_count(0)
    says(page, SAVED)
    assert room.values[CHARTER] == {"purpose": "A better word", "norms": "A good one"}


def test_two_tabs_of_one_person_show_the_same_and_never_quarrel(
    fill: Fill, room: Room, device: Device
) -> None:
    phone = device()
    one, other = fill(on=phone), fill(on=phone)
    write(one, "From the first tab")
    expect(field(other)).to_have_value("From the first tab")
    says(one, SAVED)
    write(other, "And on from the second")
    says(other, SAVED)
    expect(field(one)).to_have_value("And on from the second")
    assert room.values[CHARTER] == {"purpose": "And on from the second"}
    for page in (one, other):
        expect(page.locator(".fill-chooser")).to_have_count(0)


def test_a_tab_sends_what_another_tab_left_behind(fill: Fill, room: Room, device: Device) -> None:
    phone = device()
    one, other = fill(on=phone), fill(on=phone)
    room.always = 503
    write(one, "Left behind")
    says(one, "Not saved yet")
    one.close()
    room.always = None
    settled(other)
    assert room.values[CHARTER] == {"purpose": "Left behind"}


def test_a_device_without_room_says_so_and_still_sends(fill: Fill, room: Room) -> None:
    page = fill()
    page.evaluate(
        "() => { Storage.prototype.setItem = () => { throw new DOMException('', 'QuotaExceededError'); }; }"
    )
    room.always = 503
    write(page, "No room for this")
    says(page, "This device has no room left to keep a copy")
    room.always = None
    says(page, SAVED)
    assert room.values[CHARTER] == {"purpose": "No room for this"}


def test_a_lost_connection_is_said_even_where_nothing_waits_and_so_is_its_return(
    fill: Fill, device: Device
) -> None:
    phone = device()
    page = fill(on=phone)
    phone.set_offline(True)
    says(page, "You can go on: what you type is kept on this device")
    expect(page.locator("[role=status].cad-hidden", has_text="No connection")).to_have_count(1)
    phone.set_offline(False)
    expect(page.locator("[role=status].cad-hidden", has_text="The connection is back")).to_have_count(1)


def test_ten_minutes_without_a_connection_lose_nothing(fill: Fill, room: Room, device: Device) -> None:
    phone = device()
    phone.clock.install()
    page = fill(on=phone)
    room.always = "cut"
    write(page, "Written at the beginning")
    phone.clock.run_for(600_000)
    write(page, "Written at the end", NORMS)
    says(page, "No connection")
    room.always = None
    phone.clock.run_for(20_000)
    says(page, SAVED)
    assert room.values[CHARTER] == {"purpose": "Written at the beginning", "norms": "Written at the end"}


@pytest.mark.parametrize("skew", [timedelta(days=-400), timedelta(days=400)])
def test_a_clock_that_is_wrong_does_no_harm(fill: Fill, room: Room, skew: timedelta) -> None:
    room.skew = skew
    page = fill()
    write(page, "At what time?")
    says(page, SAVED)
    write(page, "At another time")
    settled(page)
    assert room.values[CHARTER] == {"purpose": "At another time"}


def test_another_person_on_the_same_device_neither_sees_nor_sends_a_draft(
    fill: Fill, room: Room, device: Device
) -> None:
    shared = device()
    bens = fill(on=shared)
    room.orders.extend([503] * 50)
    write(bens, "Ben's own")
    says(bens, "Not saved yet")
    bens.close()
    anas = fill(on=shared, person="ana")
    expect(field(anas)).to_have_value("")
    room.orders.clear()
    write(anas, "Ana's", NORMS)
    says(anas, SAVED)
    assert "purpose" not in room.values[CHARTER]
    expect(field(fill(on=shared))).to_have_value("Ben's own")


def test_everything_that_was_acknowledged_stands(fill: Fill, room: Room, server: StandIn) -> None:
    page = fill()
    for at in range(6):
        room.orders.extend([503, "lost"][: at % 3])
        field(page).press_sequentially(f"word{at} ")
        field(page, NORMS).press_sequentially(f"more{at} ")
    settled(page)
    words = "".join(f"word{at} " for at in range(6))
    assert room.values[CHARTER] == {"purpose": words, "norms": words.replace("word", "more")}
