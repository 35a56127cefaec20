"""What somebody may try who means no good: names, headers, parameters, sizes, and what gives secrets away."""

import json
import socket
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from hashlib import sha256
from http.client import HTTPException, HTTPResponse
from pathlib import Path
from typing import Any
from urllib.parse import quote
from zipfile import ZipFile, is_zipfile

import pytest
from typer.testing import CliRunner

from cadence.cli import app
from cadence.model import Event, Invite, SignIn
from cadence.serving.hosts import is_own, own_names
from cadence.serving.secret import FILE
from cadence.store import Viewer


@pytest.fixture(scope="module")
def ana(served: Any) -> Any:
    return served.signed_in()


# --- under another name --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:{port}", "127.0.0.1.evil.example", "localhost.evil", ""]
)
def test_a_name_that_was_made_to_lead_here_gets_nothing(served: Any, ana: Any, host: str) -> None:
    for client in (served.client(), ana):
        for path in ("/", "/join", "/api/me", "/nothing"):
            answer = client.get(path, Host=host.format(port=served.port) or "evil")
            assert answer.status in (403, 404)
            assert ana.person.encode() not in answer.body
    name = host.format(port=served.port) or "evil"
    refused = ana.post("/leave", Host=name, Origin=f"http://{name}")
    assert refused.status == 403 and ana.get("/api/me").status == 200


@pytest.mark.parametrize(
    ("host", "own"),
    [
        ("localhost", True),
        ("localhost:8866", True),
        ("LOCALHOST.:1", True),
        ("127.0.0.1:8866", True),
        ("192.168.7.5", True),
        ("[::1]:8866", True),
        ("[fe80::1]", True),
        ("cadence.example.org", True),
        ("evil.example", False),
        ("cadence.example.org.evil.example", False),
        ("127.0.0.1.nip.io", False),
        ("0x7f.1.evil", False),
        ("", False),
        ("[", False),
        ("a]b", False),
    ],
)
def test_the_server_answers_to_its_names_and_to_plain_numbers(host: str, own: bool) -> None:
    assert is_own(host, own_names(["cadence.example.org"])) is own


# --- as somebody else ----------------------------------------------------------------------------------


def test_who_one_is_cannot_be_said_by_the_one_who_asks(served: Any, ana: Any, teams: list[str]) -> None:
    true = ana.get("/api/me").json
    boss = served.somebody("facilitator")
    query = f"?person={boss.id}&team={teams[1]}&role=facilitator&user={boss.id}&token=x&username={boss.id}"
    said = {
        name: boss.id
        for name in (
            "X_Person",
            "X_User",
            "X_Forwarded_User",
            "Remote_User",
            "X_Remote_User",
            "Authorization",
        )
    }
    assert ana.get(f"/api/me{query}").json == true
    assert ana.get("/api/me", **said).json == true
    assert (
        ana.ask("GET", "/api/me", json.dumps(said).encode(), {"Content-Type": "application/json"}).json
        == true
    )
    assert served.client().get(f"/api/me{query}", **said).status == 401


def test_a_proxys_words_are_not_believed_where_there_is_none(served: Any, ana: Any) -> None:
    told = {
        "X_Forwarded_For": "10.9.8.7",
        "X_Real_Ip": "10.9.8.7",
        "X_Forwarded_Proto": "https",
        "X_Scheme": "https",
    }
    joined = served.client().post("/join", {"invite": served.invite(ana.person)}, **told)
    assert joined.status == 200 and "Secure" not in joined.headers["Set-Cookie"]
    with served.store() as store:
        log = store.view(Viewer("custodian")).all(Event, person=ana.person)
    assert {each.address for each in log} == {"127.0.0.1"}
    moved = {
        "Origin": "http://evil.example",
        "X_Forwarded_Host": "evil.example",
        "Forwarded": "host=evil.example",
    }
    assert ana.post("/leave", **moved).status == 403


def test_two_cookies_of_the_same_name_are_one_person_at_most(served: Any, ana: Any) -> None:
    ((name, held),) = ana.cookies.items()
    boss = served.signed_in("facilitator")
    for pair in ((held, "x"), ("x", held), (held, boss.cookies[name])):
        cookie = "; ".join(f"{name}={value}" for value in pair)
        answer = served.client().get("/api/me", Cookie=cookie)
        assert answer.status in (200, 401)
        assert answer.status == 401 or answer.json["person"] in (ana.person, boss.person)


@pytest.mark.parametrize(
    "there", ["http://evil.example", "//evil.example", "https:evil", "/\\evil.example", "javascript:1"]
)
def test_nothing_that_is_asked_for_leads_elsewhere(served: Any, ana: Any, there: str) -> None:
    for client in (served.client(), ana):
        for path in ("/", "/join", "/leave", "/room", "/session/1"):
            for name in ("next", "url", "redirect", "return", "to"):
                answer = client.get(f"{path}?{name}={quote(there, safe='')}")
                assert (answer.headers["Location"] or "/").startswith("/")
                assert not (answer.headers["Location"] or "/x").startswith(("//", "/\\"))
    joined = served.client().post(
        f"/join?next={quote(there)}", {"invite": served.invite(ana.person), "next": there}
    )
    assert joined.json == {"home": "/"}


# --- too much ------------------------------------------------------------------------------------------


def raw(port: int, sent: bytes) -> int:
    """Send bytes and return the status that comes back, 0 where the line is closed without one."""
    with socket.create_connection(("127.0.0.1", port), timeout=60) as line:
        try:
            line.sendall(sent)
            line.shutdown(socket.SHUT_WR)
            answer = HTTPResponse(line)
            answer.begin()
        except (OSError, HTTPException):
            return 0
        return answer.status


def test_what_is_too_large_is_not_even_read(served: Any, ana: Any) -> None:
    head = "POST /join HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 900000000\r\n\r\n"
    assert raw(served.port, head.encode() + b"x" * 4096) in (0, 400, 413)
    assert raw(served.port, b"GET / HTTP/1.1\r\nHost: a\r\nX: " + b"x" * 100_000 + b"\r\n\r\n") in (
        0,
        400,
        431,
    )
    deep = b"[" * 200_000 + b"]" * 200_000
    said = {"Origin": f"http://127.0.0.1:{served.port}", "Content-Type": "application/json"}
    assert ana.ask("POST", "/join", deep, said).status == 422
    assert ana.get("/api/me").status == 200


@pytest.mark.parametrize(
    "sent",
    [
        b"\x16\x03\x01\x02\x00\x01\x00",
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET /\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        b"POST /join HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nabcde",
        b"POST /join HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 5\r\n"
        b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\nG",
        b"POST /join HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: xchunked\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-A: b\x00c\r\n\r\n",
        b"GET http://evil.example/ HTTP/1.1\r\nHost: evil.example\r\n\r\n",
    ],
)
def test_what_is_no_request_is_refused_and_harms_nobody(served: Any, ana: Any, sent: bytes) -> None:
    assert raw(served.port, sent) in (0, 400, 403, 404, 411, 501, 505)
    assert ana.get("/api/me").status == 200


def test_who_asks_without_end_waits_and_others_do_not(served: Any, teams: list[str]) -> None:
    eager, calm = served.signed_in("member", teams[0], 6), served.signed_in("member", teams[0], 7)
    ((name, held),) = eager.cookies.items()
    one = f"GET /api/me HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {name}={held}\r\n\r\n".encode()
    with socket.create_connection(("127.0.0.1", served.port), timeout=60) as line:
        line.sendall(one * 1_000 + one.replace(b"Host", b"Connection: close\r\nHost"))
        answers = b"".join(iter(lambda: line.recv(1 << 16), b""))
    counts = {status: answers.count(b"HTTP/1.1 " + status) for status in (b"200", b"429", b"500")}
    assert counts[b"200"] >= 300 and counts[b"429"] and not counts[b"500"]
    assert calm.get("/api/me").status == 200


# --- what would give secrets away ----------------------------------------------------------------------


def test_no_secret_stands_in_a_page_a_log_or_an_export(served: Any, ana: Any) -> None:
    token = served.invite(ana.person)
    device = served.client()
    device.join(token)
    ((_, held),) = device.cookies.items()
    secret = (served.house.root / FILE).read_text("ascii")
    with served.store() as store:
        view = store.view(Viewer("custodian"))
        keys = [each.id for kind in (Invite, SignIn) for each in view.all(kind)]
    hidden = [token, held, secret, *keys]
    pages = [device.get(path).text for path in ("/", "/join", "/api/me", "/session/1", "/nothing", "/room")]
    assert not [each for each in hidden for page in pages if each in page]
    assert not [each for each in hidden if each in served.log.read_text()]


def test_an_export_and_a_backup_hold_no_way_in(served: Any, ana: Any) -> None:
    root = served.house.root
    for command in (["export", "--format", "csv,json"], ["backup"]):
        assert CliRunner().invoke(app, [*command, "-i", str(root)]).exit_code == 0
    secret, (held,) = (root / FILE).read_bytes(), ana.cookies.values()
    texts = dict(_texts(root / "exports")) | dict(_texts(root / "backups"))
    assert len(texts) > 20
    assert not [
        name for name, text in texts.items() if secret in text or held.encode() in text or FILE in name
    ]
    digests = [name for name, text in texts.items() if sha256(held.encode()).hexdigest().encode() in text]
    assert all("sign_in" in name or "history" in name for name in digests)


def _texts(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Yield what lies in a folder, and in the archives there."""
    for path in folder.rglob("*"):
        if is_zipfile(path):
            with ZipFile(path) as archive:
                yield from ((f"{path}:{name}", archive.read(name)) for name in archive.namelist())
        elif path.is_file():
            yield str(path), path.read_bytes()


def test_what_goes_wrong_inside_is_said_in_words_and_not_shown(served: Any, teams: list[str]) -> None:
    fresh = served.signed_in("member", teams[1], 5)
    with closing(sqlite3.connect(served.house.root / "cadence.sqlite", timeout=30)) as database:
        database.execute("ALTER TABLE person RENAME TO away")
        answers = [fresh.get(path) for path in ("/", "/api/me", "/session/prework", "/join")]
        database.execute("ALTER TABLE away RENAME TO person")
    assert {answer.status for answer in answers} <= {500, 503}
    for answer in answers:
        shown = (b"Traceback", b"sqlite", b"SELECT", b"no such table", b".py")
        assert not [word for word in shown if word in answer.body]
    assert fresh.get("/api/me").status == 200
