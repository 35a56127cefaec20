"""Two ways to serve a room the same notebook: ours, and stock Voila with a stock text area that saves."""

import asyncio
import json
import re
import socket
import statistics
import subprocess
import sys
from datetime import UTC, datetime
from typing import Self
from uuid import uuid4

import psutil
from browsers import Browsers
from browsing import Answer, Visitor
from tornado.websocket import WebSocketClientConnection, websocket_connect

from cadence.institute import Institute
from cadence.model import Membership
from cadence.publish.steps import set_state
from cadence.serving.invites import Invites
from cadence.shipped import shipped
from cadence.store import Store, Viewer

SESSION, NUMBER, NOTEBOOK = "conditions", 1, "01-conditions.ipynb"
LINKED = re.compile(r'<(?:link|script)[^>]*(?:href|src)="([^"]*assets[^"]*)"')
FORMS = re.compile(r'class="cadence-form" data-kind="([^"]+)" data-id="([^"]+)"')


def megabytes(process: psutil.Process) -> float:
    """Return the private memory of a process and all that it started."""
    found = [process, *process.children(recursive=True)]
    return sum(each.memory_full_info().uss for each in found) / 2**20


class Ours:
    """`cadence serve`, with everybody signed in by an invite beforehand."""

    name = "ours"

    def __init__(self, house: Institute, people: int) -> None:
        self.house, self.people = house, people
        self._fields: dict[int, tuple[str, str, str]] = {}
        self._said: dict[int, object] = {}
        self._visitors: dict[int, Visitor] = {}

    async def __aenter__(self) -> Self:
        command = [sys.executable, "-c", "from cadence.cli import main; main()", "serve"]
        options = ["-i", str(self.house.root), "--port", "0", "--no-browser"]
        self._server = subprocess.Popen(command + options, stdout=subprocess.PIPE, text=True)
        self.process = psutil.Process(self._server.pid)
        self.port = await asyncio.to_thread(self._port)
        self._cookies = [await self._joined(token) for token in self._tokens()]
        await self.use_page(0)  # the first one pays for what all share
        await self.everybody_leaves()
        return self

    async def __aexit__(self, *_: object) -> None:
        self._server.terminate()
        self._server.communicate()

    def _port(self) -> int:
        assert self._server.stdout is not None
        for line in self._server.stdout:
            if found := re.search(r"http://[^/]*:(\d+)/join#", line):
                return int(found[1])
        raise RuntimeError("the server did not start")

    def _tokens(self) -> list[str]:
        """Open the session for every team, and return an invite for each person of the room."""
        with Store.open(self.house.database_url) as store:
            view = store.view(Viewer("custodian"))
            seats = sorted(view.all(Membership), key=lambda seat: (seat.team, seat.person))
            teams = sorted({seat.team for seat in seats})
            cycle = self.house.settings.cycle.number
            set_state(view, "open", cycle=cycle, teams=teams, session=NUMBER)
            invites = Invites(view, self.house.root)
            now = datetime.now(UTC)
            return [invites.issue(seat.person, now, 1) for seat in seats[: self.people]]

    async def _joined(self, token: str) -> dict[str, str]:
        visitor = Visitor(self.port)
        assert _fine(await visitor.post("/join", {"invite": token}))
        await visitor.leave()
        return visitor.cookies

    async def open_page(self, number: int) -> None:
        """Fetch the page with all that it names and its forms, on a device that has never been here."""
        visitor = self._visitors[number] = Visitor(self.port, dict(self._cookies[number]))
        page = _fine(await visitor.get(f"/session/{SESSION}")).text
        await asyncio.gather(*(_got(visitor, address) for address in LINKED.findall(page)))
        forms = [
            [kind, id, await _got(visitor, f"/api/form/{kind}/{id}")] for kind, id in FORMS.findall(page)
        ]
        fields = [
            (kind, id, part["id"], form.json["values"].get(part["id"]))
            for kind, id, form in forms
            if kind == "form" and form.json["form"]["state"] == "open"
            for part in form.json["form"]["parts"]
            if part["kind"] == "text"
        ]
        *self._fields[number], self._said[number] = fields[number % 8 % len(fields)]

    async def save(self, number: int) -> None:
        """Change one's own field, and wait until that is acknowledged."""
        kind, id, path = self._fields[number]
        text = f"{number}: {uuid4().hex}"
        change = {path: {"was": self._said[number], "now": text}}
        asked = {"key": str(uuid4()), "kind": kind, "id": id, "record": "", "changes": change}
        answer = _fine(await self._visitors[number].post("/api/save", asked)).json
        assert answer["saved"] == [path], answer
        self._said[number] = text

    async def use_page(self, number: int) -> None:
        """Come to the page and change its first field."""
        await self.open_page(number)
        await self.save(number)

    async def lost(self) -> int:
        """Return how many of the changes that were acknowledged last do not stand."""
        lost = 0
        for number, (kind, id, path) in self._fields.items():
            form = _fine(await self._visitors[number].get(f"/api/form/{kind}/{id}")).json
            lost += form["values"].get(path) != self._said[number]
        return lost

    def browsers(self) -> Browsers:
        """Return the real browsers that come along."""
        return Browsers(self.port, f"/session/{SESSION}", self._cookies)

    async def everybody_leaves(self) -> None:
        for visitor in self._visitors.values():
            await visitor.leave()
        self._visitors.clear()

    def memory(self) -> float:
        """Return the megabytes that the server and all it started hold for themselves."""
        return megabytes(self.process)


def _fine(answer: Answer) -> Answer:
    if answer.status != 200:
        raise RuntimeError(f"{answer.status}: {answer.body[:200]!r}")
    return answer


async def _got(visitor: Visitor, address: str) -> Answer:
    return _fine(await visitor.get(address))


STOCK = """
import sys
from papermill.parameterize import parameterize_notebook
from tornado.ioloop import IOLoop
from traitlets.config import Config
from voila.app import Voila
institute, port, folder = sys.argv[1:]

def hook(handler, notebook, cwd):
    notebook.metadata.papermill = {}
    for cell in notebook.cells:
        cell.metadata.setdefault("tags", [])
    return parameterize_notebook(notebook, {"institute": institute}, kernel_name="python3", language="python")

config = Config()
config.VoilaConfiguration.prelaunch_hook = hook
application = Voila(config=config)
application.initialize([folder, "--no-browser", "--Voila.ip=127.0.0.1", f"--Voila.port={port}"])
IOLoop.current().add_callback(print, "listening", flush=True)
application.start()
"""
FIELD = """
import ipywidgets
from uuid import uuid4
from cadence.model import Entry
from cadence.store import Viewer
box, said = ipywidgets.Textarea(), ipywidgets.Label()
_view, _team = book._context.store.view(Viewer("custodian")), book._context.team.id
_kept = [Entry(id=uuid4().hex, cycle=1, team=_team, form="charter", values={})]
def keep(change):
    (_kept[0],) = _view.write(_kept[0].model_copy(update={"values": {"purpose": change["new"]}}))
    said.value = "Saved " + change["new"]
box.observe(keep, "value")
display(box, said)
"""
VIEW = re.compile(r'"model_id": ?"([0-9a-f]{32})"')
KERNEL = re.compile(r'"?kernelId"?: ?"([0-9a-f-]{36})"')


class Stock:
    """Voila as it comes, the same notebook with a stock text area that saves at every change."""

    name = "stock"

    def __init__(self, house: Institute, people: int) -> None:
        self.house, self.people = house, people
        self._open: dict[int, tuple[WebSocketClientConnection, str, str]] = {}
        self._said: dict[int, str] = {}

    def browsers(self) -> None:
        """Return nobody: its text area is not what browsers are told to wait for."""

    async def __aenter__(self) -> Self:
        folder = self.house.root / "stock"
        folder.mkdir()
        notebook = json.loads((shipped("notebooks") / NOTEBOOK).read_text("utf-8"))
        cell = {
            "cell_type": "code",
            "id": "field",
            "metadata": {},
            "source": FIELD,
            "outputs": [],
            "execution_count": None,
        }
        notebook["cells"].append(cell)
        (folder / NOTEBOOK).write_text(json.dumps(notebook), "utf-8")
        with socket.socket() as held:
            held.bind(("127.0.0.1", 0))
            self.port = held.getsockname()[1]
        command = [sys.executable, "-c", STOCK, str(self.house.root), str(self.port), str(folder)]
        self._server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        self.process = psutil.Process(self._server.pid)
        await asyncio.to_thread(self._server.stdout.readline)  # type: ignore[union-attr]
        await self.use_page(0)
        await self.everybody_leaves()
        return self

    async def __aexit__(self, *_: object) -> None:
        self._server.terminate()
        self._server.communicate()

    async def open_page(self, number: int) -> None:
        visitor = Visitor(self.port)
        page = _fine(await visitor.get(f"/voila/render/{NOTEBOOK}")).text
        for address in re.findall(r'<script src="(/[^"]+)"', page):
            await _got(visitor, address)
        kernel = KERNEL.findall(page)[0]
        box, said = VIEW.findall(page)[-2:]
        line = await websocket_connect(f"ws://127.0.0.1:{self.port}/api/kernels/{kernel}/channels")
        self._open[number] = line, box, said
        await visitor.leave()

    async def save(self, number: int) -> None:
        line, box, said = self._open[number]
        text = uuid4().hex
        header = {
            "msg_id": uuid4().hex,
            "msg_type": "comm_msg",
            "session": uuid4().hex,
            "username": "",
            "version": "5.3",
        }
        data = {"method": "update", "state": {"value": text}, "buffer_paths": []}
        message = {"header": header, "parent_header": {}, "metadata": {}, "channel": "shell", "buffers": []}
        await line.write_message(json.dumps(message | {"content": {"comm_id": box, "data": data}}))
        while told := await line.read_message():
            content = json.loads(told).get("content", {}) if isinstance(told, str) else {}
            if (
                content.get("comm_id") == said
                and content["data"].get("state", {}).get("value") == f"Saved {text}"
            ):
                self._said[number] = text
                return
        raise ConnectionError("the kernel's line was closed")

    async def use_page(self, number: int) -> None:
        await self.open_page(number)
        await self.save(number)

    async def lost(self) -> int:
        """Return how many of the changes that were acknowledged last do not stand."""
        from cadence.model import Entry

        with Store.open(self.house.database_url) as store:
            stand = {entry.values.get("purpose") for entry in store.view(Viewer("custodian")).all(Entry)}
        return len(set(self._said.values()) - stand)

    async def everybody_leaves(self) -> None:
        """Close the pages; their kernels are ended as a browser asks for it when its tab is closed."""
        for line, _, _ in self._open.values():
            line.close()
        for child in self.process.children(recursive=True):
            child.terminate()
        self._open.clear()
        self._said.clear()

    def memory(self) -> float:
        """Return the megabytes of the server, and of a kernel for each page that is open.

        Voila starts kernels of earlier scenes anew when they are ended from outside; those do not count.
        """
        own = self.process.memory_full_info().uss / 2**20
        kernels = [each.memory_full_info().uss / 2**20 for each in self.process.children(recursive=True)]
        return own + (statistics.median(kernels) * len(self._open) if kernels else 0.0)
