import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from cadence.model import Ask, Publication
from cadence.store import Viewer

from .conftest import Client, Served


@pytest.fixture
def leader(served: Served) -> Client:
    return served.signed_in("district")


@pytest.fixture
def ask(served: Served, teams: list[str]) -> Iterator[Ask]:
    """Lend an ask of the first team that nobody has answered."""
    with served.store() as store:
        view = store.view(Viewer("custodian"))
        (made,) = view.write(Ask(cycle=1, team=teams[0], session=3, text="A <b>quiet</b> room on Tuesdays"))
    yield made
    with served.store() as store:
        view = store.view(Viewer("custodian"))
        view.remove(view.get(Ask, made.id))


def stored(served: Served, ask: Ask) -> Ask:
    with served.store() as store:
        return store.view(Viewer("custodian")).get(Ask, ask.id)


def publish(served: Served, kind: str, body: dict[str, Any]) -> None:
    with served.store() as store:
        view = store.view(Viewer("custodian"))
        if not view.first(Publication, id=f"{kind}.1.1"):
            view.write(
                Publication(
                    id=f"{kind}.1.1", cycle=1, team=None, kind=kind, published=datetime.now(UTC), body=body
                )
            )


def test_a_leader_sees_what_teams_ask_and_answers_it(served: Served, leader: Client, ask: Ask) -> None:
    page = leader.get("/district").text
    assert "A &lt;b&gt;quiet&lt;/b&gt; room on Tuesdays" in page
    said = {"ask": ask.id, "revision": ask.revision, "answer": "Room 4.", "owner": "Ops", "answer_by": ""}
    assert leader.post("/api/district/ask", said).status == 200
    kept = stored(served, ask)
    assert (kept.answer, kept.owner, kept.answer_by, kept.text) == ("Room 4.", "Ops", None, ask.text)
    assert kept.answered is not None
    assert "Room 4." in leader.get("/district").text


def test_two_leaders_do_not_write_over_each_other(served: Served, leader: Client, ask: Ask) -> None:
    said = {"ask": ask.id, "revision": ask.revision, "answer": "Yes."}
    leader.post("/api/district/ask", said)
    late = leader.post("/api/district/ask", said | {"answer": "No."})
    assert (late.status, stored(served, ask).answer) == (409, "Yes.")


@pytest.mark.parametrize(
    "said",
    [{"answer": "x" * 5000}, {"answer_by": "soon"}, {"revision": "one"}, {"ask": "nobody"}],
    ids=["too long", "no day", "no number", "no ask"],
)
def test_an_answer_that_makes_no_sense_is_refused_and_not_kept(
    served: Served, leader: Client, ask: Ask, said: dict[str, str]
) -> None:
    refused = leader.post("/api/district/ask", {"ask": ask.id, "revision": 1, "answer": "Yes."} | said)
    assert refused.status in (404, 422) and refused.json["error"]["remedy"]
    assert stored(served, ask) == ask


@pytest.mark.parametrize("role", ["member", "facilitator", ""])
def test_the_page_is_the_district_s(served: Served, ask: Ask, role: str) -> None:
    client = served.signed_in(role) if role else served.client()
    assert client.get("/district").status == client.post("/api/district/ask").status == (403 if role else 401)


def test_no_team_s_own_results_are_on_it(served: Served, leader: Client) -> None:
    with served.store() as store:
        own = [each for each in store.view(Viewer("custodian")).all(Publication) if each.team]
    assert own
    assert "Nothing is published for all teams together" in leader.get("/district").text


def test_results_of_all_teams_are_shown_and_what_is_held_back_says_so(served: Served, leader: Client) -> None:
    shown = {"title": "Real team", "n": 60, "favorable": 45}
    hidden = {"title": "Coaching", "unsaid": "Fewer than 3 teams show this."}
    body = {"title": "Survey of conditions", "teams": 3, "respondents": 20, "conditions": [shown, hidden]}
    publish(served, "conditions", body)
    page = re.sub(r"<[^>]+>|\s+", " ", leader.get("/district").text)
    assert "3 teams; 20 people" in page and "75%" in page and "Fewer than 3 teams show this." in page
