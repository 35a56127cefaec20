import json
import re
from collections.abc import Iterator

import pytest

from cadence.model import Response, Step
from cadence.publish import steps
from cadence.serving.pages.drawing import drawn
from cadence.shipped import shipped
from cadence.store import Viewer

from .conftest import Served


@pytest.fixture
def calm(served: Served) -> Iterator[Served]:
    """Lend the server; its steps are put back afterwards."""
    yield served
    with served.store() as store:
        view = store.view(Viewer("custodian"))
        view.remove(*view.all(Step, step="page"), *view.all(Step, step="pulse"), *view.all(Response, id="x"))


def put(served: Served, team: str, state: str, session: int) -> None:
    with served.store() as store:
        view = store.view(Viewer("custodian"))
        steps.set_state(view, state, cycle=1, teams=[team], session=session)  # type: ignore[arg-type]


def headings(html: str) -> list[str]:
    return re.findall(r"<h2[^>]*>(.*?)</h2>", html)


def test_a_stranger_is_told_how_to_get_in_and_nothing_else(served: Served, teams: list[str]) -> None:
    answer = served.client().get("/")
    assert answer.status == 200
    assert "your own invite" in answer.text and "Sign out" not in answer.text
    assert not any(team in answer.text for team in teams)


def test_a_member_sees_what_is_open_the_newest_first(calm: Served, teams: list[str]) -> None:
    client = calm.signed_in("member", teams[0])
    assert headings(client.get("/").text)[:3] == ["Pre-work", "Visits to classrooms", "Results of your team"]
    put(calm, teams[0], "open", 2)
    put(calm, teams[1], "open", 3)
    assert headings(client.get("/").text)[:2] == ["Instructional vision", "Pre-work"]
    put(calm, teams[0], "closed", 2)
    put(calm, teams[0], "closed", 0)
    between = client.get("/").text
    assert headings(between)[:2] == ["Nothing is open now", "Visits to classrooms"]
    assert 'href="/visit/walkthrough"' in between


def test_the_page_that_asks_again_is_told_only_what_is_new(calm: Served, teams: list[str]) -> None:
    client = calm.signed_in("member", teams[0])
    version = re.search(r'data-current-version="(\w+)"', client.get("/").text)
    assert version is not None
    assert set(client.get(f"/?version={version[1]}").json) == {"version", "clock"}
    put(calm, teams[0], "open", 2)
    news = client.get(f"/?version={version[1]}").json
    assert news["version"] != version[1] and "Instructional vision" in news["pieces"]["doing"]


def test_a_survey_is_offered_until_its_results_are_out(calm: Served, teams: list[str]) -> None:
    client = calm.signed_in("member", teams[0])
    assert "Short pulse" not in client.get("/").text
    with calm.store() as store:
        view = store.view(Viewer("custodian"))
        steps.set_state(view, "open", cycle=1, teams=[teams[0]], session=5, step="pulse")
        begun = Response(
            id="x", cycle=1, team=teams[0], person=client.person, survey="pulse", wave=2, answers={"a": 3}
        )
        view.write(begun)
    page = client.get("/").text
    assert re.search(r"1 of \d+ answered", page)
    other = calm.signed_in("member", teams[0], number=1)
    assert not re.search(r"1 of \d+ answered", other.get("/").text)


@pytest.mark.parametrize(("role", "where"), [("facilitator", "/room"), ("district", "/district")])
def test_leaders_are_sent_to_their_own_page(served: Served, role: str, where: str) -> None:
    answer = served.signed_in(role).get("/")
    assert (answer.status, answer.headers["Location"]) == (302, where)


def test_a_call_for_help_is_shown_to_the_whole_team_and_to_no_other(served: Served, teams: list[str]) -> None:
    caller, mate = (served.signed_in("member", teams[0], number=n) for n in (0, 1))
    other = served.signed_in("member", teams[1])
    assert caller.post("/api/help", {"wanted": True}).json == {"wanted": True}
    assert "would like help" in mate.get("/").text
    assert "would like help" not in other.get("/").text
    mate.post("/api/help", {"wanted": False})
    assert "would like help" not in caller.get("/").text


def test_only_members_call_for_help(served: Served) -> None:
    assert served.client().post("/api/help", {"wanted": True}).status == 401
    assert served.signed_in("district").post("/api/help", {"wanted": True}).status == 403


def test_results_lead_to_their_place_in_the_notebooks(served: Served, teams: list[str]) -> None:
    html = served.signed_in("member", teams[0]).get("/").text
    ways = re.findall(r'href="/session/(\w+)#(s-[^"]+)"', html)
    assert {name for name, _ in ways} == {"conditions", "baseline"}
    for name, place in ways:
        (notebook,) = shipped("notebooks").glob(f"*-{name}.ipynb")
        page = drawn(json.loads(notebook.read_text(encoding="utf-8")))
        assert place in [section.anchor for section in page.sections]


def test_the_name_of_the_institute_stands_once_in_a_title(served: Served) -> None:
    assert re.search(r"<title>([^·<]+)</title>", served.client().get("/").text)
