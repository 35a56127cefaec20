"""The action board over HTTP."""

from typing import Any
from urllib.parse import quote
from uuid import uuid4


def ask(client: Any, do: str, card: str, path: str = "/api/board", **more: Any) -> Any:
    return client.post(path, {"key": uuid4().hex, "do": do, "card": card} | more)


def added(client: Any, title: str, **values: str) -> str:
    id = uuid4().hex
    changes = {name: {"was": None, "now": value} for name, value in ({"title": title} | values).items()}
    assert ask(client, "add", id, column="ideas", changes=changes).json["card"]["title"] == title
    return id


def titles(answer: Any) -> dict[str, str]:
    return {each["id"]: each["title"] for each in answer.json["cards"]}


def test_a_member_s_card_is_on_the_team_s_board_and_a_facilitator_names_the_team(
    served: Any, teams: list[str]
) -> None:
    ana, ben = (served.signed_in(team=teams[0], number=number) for number in (0, 1))
    other, leads = served.signed_in(team=teams[1]), served.signed_in("facilitator")
    seq = ben.get("/api/board").json["seq"]
    id = added(ana, "Look at <b>lessons</b>")
    assert ["board", "board"] in ben.get(f"/api/since/{seq}").json["forms"]
    assert id in titles(ben.get("/api/board")) and id not in titles(other.get("/api/board"))
    assert id not in titles(
        other.get(f"/api/board?team={teams[0]}")
    )  # what a member names counts for nothing
    assert id in titles(leads.get(f"/api/board?team={teams[0]}"))
    assert (
        ask(leads, "move", id, f"/api/board?team={teams[0]}", **{"from": "ideas", "to": "ready"}).status
        == 200
    )
    board = ana.get("/api/board").json
    assert [each["id"] for each in board["columns"]] == ["ideas", "ready", "doing", "review", "done"]
    assert board["me"] == ana.person
    assert next(each["column"] for each in board["cards"] if each["id"] == id) == "ready"


def test_who_has_no_board_is_told_so_and_nobody_else_gets_in(served: Any, teams: list[str]) -> None:
    other, mine = served.signed_in(team=teams[1]), added(served.signed_in(team=teams[0]), "Ours")
    assert ask(other, "remove", mine).status == 404
    assert ask(other, "dance", mine).status == 422
    for client in (served.signed_in("district"), served.signed_in("facilitator")):
        assert client.get("/api/board").status == 404
    assert served.client().get("/api/board").status == 401
    assert ask(served.signed_in(team=teams[0]), "move", mine, X="y", **{"from": "x", "to": "y"}).status == 422


PNG = b"\x89PNG\r\n\x1a\n" + bytes(2_000_000)


def send(client: Any, card: str, name: str, data: bytes, **headers: str) -> Any:
    said = {"Origin": f"http://127.0.0.1:{client.port}", **headers}
    return client.ask("POST", f"/api/board/file?card={card}&name={quote(name)}", data, said)


def test_a_file_comes_back_whole_as_a_file_and_to_the_team_alone(served: Any, teams: list[str]) -> None:
    ana, other, leads = (
        served.signed_in(team=teams[0]),
        served.signed_in(team=teams[1]),
        served.signed_in("facilitator"),
    )
    id = added(ana, "Show a photo")
    said = send(ana, id, 'A photo <i>"é".png', PNG)
    (evidence,) = said.json["card"]["evidence"]
    for client in (ana, leads):
        answer = client.get(f"/{evidence['href']}")
        assert answer.body == PNG
        assert answer.headers["Content-Type"] == "image/png"
        assert answer.headers["Content-Disposition"] == (
            "attachment; filename*=UTF-8''A%20photo%20%3Ci%3E%22%C3%A9%22.png"
        )
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Content-Security-Policy"].startswith("sandbox")
    assert other.get(f"/{evidence['href']}").status == 404
    assert served.signed_in("district").get(f"/{evidence['href']}").status == 404
    assert served.client().get(f"/{evidence['href']}").status == 401
    assert send(other, id, "a.png", PNG).status == 404
    assert ana.get("/api/board/file/" + "0" * 32).status == 404
    assert ana.get("/api/board/file/..%2f..%2finstitute.toml").status == 404


def test_a_file_that_is_too_big_or_comes_from_elsewhere_is_not_taken(served: Any, teams: list[str]) -> None:
    ana = served.signed_in(team=teams[0])
    id = added(ana, "Show a photo")
    assert "too big" in send(ana, id, "a.png", PNG[:8] + bytes(10_000_000)).json["refused"]["file"]["what"]
    assert send(ana, id, "a.png", PNG, Origin="https://evil.example").status == 403
    assert send(ana, id, "a.png", PNG, X_Cadence_Person="somebody-else").status == 401
    assert send(ana, id, "page.html", b"<script>").json["refused"]["file"]["what"]
    card = next(each for each in ana.get("/api/board").json["cards"] if each["id"] == id)
    assert card["evidence"] == []


def test_the_weekly_page_and_the_calendar_are_the_team_s_own(served: Any, teams: list[str]) -> None:
    ana, other, leads = (
        served.signed_in(team=teams[0]),
        served.signed_in(team=teams[1]),
        served.signed_in("facilitator"),
    )
    id = added(ana, "Look at <i>two</i> lessons", due="2030-01-15")
    asked = {"from": "ideas", "to": "doing", "before": None}
    assert ask(ana, "move", id, **asked).status == 200
    week = f"/board/week?team={teams[0]}"
    assert "Look at &lt;i&gt;two&lt;/i&gt; lessons" in ana.get("/board/week").text
    assert "two&lt;/i&gt; lessons" in leads.get(week).text and "two&lt;/i&gt;" not in other.get(week).text
    days = ana.get("/board/calendar.ics")
    assert days.headers["Content-Type"].startswith("text/calendar")
    assert f"UID:card-{id}@cadence" in days.text and "DTSTART;VALUE=DATE:20300115" in days.text
    assert id not in ana.get("/board/calendar.ics?whose=mine").text
    assert id not in other.get(f"/board/calendar.ics?team={teams[0]}").text
    assert leads.get("/board").status == leads.get("/board/week").status == 404
    assert served.client().get("/board").status == 401
