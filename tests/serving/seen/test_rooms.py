"""The first pages in a browser: what is opened appears, what is asked for is heard, by keyboard too."""

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from cadence.model import Ask, Publication, Response, Step
from cadence.publish.steps import set_state
from cadence.store import Viewer

pytestmark = [pytest.mark.browser]

TEAM, OTHER = "alcott-elementary", "king-early-childhood-center"
SOON = 30_000  # milliseconds that a busy machine may take; the pages ask every 1.2 s
WITHIN_REACH = "() => document.scrollingElement.scrollWidth <= innerWidth"
SMALL = """() => [...document.querySelectorAll(
    "button, summary, .room-sessions a, .links a, a.button, a.task, .pick, textarea, input:not([type=radio])"
    )]
    .map(one => [one.textContent || one.id, one.getBoundingClientRect().height])
    .filter(([, height]) => height && height < 40).map(([text]) => text)"""
Seen = Callable[..., Page]


@pytest.fixture(autouse=True)
def as_before(served: Any) -> Any:
    """Put back what a test opened, asked and let in."""
    with served.store() as store:
        before = {each.id for each in store.view(Viewer("custodian")).all(Step)}
    yield
    host = served.signed_in("facilitator")
    host.post("/api/room/agenda", {"do": "end"})
    host.post("/api/room/door", {"open": False})
    host.post("/api/room/call", {"team": TEAM, "done": True})
    with served.store() as store:
        view = store.view(Viewer("custodian"))
        view.remove(*(each for each in view.all(Step) if each.id not in before))


def axe(page: Page) -> None:
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def comfortable(page: Page) -> None:
    axe(page)
    assert page.evaluate(WITHIN_REACH)
    assert page.evaluate(SMALL) == []


@pytest.mark.parametrize(
    ("width", "scheme"), [(390, "light"), (390, "dark"), (1280, "light"), (1280, "dark")]
)
def test_first_pages_are_comfortable_and_open_to_everybody(
    look: Seen, served: Any, width: int, scheme: str
) -> None:
    host = served.signed_in("facilitator")
    host.post("/api/room/step", {"session": 5, "step": "pulse", "state": "open"})
    host.post("/api/room/agenda", {"do": "begin", "session": 1})
    host.post("/api/room/timer", {"do": "breakout", "task": "Name two causes", "minutes": "5"})
    host.post("/api/room/door", {"open": True})
    member = served.signed_in("member", TEAM)
    member.post("/api/help", {"wanted": True})
    pages = [(host, "/room?session=review"), (member, "/"), (served.signed_in("district"), "/district")]
    for client, path in [*pages, (served.client(), "/walk-in"), (served.client(), "/")]:
        comfortable(look(client, path, width, color_scheme=scheme))


def test_what_the_facilitator_opens_appears_on_a_members_page_and_goes_again(look: Seen, served: Any) -> None:
    member = look(served.signed_in("member", TEAM), "/", 390)
    other = look(served.signed_in("member", OTHER), "/", 390)
    room = look(served.signed_in("facilitator"), "/room?session=vision")
    card = room.locator(".team", has_text="Alcott")
    card.locator("summary").click()
    card.get_by_role("button", name="Open for this team").click()
    expect(member.get_by_role("link", name="Open Instructional vision")).to_be_visible(timeout=SOON)
    expect(card.get_by_role("button", name="Close for this team")).to_be_visible(timeout=SOON)
    expect(other.get_by_role("heading", name="Instructional vision")).to_have_count(0)
    room.get_by_role("button", name="Close for every team").click()
    expect(member.get_by_role("link", name="Open Instructional vision")).to_have_count(0, timeout=SOON)


def test_a_call_for_help_is_heard_seen_and_done_with(look: Seen, served: Any) -> None:
    room = look(served.signed_in("facilitator"), "/room")
    member = look(served.signed_in("member", TEAM), "/", 390)
    member.get_by_role("button", name="Ask the facilitator to come by").click()
    expect(member.get_by_text("sees that your team would like help")).to_be_visible(timeout=SOON)
    room.get_by_role("button", name="On my way to Alcott").click(timeout=SOON)
    expect(member.get_by_text("on the way")).to_be_visible(timeout=SOON)
    room.get_by_role("button", name="Done with Alcott").click()
    expect(member.get_by_role("button", name="Ask the facilitator")).to_be_visible(timeout=SOON)


def test_a_reveal_is_asked_about_by_keyboard_and_a_no_publishes_nothing(look: Seen, served: Any) -> None:
    with served.store() as store:
        view = store.view(Viewer("custodian"))
        set_state(view, "open", cycle=1, teams=[TEAM, OTHER], session=5, step="pulse")
        given: dict[str, Any] = {"cycle": 1, "team": TEAM, "survey": "pulse", "wave": 2, "answers": {"a": 4}}
        given["submitted"] = "2026-11-25T09:00Z"
        view.write(*(Response(id=f"seen-{n}", person=f"p{n}", **given) for n in range(5)))
    room = look(served.signed_in("facilitator"), "/room?session=review")
    button = room.get_by_role("button", name="Reveal results …")
    button.focus()
    room.keyboard.press("Enter")
    dialog = room.get_by_role("dialog", name="Reveal the results of the pulse?")
    expect(dialog).to_contain_text("Ready: Alcott Elementary.")
    expect(dialog).to_contain_text("5 or more people")
    axe(room)
    room.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(button).to_be_focused()
    with served.store() as store:
        assert not store.view(Viewer("custodian")).all(Publication, team=TEAM, wave=2)
    room.keyboard.press("Enter")
    dialog.get_by_role("button", name="Reveal for Alcott Elementary").click()
    expect(room.locator(".team", has_text="Alcott")).to_contain_text("Results are out", timeout=SOON)


def test_somebody_without_an_invite_comes_in_by_code_name_and_a_yes(look: Seen, served: Any) -> None:
    room = look(served.signed_in("facilitator"), "/room")
    room.get_by_role("button", name="Let people in without an invite").click()
    show = room.get_by_role("button", name="Show the address large")
    expect(room.get_by_role("button", name="Close the door")).to_be_visible(timeout=SOON)
    show.click()
    code = room.locator("#project td").first.inner_text()
    comfortable(room)
    room.keyboard.press("Escape")
    guest = look(served.client(), "/walk-in", 390)
    guest.keyboard.press("Tab")
    guest.get_by_label("Your team's code").fill("AAA AAA")
    guest.keyboard.press("Enter")
    expect(guest.get_by_role("alert")).to_contain_text("No team has this code")
    guest.get_by_label("Your team's code").fill(code)
    guest.keyboard.press("Enter")
    guest.get_by_label("I am not on this list").check()
    guest.get_by_label("Your first and last name").fill("Zora Neale")
    comfortable(guest)
    guest.keyboard.press("Enter")
    expect(guest.get_by_role("heading", name="Waiting for your facilitator")).to_be_focused()
    guest.reload()
    expect(guest.get_by_role("heading", name="Waiting for your facilitator")).to_be_visible()
    room.get_by_role("button", name="Let in Zora Neale").click(timeout=SOON)
    expect(guest.get_by_text("Zora Neale")).to_be_visible(timeout=SOON)
    expect(guest.get_by_role("heading", name="What you can do now")).to_be_visible(timeout=SOON)


def test_a_page_says_that_the_connection_is_lost_and_that_it_is_back(look: Seen, served: Any) -> None:
    member = look(served.signed_in("member", TEAM), "/", 390)
    member.context.set_offline(True)
    expect(member.get_by_text("No connection to the server.")).to_be_visible(timeout=SOON)
    member.context.set_offline(False)
    expect(member.get_by_text("The connection is back.")).to_be_visible(timeout=SOON)


def test_what_stands_half_written_is_not_replaced_when_something_new_comes(look: Seen, served: Any) -> None:
    with served.store() as store:
        view = store.view(Viewer("custodian"))
        view.write(Ask(id="seen-1", cycle=1, team=TEAM, session=3, text="A quiet room"))
    page = look(served.signed_in("district"), "/district")
    page.locator("#text-seen-1").fill("Room 4, from")
    with served.store() as store:
        view = store.view(Viewer("custodian"))
        view.write(Ask(id="seen-2", cycle=1, team=TEAM, session=3, text="A second room"))
    with page.expect_response(lambda answer: "version=" in answer.url and "A second room" in answer.text()):
        pass
    expect(page.locator("#text-seen-1")).to_have_value("Room 4, from")
    page.locator("#send-seen-1").click()
    expect(page.get_by_text("A second room")).to_be_visible(timeout=SOON)
    page.get_by_text("answered").first.click()
    expect(page.locator("article", has_text="A quiet room")).to_contain_text("Room 4, from", timeout=SOON)


def test_everybody_sees_the_task_and_how_long_it_still_has(look: Seen, served: Any) -> None:
    member = look(served.signed_in("member", TEAM), "/", 390)
    room = look(served.signed_in("facilitator"), "/room?session=conditions")
    room.get_by_role("button", name="Begin Team conditions").click()
    expect(room.get_by_role("button", name="Go on:")).to_be_visible(timeout=SOON)
    expect(member.locator("#now-title")).to_have_text(room.locator("#agenda").inner_text(), timeout=SOON)
    expect(member.locator(".now-left")).to_contain_text("left")
    room.get_by_role("button", name="Go on:").click()
    expect(room.get_by_role("button", name="Back")).to_be_visible(timeout=SOON)
    expect(member.locator("#now-title")).to_have_text(room.locator("#agenda").inner_text(), timeout=SOON)


def test_a_breakout_is_timed_paused_and_told_to_those_who_do_not_look(look: Seen, served: Any) -> None:
    member = look(served.signed_in("member", TEAM), "/", 390)
    room = look(served.signed_in("facilitator"), "/room?session=vision", 390)
    room.get_by_text("Time a breakout").click()
    room.get_by_label("What is to be done").fill("Name two causes")
    room.get_by_label("Minutes").fill("1")
    room.get_by_label("Minutes").press("Enter")
    expect(member.locator(".now")).to_contain_text("Name two causes", timeout=SOON)
    expect(member.locator(".now")).to_contain_text("left")
    expect(member.get_by_role("status").filter(has_text="minute left")).to_be_attached(timeout=SOON)
    room.get_by_role("button", name="Pause").press("Enter")
    expect(member.locator(".now")).to_contain_text("left, paused", timeout=SOON)
    expect(room.get_by_role("button", name="Go on")).to_be_focused(timeout=SOON)
    room.get_by_role("button", name="+1 minute").click()
    expect(member.locator(".now")).to_contain_text("1:", timeout=SOON)
    comfortable(room)
    room.get_by_role("button", name="End the timer").click()
    expect(member.locator(".now")).to_have_count(0, timeout=SOON)
    room.get_by_text("Put a question to everybody").click()
    room.get_by_role("button", name="Ask Fist to five").click()
    member.get_by_role("link", name="Answer").click(timeout=SOON)
    expect(member.get_by_role("button", name="Hand in")).to_be_visible(timeout=SOON)
    room.get_by_role("button", name="Stop asking").click(timeout=SOON)
    room.get_by_role("button", name="Begin Instructional vision").click()
    room.get_by_role("button", name="Show task and time large").click(timeout=SOON)
    expect(room.get_by_role("dialog").locator(".now-left")).to_contain_text("left")
    axe(room)
