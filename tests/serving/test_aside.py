from .conftest import Served


def test_beside_a_page_stand_the_task_its_time_and_a_call_and_nothing_else(
    served: Served, teams: list[str]
) -> None:
    member, host = served.signed_in("member", teams[0]), served.signed_in("facilitator")
    calm = member.get("/aside?version=none").json
    assert "Ask for help" in calm["pieces"]["aside"] and "data-ends" not in calm["pieces"]["aside"]
    assert set(member.get(f"/aside?version={calm['version']}").json) == {"version", "clock"}
    host.post("/api/room/agenda", {"do": "begin", "session": 1})
    running = member.get(f"/aside?version={calm['version']}").json["pieces"]["aside"]
    assert "data-ends" in running and "At hand" not in running
    host.post("/api/room/agenda", {"do": "end"})


def test_another_team_s_call_is_not_shown(served: Served, teams: list[str]) -> None:
    served.signed_in("member", teams[0]).post("/api/help", {"wanted": True})
    assert "sees your call" in served.signed_in("member", teams[0]).get("/aside").text
    assert "sees your call" not in served.signed_in("member", teams[1]).get("/aside").text
