"""The survey, the visit and the practice moments: forms with ways of their own."""

from datetime import date

import pytest
from playwright.sync_api import Page, expect

from .standin import Room
from .steps import Device, Fill, field, saved, says, settled, write

pytestmark = [pytest.mark.browser]

CONDITIONS = ("survey", "conditions", "")
AGREE = "We stay together as a team long enough to get good at our work."


def mark(page: Page, statement: str, answer: str) -> None:
    page.get_by_role("radiogroup", name=statement).get_by_label(answer, exact=True).check()


# --- the survey ----------------------------------------------------------------------------------------


def test_a_survey_says_who_sees_what_before_anything_is_asked(fill: Fill) -> None:
    page = fill("survey.conditions")
    notice = page.get_by_text("Your answers are confidential.")
    first = page.locator("input, textarea").first
    assert notice.bounding_box()["y"] < first.bounding_box()["y"]  # type: ignore[index]
    assert first.get_attribute("type") == "checkbox"  # the roster comes first


def test_a_survey_says_how_far_one_is_and_leads_to_what_is_open(fill: Fill) -> None:
    page = fill("survey.conditions")
    expect(page.get_by_text("0 of 4")).to_be_visible()
    mark(page, AGREE, "Cannot say")
    expect(page.get_by_text("1 of 4")).to_be_visible()
    page.get_by_role("button", name="Next open one").click()
    statement = (
        "document.activeElement.closest('.fill-grid-row').querySelector('.fill-statement').textContent"
    )
    assert str(page.evaluate(statement)).startswith("Asked separately")


def test_a_survey_can_be_broken_off_taken_up_on_another_device_and_handed_in(fill: Fill, room: Room) -> None:
    page = fill("survey.conditions")
    mark(page, AGREE, "Agree")
    page.get_by_label("Ben Cole").check()
    saved(page)
    other = fill("survey.conditions")
    expect(other.get_by_role("radiogroup", name=AGREE).get_by_label("Agree", exact=True)).to_be_checked()
    expect(other.get_by_label("Ben Cole")).to_be_checked()
    other.get_by_role("button", name="Hand in").click()
    expect(other.get_by_role("alert").get_by_role("link")).to_have_count(3)
    for row in other.get_by_role("radiogroup").all():
        row.get_by_label("Disagree", exact=True).check()
    other.get_by_role("button", name="Hand in").click()
    expect(other.get_by_text("Handed in. You can change it until results are shown.")).to_be_visible()
    assert CONDITIONS in room.submitted


def test_a_survey_without_an_answer_says_so_and_one_with_some_open_is_handed_in_and_says_which(
    fill: Fill, room: Room
) -> None:
    room.specs["survey", "conditions"]["parts"][1]["required"] = False
    page = fill("survey.conditions")
    page.get_by_role("button", name="Hand in").click()
    summary = page.get_by_role("alert")
    summary.get_by_role("link").filter(has_text="no statement is answered yet").click()
    assert room.submitted == {}
    mark(page, AGREE, "Agree")
    page.get_by_role("button", name="Hand in").click()
    expect(summary).to_contain_text("3 statements are still open. What you answered is handed in without")
    expect(page.get_by_text("Handed in. You can change it until results are shown.")).to_be_visible()
    summary.get_by_role("link").nth(1).press("Enter")
    expect(page.get_by_role("radiogroup").nth(2).get_by_role("radio").first).to_be_focused()
    for row in page.get_by_role("radiogroup").all():
        row.get_by_label("Disagree", exact=True).check()
    page.get_by_role("button", name="Hand in again").click()
    expect(summary).to_be_empty()
    saved(page)
    assert len(room.values[CONDITIONS]) == 4


def test_what_the_server_says_against_handing_in_is_shown(fill: Fill, room: Room) -> None:
    room.unready = {"what": "The day is over.", "remedy": "Ask your facilitator."}
    page = fill()
    write(page, "Complete")
    page.get_by_role("button", name="Hand in").click()
    expect(page.get_by_role("alert")).to_contain_text("The day is over. Ask your facilitator.")
    assert room.submitted == {}


def test_a_survey_that_was_handed_in_can_be_changed(fill: Fill, room: Room) -> None:
    room.submitted[CONDITIONS] = room.now()
    page = fill("survey.conditions")
    expect(page.get_by_text("Handed in.")).to_be_visible()
    mark(page, AGREE, "Strongly agree")
    saved(page)
    assert room.values[CONDITIONS] == {"items/s1": "strongly-agree"}


def test_a_revealed_survey_is_closed_and_says_why(fill: Fill, room: Room) -> None:
    room.specs["survey", "conditions"] |= {"state": "revealed", "why": "The results are shown now."}
    page = fill("survey.conditions")
    expect(page.get_by_text("The results are shown now.")).to_be_visible()
    for radio in page.get_by_role("radio").all():
        expect(radio).to_be_disabled()


# --- the visit -----------------------------------------------------------------------------------------


def visits(room: Room) -> list[dict[str, object]]:
    return [values for (kind, _, _), values in room.values.items() if kind == "visit" and values]


def visited(page: Page, targets: str = "3 Used", agency: str = "Not observed") -> None:
    page.get_by_role("group", name="Targets in use").get_by_label(targets).check()
    page.get_by_role("group", name="Students steer their work").get_by_label(agency).check()


def test_a_visit_is_a_few_taps_and_not_observed_is_an_answer_of_its_own(fill: Fill, room: Room) -> None:
    page = fill("visit.walkthrough")
    page.get_by_label("3-5").check()
    visited(page)
    saved(page)
    assert visits(room) == [
        {
            "on": date.today().isoformat(),
            "grade-band": "3-5",
            "levels/targets": 3,
            "levels/agency": "not-observed",
        }
    ]


def test_looking_at_the_form_makes_no_visit(fill: Fill, room: Room) -> None:
    page = fill("visit.walkthrough")
    expect(page.get_by_label("Day")).to_have_value(date.today().isoformat())
    settled(page)
    assert room.requests == []


def test_what_stays_the_same_is_there_for_the_next_visit_and_what_was_seen_is_not(
    fill: Fill, room: Room
) -> None:
    page = fill("visit.walkthrough")
    page.get_by_label("3-5").check()
    page.get_by_label("Subject").select_option(label="Science")
    field(page, "What you saw").fill("Two students compared drafts.")
    visited(page)
    page.get_by_role("button", name="Done: next visit").click()
    expect(page.locator(".fill-steady > summary")).to_contain_text("3-5 · Science")
    expect(page.get_by_role("radio", name="3-5")).to_have_count(0)  # one line, until something of it changes
    expect(field(page, "What you saw")).to_have_value("")
    expect(page.get_by_role("radio", name="3 Used").first).not_to_be_checked()
    expect(page.get_by_text("My visits today: 1")).to_be_visible()
    visited(page, "1 Absent", "2 Shown")
    saved(page)
    first, second = visits(room)
    assert (first["subject"], first["levels/targets"]) == ("science", 3)
    assert second == {
        "on": date.today().isoformat(),
        "grade-band": "3-5",
        "subject": "science",
        "levels/targets": 1,
        "levels/agency": 2,
    }


def test_a_visit_with_a_gap_is_not_done_and_says_where(fill: Fill) -> None:
    page = fill("visit.walkthrough")
    page.get_by_role("group", name="Targets in use").get_by_label("3 Used").check()
    page.get_by_role("button", name="Done: next visit").click()
    expect(page.get_by_role("alert")).to_contain_text("Students steer their work: still needs an answer")


def test_visits_without_a_connection_are_counted_and_sent_when_it_is_back(
    fill: Fill, room: Room, device: Device
) -> None:
    phone = device()
    page = fill("visit.walkthrough", on=phone)
    phone.set_offline(True)
    for _ in range(3):
        visited(page)
        page.get_by_role("button", name="Done: next visit").click()
    expect(page.get_by_text("3 visits wait to be sent")).to_be_visible()
    says(page, "No connection")
    phone.set_offline(False)
    saved(page)
    assert len(visits(room)) == 3
    expect(page.get_by_text("wait to be sent")).to_have_count(0)


def test_a_visit_of_today_can_be_changed(fill: Fill, room: Room) -> None:
    page = fill("visit.walkthrough")
    page.get_by_label("3-5").check()
    visited(page)
    page.get_by_role("button", name="Done: next visit").click()
    page.get_by_role("button", name="Change: 3-5").click()
    expect(page.get_by_label("3 Used").first).to_be_checked()
    page.get_by_label("4 Steering").first.check()
    saved(page)
    assert [one["levels/targets"] for one in visits(room)] == [4]


def told(room: Room) -> list[str]:
    """Return what stands in each visit, in an order of its own."""
    return sorted(str(sorted(one.items())) for one in visits(room))


def done(page: Page, targets: str = "3 Used") -> None:
    visited(page, targets)
    page.get_by_role("button", name="Done: next visit").click()


def test_a_visit_is_taken_back_and_that_is_undone_before_it_was_sent_and_after(
    fill: Fill, room: Room, device: Device
) -> None:
    phone = device()
    page = fill("visit.walkthrough", on=phone)
    done(page)
    done(page, "1 Absent")
    saved(page)
    both = told(room)
    phone.set_offline(True)
    page.get_by_role("button", name="Take back: Visit").first.click()
    expect(page.get_by_text("My visits today: 1")).to_be_visible()
    expect(page.get_by_role("button", name="Undo: Visit")).to_be_focused()
    phone.set_offline(False)
    settled(page)
    assert [one["levels/targets"] for one in visits(room)] == [3]
    page.reload()
    page.get_by_role("button", name="Undo: Visit").click()  # the removal was sent: it is written anew
    settled(page)
    assert told(room) == both
    room.always = 503
    page.get_by_role("button", name="Take back: Visit").first.click()
    page.get_by_role("button", name="Undo: Visit").click()
    room.always = None
    settled(page)
    assert told(room) == both
    removals = [each for each in room.requests if each.get("remove")]
    assert removals and all(each["changes"] == {} for each in removals)


def test_a_removal_that_arrives_once_more_takes_nothing_that_was_brought_back(fill: Fill, room: Room) -> None:
    page = fill("visit.walkthrough")
    done(page)
    saved(page)
    room.orders = ["lost"]  # it arrives, and the page never hears so
    page.get_by_role("button", name="Take back: Visit").click()
    expect(page.get_by_text("Taken back.", exact=True)).to_be_visible()
    settled(page)  # it is sent once more, and that is answered
    page.get_by_role("button", name="Undo: Visit").click()
    settled(page)
    assert [one["levels/targets"] for one in visits(room)] == [3]
    late = next(each for each in room.requests if each.get("remove"))
    room.replies.clear()
    room.save("ben", late)
    assert [one["levels/targets"] for one in visits(room)] == [3]


def test_a_removal_that_is_refused_is_said_and_the_visit_stands(fill: Fill, room: Room) -> None:
    page = fill("visit.walkthrough")
    done(page)
    saved(page)
    room.orders = [403]
    page.get_by_role("button", name="Take back: Visit").click()
    expect(page.locator(".fill-visits")).to_contain_text("The server said 403.")
    expect(page.get_by_text("My visits today: 1")).to_be_visible()
    assert len(visits(room)) == 1


def test_a_visit_that_was_begun_is_in_the_list_when_another_is_opened(
    fill: Fill, room: Room, device: Device
) -> None:
    phone = device()
    page = fill("visit.walkthrough", on=phone)
    done(page)
    saved(page)
    phone.set_offline(True)
    page.get_by_role("group", name="Targets in use").get_by_label("1 Absent").check()
    page.get_by_role("button", name="Change: Visit").click()
    expect(page.get_by_label("3 Used").first).to_be_checked()  # this device knows it
    expect(page.get_by_text("My visits today: 2")).to_be_visible()
    page.get_by_role("button", name="Take back: Visit").last.click()  # the one that is on the screen
    expect(page.get_by_label("3 Used").first).not_to_be_checked()
    phone.set_offline(False)
    settled(page)
    assert [one["levels/targets"] for one in visits(room)] == [1]


def test_a_reload_in_the_middle_of_a_visit_comes_back_to_it(fill: Fill, room: Room) -> None:
    page = fill("visit.walkthrough")
    page.get_by_role("group", name="Targets in use").get_by_label("3 Used").check()
    saved(page)
    page.reload()
    expect(page.get_by_label("3 Used").first).to_be_checked()
    page.get_by_role("group", name="Students steer their work").get_by_label("1 Absent").check()
    saved(page)
    assert len(visits(room)) == 1


# --- practice moments ----------------------------------------------------------------------------------


def test_practice_moments_come_one_at_a_time(fill: Fill, room: Room) -> None:
    page = fill("calibration.walkthrough")
    expect(page.get_by_text("1 of 2")).to_be_visible()
    expect(page.get_by_text("A lesson on myths")).to_be_hidden()
    mark(page, "Targets in use", "Used")
    page.get_by_role("button", name="Next").click()
    expect(page.get_by_text("2 of 2")).to_be_focused()
    expect(page.get_by_text("A lesson on rates")).to_be_hidden()
    page.get_by_role("button", name="Hand in").click()
    page.get_by_role("alert").get_by_role("link").first.click()
    expect(page.get_by_text("1 of 2")).to_be_visible()
    saved(page)
    assert room.values["calibration", "walkthrough", ""] == {"m1/targets": "used"}
