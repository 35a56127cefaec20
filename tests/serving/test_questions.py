"""Questions over HTTP: who may answer and show them, and what a facilitator sees."""

from typing import Any
from uuid import uuid4

import pytest

from cadence.model import Voice
from cadence.store import Viewer
from cadence.store.history import Submission

from .conftest import Client, Served
from .test_room import piece

FIVE, ONE = "5 I would lead this", "1 I am against it as it stands"


@pytest.fixture
def room(served: Served) -> Client:
    """Lend the facilitator."""
    return served.signed_in("facilitator")


def hand_in(client: Client, fingers: str, reason: str = "") -> Any:
    changes = {"fingers": {"was": None, "now": fingers}, "reason": {"was": None, "now": reason}}
    said = {"key": uuid4().hex, "kind": "question", "id": "good-enough", "submit": True}
    return client.post("/api/save", said | {"changes": changes})


def answers(served: Served, team: str, people: int) -> None:
    for n in range(people):
        client = served.signed_in("member", team, n)
        assert hand_in(client, ONE if n % 2 else FIVE, f"a doubt {n}").json["submitted"]


def test_the_room_sees_how_many_have_handed_in_and_shows_it_to_those_with_enough(
    served: Served, room: Client, teams: list[str]
) -> None:
    answers(served, teams[0], 5)
    answers(served, teams[1], 2)
    told = piece(room, "questions", "plan")
    assert "5 of 8 handed in" in told and "2 of 8 handed in; waiting for 3 more" in told
    assert "a doubt" not in room.get("/room?session=plan").text
    said = room.post("/api/room/question/outlook", {"question": "good-enough"}).json
    assert said["yes"] == "Show it for 1 team" and len(said["lines"]) == 2
    assert len(room.post("/api/room/question", {"question": "good-enough"}).json["revealed"]) == 1
    assert room.post("/api/room/question", {"question": "good-enough"}).status == 409
    assert "shown, 5 had answered" in piece(room, "questions", "plan")
    member = served.signed_in("member", teams[0], 6)
    form = member.get("/api/form/question/good-enough").json["form"]
    assert form["state"] == "revealed" and "a doubt 1" in form["parts"][0]["html"]
    other = served.signed_in("member", teams[1], 6).get("/api/form/question/good-enough")
    assert other.json["form"]["state"] == "open" and "a doubt" not in other.text


def test_a_question_is_put_to_everybody_wherever_they_are(
    served: Served, room: Client, teams: list[str]
) -> None:
    member = served.signed_in("member", teams[0])
    assert "You are asked" not in member.get("/").text
    assert room.post("/api/room/question/put", {"question": "good-enough"}).status == 200
    for path in ("/", "/aside"):
        assert "question/good-enough" in member.get(path).text
    assert "Everybody is asked" in piece(room, "questions", "plan")
    page = member.get("/question/good-enough")
    assert page.status == 200 and 'data-kind="question" data-id="good-enough"' in page.text
    assert "pieces" not in member.get("/question/good-enough/pieces").json
    assert room.post("/api/room/question/put", {"question": ""}).status == 200
    assert "good-enough" not in member.get("/").text
    assert room.post("/api/room/question/put", {"question": "lunch"}).status == 404
    assert member.get("/question/lunch").status == 404
    assert room.get("/question/good-enough").status == 403
    assert member.post("/api/room/question/put", {"question": ""}).status == 403


def test_whose_team_it_is_not_neither_answers_nor_shows(
    served: Served, room: Client, teams: list[str]
) -> None:
    ideas = {"kind": "question", "id": "what-moves-it"}
    for n in range(5):
        changes = {"ideas": {"was": None, "now": f"idea {n}"}}
        said = ideas | {"key": uuid4().hex, "submit": True, "changes": changes}
        assert served.signed_in("member", teams[0], n).post("/api/save", said).json["submitted"]
    turn = ideas | {"turn": "reveal"}
    assert served.signed_in("district").post("/api/save", turn).status == 403
    assert served.client().post("/api/save", turn).status == 401
    assert served.signed_in("member", teams[1]).post("/api/save", turn).status == 403  # their own has none
    for path in ("/api/room/question", "/api/room/question/outlook"):
        assert served.signed_in("member", teams[0]).post(path, {"question": "what-moves-it"}).status == 403
    assert room.post("/api/room/question", {"question": "lunch"}).status == 409
    assert hand_in(room, FIVE).status in (403, 409, 422)
    assert served.signed_in("member", teams[0]).post("/api/save", turn).status == 200


def test_what_one_person_said_is_in_nobody_else_s_history(
    served: Served, room: Client, teams: list[str]
) -> None:
    hand_in(served.signed_in("member", teams[1], 5), ONE, "an unheard word")
    with served.store() as store:
        facilitator = store.view(Viewer("facilitator"))
        told = facilitator.history()
        assert facilitator.all(Voice) == [] and "an unheard word" not in str(told)
        assert "good-enough" in {each.what for each in told if isinstance(each, Submission)}
