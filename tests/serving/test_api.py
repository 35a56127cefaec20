"""Forms over HTTP, as each person meets them."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

import pytest

from cadence.model import Goal, Person
from cadence.publish.steps import set_state
from cadence.store import Viewer


def save(client: Any, kind: str, name: str, changes: dict[str, Any], record: str = "", **more: Any) -> Any:
    """Send changes, each as what was and what is now."""
    sent = {path: {"was": was, "now": now} for path, (was, now) in changes.items()}
    asked = {"key": uuid4().hex, "kind": kind, "id": name, "record": record, "changes": sent}
    return client.post("/api/save", asked | more)


def name_of(served: Any, client: Any) -> str:
    with served.store() as store:
        return str(store.view(Viewer("custodian")).get(Person, client.person).name)


def test_what_one_member_writes_the_other_reads_and_nobody_of_another_team(
    served: Any, teams: list[str]
) -> None:
    ana, ben = served.signed_in(team=teams[0]), served.signed_in(team=teams[0], number=1)
    other = served.signed_in(team=teams[1])
    form = "foundation-questions"
    loaded = ana.get(f"/api/form/form/{form}").json
    part = next(each for each in loaded["form"]["parts"] if each["kind"] == "text")
    was = loaded["values"].get(part["id"])
    said = save(ana, "form", form, {part["id"]: (was, "Students <b>think</b> \n")}).json
    assert said["saved"] == [part["id"]]
    assert ben.get(f"/api/form/form/{form}").json["values"][part["id"]] == "Students <b>think</b> \n"
    assert ["form", form] in ben.get(f"/api/since/{loaded['seq']}").json["forms"]
    assert other.get(f"/api/form/form/{form}").json["values"].get(part["id"]) != "Students <b>think</b> \n"


def test_a_second_writer_hears_of_the_first_and_overwrites_nothing(served: Any, teams: list[str]) -> None:
    ana, ben = served.signed_in(team=teams[0]), served.signed_in(team=teams[0], number=1)
    path = "stuck"
    was = ana.get("/api/form/form/ask").json["values"].get(path)
    assert save(ana, "form", "ask", {path: (was, "Six days")}).json["saved"] == [path]
    said = save(ben, "form", "ask", {path: (was, "Two days"), "offer": (None, "Our notes")}).json
    assert said["differs"][path] == {"theirs": "Six days", "by": name_of(served, ana)}
    assert ben.get("/api/form/form/ask").json["by"] == {path: name_of(served, ana)}
    assert said["saved"] == ["offer"]


def test_the_same_request_again_changes_nothing(served: Any, teams: list[str]) -> None:
    ana = served.signed_in(team=teams[0])
    key = uuid4().hex
    save(ana, "form", "ask", {"tried": (None, "Once")}, key=key)
    save(ana, "form", "ask", {"tried": ("Once", "Twice")})
    assert save(ana, "form", "ask", {"tried": (None, "Once")}, key=key).json["saved"] == ["tried"]
    assert ana.get("/api/form/form/ask").json["values"]["tried"] == "Twice"


def test_nobody_saves_under_the_name_of_who_was_here_before(served: Any, teams: list[str]) -> None:
    ana = served.signed_in(team=teams[0])
    asked = {"key": "k", "kind": "form", "id": "ask", "changes": {}}
    assert ana.post("/api/save", asked, X_Cadence_Person="somebody-else").status == 401


@pytest.mark.parametrize(
    ("kind", "name"),
    [("form", "none"), ("survey", "none"), ("visit", "none"), ("kind", "ask"), ("form", "..")],
)
def test_what_there_is_not_is_refused_in_words(served: Any, teams: list[str], kind: str, name: str) -> None:
    answer = served.signed_in(team=teams[0]).get(f"/api/form/{kind}/{name}")
    assert answer.status == 404
    assert "Traceback" not in answer.text


@pytest.mark.parametrize(
    "changes",
    [None, [], "x", {"text": "x"}, {"text": {"was": None, "now": {"a": 1}}}, {"text/../x": {"now": "y"}}],
)
def test_what_no_page_sends_is_refused_and_nothing_is_kept(
    served: Any, teams: list[str], changes: Any
) -> None:
    ana = served.signed_in(team=teams[1])
    before = ana.get("/api/form/form/ask").json["values"]
    answer = ana.post("/api/save", {"key": "", "kind": "form", "id": "ask", "changes": changes})
    assert answer.status in (200, 422)
    assert "Traceback" not in answer.text
    assert ana.get("/api/form/form/ask").json["values"] == before


def test_a_visit_is_ones_own(served: Any, teams: list[str]) -> None:
    ana, ben = served.signed_in(team=teams[0]), served.signed_in(team=teams[0], number=1)
    record = uuid4().hex
    spec = ana.get(f"/api/form/visit/walkthrough/{record}").json["form"]
    level = next(part["id"] for part in spec["parts"] if part["id"].startswith("levels/"))
    changes = {"on": (None, "2026-10-12"), level: (None, "not-observed"), "note": (None, "Four pairs")}
    said = save(ana, "visit", "walkthrough", changes, record).json
    assert sorted(said["saved"]) == sorted(changes)
    assert ana.get(f"/api/form/visit/walkthrough/{record}").json["values"][level] == "not-observed"
    assert ben.get(f"/api/form/visit/walkthrough/{record}").status == 403


def test_a_visit_is_taken_back_whole_by_its_observer_alone(served: Any, teams: list[str]) -> None:
    ana, ben = served.signed_in(team=teams[0]), served.signed_in(team=teams[0], number=1)
    record = uuid4().hex
    save(ana, "visit", "walkthrough", {"note": (None, "Four pairs")}, record)
    assert save(ben, "visit", "walkthrough", {}, record, remove=True).status == 403
    for _ in range(2):  # the second time there is nothing to take back, which is as well
        assert save(ana, "visit", "walkthrough", {}, record, remove=True).status == 200
    assert ana.get(f"/api/form/visit/walkthrough/{record}").json["values"] == {}


def test_a_form_of_the_team_is_not_taken_back_whole(served: Any, teams: list[str]) -> None:
    ana = served.signed_in(team=teams[0])
    assert save(ana, "form", "ask", {}, remove=True).status == 422


def test_while_the_database_is_locked_pages_go_on_and_the_save_waits_for_its_turn(
    served: Any, teams: list[str]
) -> None:
    ana = served.signed_in(team=teams[0])
    was = ana.get("/api/form/form/ask").json["values"].get("stuck")
    other = sqlite3.connect(served.house.root / "cadence.sqlite", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with ThreadPoolExecutor(1) as thread:
        saving = thread.submit(save, ana, "form", "ask", {"stuck": (was, "Waits")})
        for _ in range(20):
            assert served.client().get("/join").status == 200
            assert ana.get("/api/form/form/ask").json["values"].get("stuck") == was
        assert not saving.done()
        other.execute("ROLLBACK")
        assert saving.result(60).json["saved"] == ["stuck"]
    assert ana.get("/api/form/form/ask").json["values"]["stuck"] == "Waits"


def test_a_goal_that_is_typed_is_a_goal_and_its_form_is_begun(served: Any, teams: list[str]) -> None:
    ana = served.signed_in(team=teams[0])
    with served.store() as store:
        view = store.view(Viewer("custodian"))
        set_state(view, "open", cycle=1, teams=[teams[0]], session=4)
    try:
        loaded = ana.get("/api/form/form/goals").json
        (table,) = (part for part in loaded["form"]["parts"] if part["kind"] == "table")
        what, _, _, baseline, *_ = (f"goals/{'a' * 32}/{column['id']}" for column in table["columns"])
        said = save(ana, "form", "goals", {what: (None, "Read more"), baseline: (None, "40%")}).json
        assert (said["saved"], said["refused"]) == ([what, baseline], {})
        with served.store() as store:
            goal = store.view(Viewer("custodian")).get(Goal, "a" * 32)
        assert (goal.team, goal.statement, goal.baseline) == (teams[0], "Read more", 0.4)
        assert ["form", "goals"] in ana.get(f"/api/since/{loaded['seq']}").json["forms"]
        home = ana.get("/").text
        assert "Begun" in home[home.index("Our goals, three at most") :][:400]
        row = f"goals/{'a' * 32}"
        order = ana.get("/api/form/form/goals").json["values"][row]
        assert save(ana, "form", "goals", {row: (order, None)}).json["saved"] == [row]
        assert what not in ana.get("/api/form/form/goals").json["values"]
    finally:
        with served.store() as store:
            set_state(store.view(Viewer("custodian")), "closed", cycle=1, teams=[teams[0]], session=4)
