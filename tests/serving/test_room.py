import json
import re
from collections.abc import Iterator
from html import unescape
from typing import Any

import pytest

from cadence.model import Entry, Note, Publication, Response, Step
from cadence.publish.steps import state
from cadence.store import Viewer

from .conftest import Client, Served


@pytest.fixture
def room(served: Served) -> Iterator[Client]:
    """Lend the facilitator; what they opened and asked is put back afterwards."""
    with served.store() as store:
        before = {each.id for each in store.view(Viewer("custodian")).all(Step)}
    client = served.signed_in("facilitator")
    yield client
    client.post("/api/room/agenda", {"do": "end"})
    with served.store() as store:
        view = store.view(Viewer("custodian"))
        view.remove(*(each for each in view.all(Step) if each.id not in before))
        view.remove(*view.all(Response, survey="pulse"))


def stands(served: Served, team: str, session: int, step: str = "page") -> str:
    with served.store() as store:
        return state(store.view(Viewer("custodian")), 1, team, session, step)


def answer(served: Served, team: str, people: int) -> None:
    given: dict[str, Any] = {"cycle": 1, "team": team, "survey": "pulse", "wave": 2, "answers": {"a": 4}}
    given["submitted"] = "2026-11-25T09:00Z"
    made = [Response(id=f"{team}-{n}", person=f"p{n}", **given) for n in range(people)]
    with served.store() as store:
        store.view(Viewer("custodian")).write(*made)


def piece(client: Client, name: str, session: str) -> str:
    pieces: dict[str, str] = client.get(f"/room?session={session}&version=x").json["pieces"]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", pieces[name]))


def test_a_session_is_opened_for_all_and_closed_for_one(
    served: Served, room: Client, teams: list[str]
) -> None:
    said = {"session": 2, "step": "page", "state": "open"}
    assert room.post("/api/room/step", said).json == {"changed": 2}
    assert room.post("/api/room/step", said | {"state": "closed", "team": teams[0]}).json == {"changed": 1}
    assert [stands(served, team, 2) for team in teams] == ["closed", "open"]
    assert "open for 1 of 2 teams" in piece(room, "steps", "vision")


def test_who_is_in_is_told_and_who_is_not(served: Served, room: Client, teams: list[str]) -> None:
    before = piece(room, "teams", "vision")
    served.signed_in("member", teams[1], number=4).get("/")
    assert re.search(r"[1-9] of 8 in", piece(room, "teams", "vision"))
    assert piece(room, "teams", "vision") != before


def test_a_reveal_says_first_what_it_does_and_then_does_it_for_those_with_enough(
    served: Served, room: Client, teams: list[str]
) -> None:
    room.post("/api/room/step", {"session": 5, "step": "pulse", "state": "open"})
    answer(served, teams[0], 5)
    answer(served, teams[1], 4)
    assert "5 of 8 handed in" not in piece(room, "teams", "review")  # they are not on the team
    said = room.post("/api/room/outlook", {"step": "pulse"}).json
    assert said["yes"].startswith("Reveal for ")
    assert any(line.startswith("Ready: ") for line in said["lines"])
    assert any("5 or more people" in line for line in said["lines"])
    (name,) = room.post("/api/room/reveal", {"step": "pulse"}).json["revealed"]
    assert stands(served, teams[0], 5, "pulse") == "revealed"
    assert stands(served, teams[1], 5, "pulse") == "open"
    again = room.post("/api/room/outlook", {"step": "pulse", "team": teams[0]}).json
    assert (again["yes"], again["lines"]) == ("", [f"Revealed before: {name}."])
    refused = room.post("/api/room/reveal", {"step": "pulse", "team": teams[1]})
    assert (refused.status, refused.json["error"]["what"]) == (409, "Nothing could be published.")
    with served.store() as store:
        assert len(store.view(Viewer("custodian")).all(Publication, kind="conditions", wave=2)) == 1


def test_a_team_s_own_button_reveals_for_that_team_alone(
    served: Served, room: Client, teams: list[str]
) -> None:
    room.post("/api/room/step", {"session": 5, "step": "pulse", "state": "open"})
    html = room.get("/room?session=review&version=x").json["pieces"]["teams"]
    said = json.loads(unescape(re.findall(rf'id="reveal-{teams[1]}"[^>]*data-with="(.*?)"', html)[0]))
    assert said == {"step": "pulse", "team": teams[1]}


def test_of_two_teams_there_is_no_result_of_all_together(served: Served, room: Client) -> None:
    said = room.post("/api/room/outlook", {"step": "baseline", "together": True}).json
    assert said["yes"] == "" and "3 or more teams" in " ".join(said["lines"])
    assert room.post("/api/room/reveal", {"step": "baseline", "together": True}).status == 409
    with served.store() as store:
        assert store.view(Viewer("custodian")).first(Publication, id="baseline.1.1") is None


def test_a_call_is_seen_and_then_done_with(served: Served, room: Client, teams: list[str]) -> None:
    served.signed_in("member", teams[0]).post("/api/help", {"wanted": True})
    assert "would like help" in piece(room, "wanted", "vision")
    room.post("/api/room/call", {"team": teams[0], "done": False})
    assert "you have seen it" in piece(room, "wanted", "vision")
    assert "on the way" in served.signed_in("member", teams[0]).get("/").text
    room.post("/api/room/call", {"team": teams[0], "done": True})
    assert "help" not in piece(room, "wanted", "vision")


def test_an_agenda_that_runs_shows_everybody_the_task_and_nothing_of_the_script(
    served: Served, room: Client, teams: list[str]
) -> None:
    room.post("/api/room/agenda", {"do": "begin", "session": 1})
    member = served.signed_in("member", teams[0])
    first = piece(room, "agenda", "conditions")
    assert "part 1 of" in first and "At hand" in first
    room.post("/api/room/agenda", {"do": "go", "at": 2})
    page = member.get("/").text
    assert "data-ends=" in page and "At hand" not in page
    assert "part 3 of" in piece(room, "agenda", "conditions")
    elsewhere = piece(room, "agenda", "vision")
    assert "Session 1 is running" in elsewhere and "part 3 of" not in elsewhere
    drawn = room.get("/room?session=vision&version=x").json["pieces"]["agenda"]
    assert 'href="/room?session=conditions"' in drawn and "Begin" not in drawn
    room.post("/api/room/agenda", {"do": "end"})
    assert "data-ends=" not in member.get("/").text


def test_minutes_are_taken_only_after_they_were_shown(served: Served, room: Client) -> None:
    room.post("/api/room/agenda", {"do": "begin", "session": 1})
    said = room.post("/api/room/agenda/outlook", {"do": "shorten", "late": 6}).json
    assert said["yes"] == "Take these minutes" and all("min instead of" in line for line in said["lines"])
    before = piece(room, "agenda", "conditions")
    assert piece(room, "agenda", "conditions") == before
    assert room.post("/api/room/agenda", {"do": "shorten", "late": 6}).status == 200
    ending = room.post("/api/room/agenda/outlook", {"do": "end"}).json
    assert ending["yes"] == "End it" and "part 1 of" in piece(room, "agenda", "conditions")


@pytest.mark.parametrize(
    ("where", "said"),
    [
        ("step", {"session": 2, "step": "lunch", "state": "open"}),
        ("step", {"session": 2, "step": "page", "state": "revealed"}),
        ("step", {"session": 77, "step": "page", "state": "open"}),
        ("step", {"session": True, "step": "page", "state": "open"}),
        ("step", {"session": 2, "step": "page", "state": "open", "team": "nobody"}),
        ("step", {}),
        ("outlook", {"step": "page"}),
        ("reveal", {"step": "lunch"}),
        ("agenda", {"do": "dance"}),
        ("agenda", {"do": "go", "at": 1}),
        ("call", {"team": 7, "done": True}),
    ],
)
def test_what_makes_no_sense_is_refused_in_words_and_changes_nothing(
    served: Served, room: Client, where: str, said: dict[str, Any]
) -> None:
    with served.store() as store:
        before = store.view(Viewer("custodian")).all(Step)
    refused = room.post(f"/api/room/{where}", said)
    assert 400 <= refused.status < 500
    assert refused.json["error"]["what"] and refused.json["error"]["remedy"]
    with served.store() as store:
        assert store.view(Viewer("custodian")).all(Step) == before


@pytest.mark.parametrize("role", ["member", "district", ""])
def test_the_room_is_the_facilitator_s_alone(served: Served, teams: list[str], role: str) -> None:
    client = served.signed_in(role, teams[0] if role == "member" else "") if role else served.client()
    refused = 403 if role else 401
    assert client.get("/room").status == refused
    for where in ("step", "outlook", "reveal", "call", "agenda", "agenda/outlook"):
        said = {"session": 2, "step": "page", "state": "open", "team": teams[0], "done": True, "do": "end"}
        assert client.post(f"/api/room/{where}", said).status == refused
    assert stands(served, teams[0], 2) == "closed"


def test_no_answer_stands_on_the_room_s_page(served: Served, room: Client, teams: list[str]) -> None:
    with served.store() as store:
        written = [each for each in store.view(Viewer("custodian")).all(Response) if each.comments]
    words = {text for each in written for text in each.comments.values() if text}
    pages = "".join(room.get(f"/room?session={name}").text for name in ("prework", "conditions", "review"))
    assert words and not [text for text in words if text in pages]


def test_an_unknown_session_is_not_there(room: Client) -> None:
    assert room.get("/room?session=lunch").status == 404


def test_what_a_team_began_is_counted_and_what_is_private_is_not(
    served: Served, room: Client, teams: list[str]
) -> None:
    def begun() -> int:
        found = re.search(r"(\d) of 6 team forms begun", piece(room, "teams", "vision"))
        return int(found[1]) if found else -1

    before = begun()
    person = served.somebody("member", teams[0])
    kept = {"cycle": 1, "team": teams[0], "values": {"a": "words"}}
    with served.store() as store:
        store.view(Viewer("member", person.id, teams[0])).write(
            Entry.model_validate({"id": "e1", "form": "standard-unpacking", **kept}),
            Note.model_validate({"id": "n1", "form": "vision-draft", "person": person.id, **kept}),
        )
    assert begun() == before + 1


def test_people_answer_alone_and_then_it_is_revealed_to_their_team(
    served: Served, room: Client, teams: list[str]
) -> None:
    room.post("/api/room/step", {"session": 5, "step": "pulse", "state": "open", "team": teams[1]})
    members = [served.signed_in("member", teams[1], number=n) for n in range(5)]
    for n, member in enumerate(members):
        form = member.get("/api/form/survey/pulse").json["form"]
        (grid,) = [part for part in form["parts"] if part["kind"] == "grid"]
        changes = {f"{grid['id']}/{row['id']}": {"was": None, "now": str(1 + n % 4)} for row in grid["rows"]}
        said = {"key": f"{n:032}", "kind": "survey", "id": "pulse", "record": "", "submit": True}
        assert member.post("/api/save", {**said, "changes": changes}).json["submitted"]
    assert "5 of 8 handed in" in piece(room, "teams", "review")
    assert "The pulse" not in members[0].get("/").text
    assert room.post("/api/room/outlook", {"step": "pulse", "team": teams[1]}).json["yes"]
    assert room.post("/api/room/reveal", {"step": "pulse", "team": teams[1]}).status == 200
    assert "The pulse" in members[0].get("/").text
    late = {"key": "9" * 32, "kind": "survey", "id": "pulse", "changes": {}, "submit": True}
    assert members[0].post("/api/save", late).status == 409


def test_the_room_opens_on_the_session_that_is_open(room: Client) -> None:
    def shown() -> str:
        found = re.search(r'room\?session=(\w+)" aria-current', room.get("/room").text)
        return found[1] if found else ""

    assert shown() == "prework"
    room.post("/api/room/step", {"session": 2, "step": "page", "state": "open"})
    assert shown() == "vision"
