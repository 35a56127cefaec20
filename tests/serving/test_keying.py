"""Keying paper over HTTP: for facilitators alone, and nothing is read back."""

from typing import Any
from uuid import uuid4

import pytest

from cadence.content import Content
from cadence.publish.steps import set_state
from cadence.store import Viewer

PAGE = "/keying/pulse"


@pytest.fixture(autouse=True)
def asked(served: Any, teams: list[str]) -> None:
    with served.store() as store:
        set_state(store.view(Viewer("custodian")), "open", cycle=1, teams=[teams[0]], session=5, step="pulse")


def test_a_facilitator_comes_from_the_room_to_the_paper_of_a_team(served: Any, teams: list[str]) -> None:
    leads = served.signed_in("facilitator")
    session = next(each.id for each in Content.load(served.house.root).sessions() if each.number == 5)
    assert f'href="/keying/pulse?team={teams[0]}"' in leads.get(f"/room?session={session}").text
    assert f'href="/keying/pulse?team={teams[1]}"' not in leads.get(f"/room?session={session}").text
    page = leads.get(f"{PAGE}?team={teams[0]}")
    assert page.status == 200 and 'data-kind="keyed" data-id="pulse"' in page.text
    for path in (PAGE, f"{PAGE}?team=none", f"/keying/lunch?team={teams[0]}"):
        assert leads.get(path).status == 404, path


def test_nobody_else_comes_to_paper_or_to_a_sheet(served: Any, teams: list[str]) -> None:
    record = uuid4().hex
    for role in ("member", "district"):
        client = served.signed_in(role, *([teams[0]] if role == "member" else []))
        assert client.get(f"{PAGE}?team={teams[0]}").status == 403
        for form in ("", f"?team={teams[0]}"):
            assert client.get(f"/api/form/keyed/pulse/{record}{form}").status in (403, 404)
            asked = {"key": "k", "kind": "keyed", "id": "pulse", "record": record, "changes": {}}
            assert client.post(f"/api/save{form}", asked).status in (403, 404)


def test_what_was_handed_in_is_not_read_back(served: Any, teams: list[str]) -> None:
    leads = served.signed_in("facilitator")
    record, team = uuid4().hex, f"?team={teams[0]}"
    address = f"/api/form/keyed/pulse/{record}{team}"
    rows = leads.get(address).json["form"]["parts"][0]["rows"]
    path = f"items/{rows[0]['id']}"
    sent = {"kind": "keyed", "id": "pulse", "record": record}
    typed = {path: {"was": None, "now": "5"}}
    assert leads.post(f"/api/save{team}", sent | {"key": "1", "changes": typed}).json["saved"] == [path]
    assert leads.get(address).json["values"] == {path: "5"}
    assert leads.post(f"/api/save{team}", sent | {"key": "2", "changes": {}, "submit": True}).json[
        "submitted"
    ]
    assert leads.get(address).json["values"] == {}
