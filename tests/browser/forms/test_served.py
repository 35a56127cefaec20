"""The real application: people sign in by invite, fill every form of every session, and find it again."""

import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from time import monotonic
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect
from tests.serving.conftest import Served, start, stop

from cadence.institute import Institute
from cadence.model import Card, Entry, Goal, Membership, Observation, Person, Rating, Response, Team
from cadence.publish.steps import set_state
from cadence.store import Store, Viewer

from .steps import KEPT, Device
from .test_open_to_all import RULES

pytestmark = [pytest.mark.browser, pytest.mark.notebook]

SESSIONS = ["prework", "conditions", "vision", "baseline", "plan", "review"]
TEAM = "alcott-elementary"
ANSWERED = """form => [...form.querySelectorAll("textarea, select, input")]
    .filter(one => one.labels?.length)
    .map(one => [one.labels[0].textContent, /radio|checkbox/.test(one.type) ? one.checked : one.value])"""
WAITING = """Object.keys(localStorage)
    .filter(key => key.startsWith("cadence/") && /[|](typed|sent|whole)[|]/.test(key)).length"""
SignIn = Callable[..., Page]


def opened(house: Institute, team: str) -> None:
    """Open every session for a team."""
    with Store.open(house.database_url) as store:
        view = store.view(Viewer("custodian"))
        for number in range(len(SESSIONS)):
            set_state(view, "open", cycle=1, teams=[team], session=number)


@pytest.fixture(scope="module")
def served(demo: Institute, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A demonstration that is served, with every session open."""
    folder = tmp_path_factory.mktemp("served") / "institute"
    shutil.copytree(demo.root, folder)
    house = Institute.open(folder)
    opened(house, TEAM)
    started = start(house)
    yield started
    stop(started)


@pytest.fixture
def sign_in(device: Device) -> Iterator[SignIn]:
    """Sign somebody in by their invite; nothing may break, and nothing may be asked of other hosts."""
    broken: list[str] = []
    hosts: set[str | None] = set()

    def signed_in(
        served: Served, number: int = 0, team: str = TEAM, role: str = "member", **more: Any
    ) -> Page:
        page = device(**more).new_page()
        page.on("pageerror", lambda error: broken.append(str(error)))
        page.on("request", lambda request: hosts.add(urlsplit(request.url).hostname))
        person = served.somebody(role, team, number)
        page.goto(f"http://127.0.0.1:{served.port}/join#{served.invite(person.id)}")
        page.wait_for_url(f"http://127.0.0.1:{served.port}/{'' if role == 'member' else 'room'}")
        return page

    yield signed_in
    assert broken == []
    assert hosts <= {"127.0.0.1", None, ""}


def visit(page: Page, served: Served, session: str) -> list[Locator]:
    """Open a session's page and return its forms, drawn."""
    page.goto(f"http://127.0.0.1:{served.port}/session/{session}")
    placed = page.locator(".cadence-form:not([data-kind=board])")
    expect(placed.first).to_be_visible()
    forms = placed.all()
    for form in forms:
        form.locator(".fill-body").wait_for(state="attached")
        if form.locator("details.fill-fold:not([open])").count():
            form.locator("summary").first.click()
    page.evaluate("scrollTo({ top: 0, behavior: 'instant' })")
    return forms


def settled(page: Page) -> None:
    latest = monotonic() + 60
    while page.evaluate(WAITING):
        assert monotonic() < latest, page.evaluate("Object.keys(localStorage)")
        page.wait_for_timeout(30)


def fill_in(form: Locator) -> None:
    """Put something into every control of a form."""
    for at, box in enumerate(form.locator("textarea").all()):
        box.fill(f"Words {at}, “quoted” & <b>bold</b>: ñ 😀")
    for number in form.locator("input[inputmode]").all():
        number.fill("2")
    for day in form.locator("input[type=date]").all():
        day.fill("2026-11-20")
    for box in form.locator("input[type=checkbox]").all():
        box.check()
    for group in form.locator("[role=radiogroup], fieldset:has(> .fill-options input[type=radio])").all():
        group.locator("input[type=radio]").last.check()
    for choice in form.locator("select").all():
        choice.select_option(index=1)


@pytest.mark.parametrize("session", SESSIONS)
def test_every_form_of_a_session_is_filled_found_after_a_reload_and_on_another_device(
    served: Served, sign_in: SignIn, session: str
) -> None:
    page = sign_in(served, width=390)
    forms = visit(page, served, session)
    names = [(form.get_attribute("data-kind"), form.get_attribute("data-id")) for form in forms]
    for form in forms:
        if form.get_attribute("data-kind") in ("form", "visit"):  # the others have tests of their own
            fill_in(form)
    settled(page)
    filled = [form.evaluate(ANSWERED) for form in forms]
    again = {"same device": page, "another": sign_in(served)}
    for one in again.values():
        found = [form.evaluate(ANSWERED) for form in visit(one, served, session)]
        for name, before, after in zip(names, filled, found, strict=True):
            assert after == before or name[0] == "visit", name  # another device begins a visit of its own


@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (1280, "light")])
def test_axe_finds_nothing_on_any_page_with_its_forms(
    served: Served, sign_in: SignIn, width: int, scheme: str
) -> None:
    page = sign_in(served, width=width, scheme=scheme)
    for session in SESSIONS:
        visit(page, served, session)
        found = Axe().run(page, options=RULES)
        assert found.violations_count == 0, f"{session}: {found.generate_report()}"


def test_a_visit_and_a_rating_are_kept_under_the_name_of_whoever_made_them(
    served: Served, sign_in: SignIn
) -> None:
    page = sign_in(served, width=390)
    person = served.somebody("member", TEAM)
    visit(page, served, "baseline")
    form = page.locator("[data-kind=visit]")
    form.get_by_label("3-5").check()
    for look_for in form.locator(".fill-visit fieldset").filter(has_text="Not observed").all():
        look_for.get_by_label("Not observed").check()
    form.get_by_role("group", name="Targets in use").get_by_label("3 Used").check()
    form.get_by_role("button", name="Done: next visit").click()
    expect(form.get_by_text("My visits today: 1")).to_be_visible()
    moment = page.locator("[data-kind=calibration] .fill-step:visible")
    moment.get_by_role("radiogroup", name="Targets in use").get_by_label("Not observed").check()
    settled(page)
    with served.store() as store:
        made = store.view(Viewer("custodian")).all(Observation, on=date.today(), observer=person.id)
        rated = store.view(Viewer("custodian")).all(Rating, person=person.id)
    assert [(each.grade_band, each.levels.pop("targets-in-use")) for each in made] == [("3-5", 3)]
    assert set(made[0].levels.values()) == {None}
    assert any("targets-in-use" in each.levels and each.levels["targets-in-use"] is None for each in rated)


def test_two_people_of_a_team_write_one_charter(served: Served, sign_in: SignIn) -> None:
    one, other = sign_in(served, 0), sign_in(served, 1)
    for page in (one, other):
        visit(page, served, "conditions")
    purpose, norms = "Why this team exists", "How we work together"
    one.get_by_role("textbox", name=purpose).fill("Every student thinks hard each day.")
    expect(other.get_by_role("textbox", name=purpose)).to_have_value("Every student thinks hard each day.")
    other.get_by_role("textbox", name=norms).fill("We begin and end on time.")
    expect(one.get_by_role("textbox", name=norms)).to_have_value("We begin and end on time.")


def test_a_goal_that_is_typed_is_there_for_cards_and_stays_while_one_serves_it(
    served: Served, sign_in: SignIn
) -> None:
    one, other = sign_in(served, 0), sign_in(served, 1)
    for page in (one, other):
        visit(page, served, "plan")
    goals, cards = one.locator("[data-id=goals]"), other.locator("[data-id=action-cards]")
    for form in (goals, cards):
        form.get_by_role("button", name="Add a row").click()
    goal, card = goals.locator(".fill-row").last, cards.locator(".fill-row").last
    card.get_by_label("Action", exact=True).fill("Each grade tries it")
    goal.get_by_label("What shall change").fill("Students explain")
    goal.get_by_label("Baseline (%)").fill("40%")
    listed = card.get_by_label("Goal", exact=True)
    expect(listed.locator("option", has_text="Students explain")).to_have_count(1)
    listed.select_option(label="Students explain")
    settled(one)
    settled(other)
    goal.get_by_role("button", name="Remove").click()
    expect(goals.get_by_text("This row stays: 1 card")).to_be_visible()
    expect(goals.locator(".fill-row").last.get_by_label("What shall change")).to_have_value(
        "Students explain"
    )
    with served.store() as store:
        view = store.view(Viewer("custodian"))
        (kept,) = view.all(Goal, statement="Students explain")
        assert (kept.team, kept.baseline) == (TEAM, 0.4)
        assert [each.title for each in view.all(Card, goal=kept.id)] == ["Each grade tries it"]


def test_a_facilitator_writes_into_the_forms_of_the_team_looked_at(served: Served, sign_in: SignIn) -> None:
    page, member = sign_in(served, team="", role="facilitator"), sign_in(served, 1)
    visit(page, served, f"plan/team/{TEAM}")
    visit(member, served, "plan")
    page.get_by_role("textbox", name="The cause we will work on").fill("The template")
    expect(member.get_by_role("textbox", name="The cause we will work on")).to_have_value("The template")


def test_whoever_signs_out_has_everything_saved_and_leaves_nothing_on_the_device(
    served: Served, sign_in: SignIn
) -> None:
    page = sign_in(served, 2)
    visit(page, served, "vision")
    page.get_by_role("textbox", name="What does a student do").fill("They judge their own work.")
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_text("You come in by your own invite")).to_be_visible()
    assert page.evaluate(KEPT) == []
    again = sign_in(served, 2)
    visit(again, served, "vision")
    expect(again.get_by_role("textbox", name="What does a student do")).to_have_value(
        "They judge their own work."
    )


def test_a_server_that_is_killed_while_somebody_types_loses_nothing(
    demo: Institute, tmp_path: Path, sign_in: SignIn
) -> None:
    house = Institute.open(shutil.copytree(demo.root, tmp_path / "institute"))
    opened(house, TEAM)
    served = start(house)
    try:
        page = sign_in(served)
        visit(page, served, "conditions")
        norms = page.get_by_role("textbox", name="How we work together")
        norms.press_sequentially("Before the server died")
        served.process.kill()
        served.process.communicate()
        norms.press_sequentially(", and after")
        expect(page.locator(".fill-status:visible").first).to_contain_text("No connection")
        served = start(house, "--port", str(served.port))
        settled(page)
    finally:
        stop(served)
    with served.store() as store:
        (charter,) = store.view(Viewer("custodian")).all(Entry, team=TEAM, form="charter")
    assert charter.values["norms"] == "Before the server died, and after"


def test_five_people_answer_the_survey_each_for_themselves(
    bare: Institute, tmp_path: Path, sign_in: SignIn
) -> None:
    house = Institute.open(shutil.copytree(bare.root, tmp_path / "institute"))
    with Store.open(house.database_url) as store:
        view = store.view(Viewer("custodian"))
        (team,) = view.write(Team(id="north", name="North"))
        people = view.write(*(Person(name=f"Person {at}", role="member") for at in range(2)))
        view.write(*(Membership(person=each.id, team=team.id) for each in people))
        set_state(view, "open", cycle=1, teams=[team.id], session=1, step="conditions")
    served = start(house)
    try:
        page, other = sign_in(served, 0, "north"), sign_in(served, 1, "north")
        for each in (page, other):
            visit(each, served, "prework")
        survey = page.locator("[data-kind=survey]")
        fill_in(survey)
        settled(page)
        survey.get_by_role("button", name="Hand in").click()
        expect(survey.get_by_text("Handed in.")).to_be_visible()
        untouched = other.locator("[data-kind=survey]")
        assert untouched.locator("input:checked").count() == 0
        with served.store() as store:
            (kept,) = store.view(Viewer("custodian")).all(Response, team="north")
        assert kept.submitted and set(kept.answers.values()) == {None}  # the last column is 'Cannot say'
    finally:
        stop(served)
