"""The application in a process of its own, and visitors of every role, signed in."""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from typing import Any

import pytest

from cadence.institute import Institute
from cadence.model import Membership, Person
from cadence.serving.invites import Invites
from cadence.store import Store, Viewer

MAIN = "from cadence.cli import main; main()"


@dataclass
class Answer:
    """What came back: the status, the headers and the body."""

    status: int
    headers: Any
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class Client:
    """A browser without a screen: it keeps its cookies and says where it comes from."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    person: str = ""
    team: str = ""

    def get(self, path: str, **headers: str) -> Answer:
        return self.ask("GET", path, headers=headers)

    def post(self, path: str, sent: object = None, **headers: str) -> Answer:
        said = {"Content-Type": "application/json", "Origin": f"http://127.0.0.1:{self.port}", **headers}
        return self.ask("POST", path, json.dumps(sent or {}).encode(), said)

    def ask(
        self, method: str, path: str, body: bytes | None = None, headers: dict[str, str] | None = None
    ) -> Answer:
        """Ask for exactly this; a header's `_` is a `-`, and an empty one is left out."""
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        said = {name.replace("_", "-"): value for name, value in (headers or {}).items()}
        said = {"Cookie": cookie, **said}
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        connection.request(method, path, body, {name: value for name, value in said.items() if value})
        try:
            return self._kept(connection.getresponse())
        finally:
            connection.close()

    def join(self, token: str, **more: object) -> Answer:
        return self.post("/join", {"invite": token, **more})

    def _kept(self, response: HTTPResponse) -> Answer:
        for line in response.headers.get_all("Set-Cookie") or []:
            name, _, rest = line.partition("=")
            value = rest.partition(";")[0].strip('"')
            self.cookies.pop(name, None)
            if value:
                self.cookies[name] = value
        return Answer(response.status, response.headers, response.read())


@dataclass
class Served:
    """An institute that is served, and the store that it is served from."""

    house: Institute
    process: "subprocess.Popen[str]"
    port: int
    own: str
    """The token of the facilitator's own link, which is for one use."""
    log: Path
    """What the server wrote for whoever runs it, beyond its greeting."""

    def client(self) -> Client:
        return Client(self.port)

    def store(self) -> Store:
        return Store.open(self.house.database_url)

    def invite(self, person: str, days: float = 1, **more: Any) -> str:
        with self.store() as store:
            invites = Invites(store.view(Viewer("custodian")), self.house.root)
            return invites.issue(person, datetime.now(UTC), days, **more)

    def revoke(self, person: str) -> int:
        with self.store() as store:
            invites = Invites(store.view(Viewer("custodian")), self.house.root)
            return invites.revoke(datetime.now(UTC), person=person)

    def somebody(self, role: str = "member", team: str = "", number: int = 0) -> Person:
        """Return a person of a role (and a team); a district leader or a facilitator is made if need be."""
        with self.store() as store:
            view = store.view(Viewer("custodian"))
            found = view.all(Person, role=role)
            if team:
                seats = {each.person for each in view.all(Membership, team=team)}
                found = [each for each in found if each.id in seats]
            if len(found) <= number and role != "member":
                found += view.write(Person(name=f"A {role} leader", role=role))  # type: ignore[arg-type]
        return found[number]

    def signed_in(self, role: str = "member", team: str = "", number: int = 0) -> Client:
        """Return a client with somebody of that role signed in."""
        person = self.somebody(role, team, number)
        client = Client(self.port, person=person.id, team=team)
        assert client.join(self.invite(person.id)).status == 200
        return client


def start(house: Institute, *options: str) -> Served:
    """Serve an institute at a free port, and wait until it says where."""
    command = [
        sys.executable,
        "-c",
        MAIN,
        "serve",
        "-i",
        str(house.root),
        "--port",
        "0",
        "--no-browser",
        *options,
    ]
    log = house.root.with_name("log")
    with log.open("w") as written:
        process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=written, text=True, encoding="utf-8"
        )
    assert process.stdout is not None
    for line in process.stdout:
        if found := re.search(r"https?://[^/]*:(\d+)/join#(\S+)", line):
            return Served(house, process, int(found[1]), found[2], log)
    raise AssertionError(f"The server ended with {process.wait()}: {log.read_text()}")


def stop(served: Served) -> int:
    """Ask the server to end, and return how it did."""
    served.process.terminate()
    try:
        return served.process.wait(timeout=60)
    finally:
        served.process.kill()
        if served.process.stdout:
            served.process.stdout.close()


@pytest.fixture
def serve() -> Iterator[Callable[..., Served]]:
    """Return how to serve an institute; every server is ended."""
    running: list[Served] = []

    def started(house: Institute, *options: str) -> Served:
        running.append(start(house, *options))
        return running[-1]

    yield started
    for each in running:
        stop(each)


@pytest.fixture(scope="module")
def tailored() -> Callable[[Institute], None]:
    """Return what is done to the institute before it is served; a file of tests may say its own."""
    return lambda house: None


@pytest.fixture(scope="module")
def served(
    demo: Institute, tmp_path_factory: pytest.TempPathFactory, tailored: Callable[[Institute], None]
) -> Iterator[Served]:
    """Lend a demonstration of two teams that is served, one for a whole file of tests."""
    folder = tmp_path_factory.mktemp("served") / "institute"
    shutil.copytree(demo.root, folder)
    tailored(Institute.open(folder))
    served = start(Institute.open(folder))
    yield served
    stop(served)


@pytest.fixture
def teams(served: Served) -> list[str]:
    """Return the short names of its teams."""
    with served.store() as store:
        seats = store.view(Viewer("custodian")).all(Membership)
    return sorted({each.team for each in seats})


@pytest.fixture
def folder(demo: Institute, tmp_path: Path) -> Institute:
    """Lend a copy of the demonstration for one test alone."""
    return Institute.open(shutil.copytree(demo.root, tmp_path / "institute"))
