"""Visitors who are slow on purpose, and a school that comes from one address: others are not kept out."""

import shutil
import socket
from collections.abc import Iterator
from uuid import uuid4

import pytest

from cadence.institute import Institute

from .conftest import MAIN, Client, Served, start, stop

HASTY = f"import cadence.serving.app as app; app.PATIENCE = app.QUIET = 2.0; {MAIN}"
HEAD = b"POST /api/save HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 900\r\n\r\n{"


@pytest.fixture(scope="module")
def served(demo: Institute, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server that waits two seconds for what comes slowly."""
    folder = shutil.copytree(demo.root, tmp_path_factory.mktemp("hasty") / "institute")
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("tests.serving.conftest.MAIN", HASTY)
        running = start(Institute.open(folder))
    yield running
    stop(running)


@pytest.mark.parametrize("begun", [b"GET /join HT", b"GET /join HTTP/1.1\r\nHost: a\r\nX-A: b\r\n", HEAD])
def test_who_never_ends_a_request_keeps_nobody_out_and_is_hung_up_on(served: Served, begun: bytes) -> None:
    lines = [socket.create_connection(("127.0.0.1", served.port), timeout=60) for _ in range(150)]
    for each in lines:
        each.sendall(begun)
    assert served.client().get("/join").status == 200
    assert served.signed_in().get("/api/me").status == 200
    for each in lines:
        while each.recv(4096):
            pass
        each.close()
    assert served.client().get("/join").status == 200


def test_who_tries_invites_behind_a_schools_address_locks_nobody_of_the_school_out(served: Served) -> None:
    guesser = served.client()
    assert 429 in {guesser.join(f"guess-{n}").status for n in range(60)}
    people = [served.somebody(number=number) for number in range(8)]
    came = [served.client().join(served.invite(each.id)).status for each in people]
    assert came == [200] * len(people)
    assert guesser.join("guess-again").status == 429


def test_what_another_team_writes_moves_nothing_that_a_member_can_ask_for(
    served: Served, teams: list[str]
) -> None:
    ana, other = served.signed_in(team=teams[0]), served.signed_in(team=teams[1])
    before = _since(ana, 0)["seq"]
    for n in range(3):
        was = other.get("/api/form/form/ask").json["values"].get("stuck")
        asked = {"key": uuid4().hex, "kind": "form", "id": "ask", "record": ""}
        said = other.post("/api/save", asked | {"changes": {"stuck": {"was": was, "now": f"Words {n}"}}})
        assert said.json["saved"] == ["stuck"]
    after = _since(ana, before)
    assert (after["seq"], after["forms"], after["page"]) == (before, [], False)


def _since(client: Client, seq: int) -> dict[str, object]:
    found: dict[str, object] = client.get(f"/api/since/{seq}").json
    return found
