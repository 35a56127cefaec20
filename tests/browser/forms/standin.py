"""A stand-in for the server of forms: the three calls, kept in memory, with faults to order."""

import asyncio
import json
import threading
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from html import escape
from pathlib import Path
from typing import Any

import tornado.httpserver
import tornado.netutil
import tornado.web
from ruamel.yaml import YAML

from cadence.blocks.style import block_css
from cadence.forms.page import script, style
from cadence.shipped import shipped

STRICT = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
GLUE = """
import { connect, mount, pending, signOut } from "/assets/form.js";
const transport = connect({ institute: "riverside", ...document.body.dataset });
document.querySelectorAll(".cadence-form").forEach((one) => mount(one, transport));
document.querySelector("#leave").addEventListener("click", () => signOut(transport));
Object.assign(window, { pendingNow: () => pending(transport) });
"""
PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Forms</title>
<link rel="icon" href="data:,">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="/assets/form.css"><script type="module" src="/assets/page.js"></script></head>
<body class="cadence" data-base="/as/{person}/" data-person="{person}"><main id="main"><h1>Our forms</h1>
<h2>To fill</h2>
{forms}<button id="leave">Sign out</button></main></body></html>"""
Name = tuple[str, str, str]


def samples() -> dict[tuple[str, str], dict[str, Any]]:
    """Return the forms for the tests, by kind and id."""
    specs = YAML(typ="safe").load(Path(__file__).with_name("samples.yaml").read_text("utf-8"))
    return {(spec["kind"], spec["id"]): spec for spec in specs}


@dataclass
class Room:
    """What stands, and what is to go wrong."""

    specs: dict[tuple[str, str], dict[str, Any]] = field(default_factory=samples)
    values: dict[Name, dict[str, Any]] = field(default_factory=lambda: defaultdict(dict))
    writers: dict[tuple[Name, str], str] = field(default_factory=dict)
    submitted: dict[Name, str] = field(default_factory=dict)
    changes: list[Name] = field(default_factory=list)
    replies: dict[str, dict[str, Any]] = field(default_factory=dict)
    requests: list[dict[str, Any]] = field(default_factory=list)
    acknowledged: list[tuple[Name, str, Any]] = field(default_factory=list)
    orders: list[str | int] = field(default_factory=list)
    always: str | int | None = None
    gate: threading.Event = field(default_factory=threading.Event)
    skew: timedelta = timedelta()
    seen: Counter[str] = field(default_factory=Counter)
    unready: dict[str, str] = field(default_factory=dict)
    left: list[str] = field(default_factory=list)

    def write(self, name: Name, path: str, value: Any, by: str = "Ana Ruiz") -> None:
        """Change a value as another person would."""
        self._put(name, path, value)
        self.writers[name, path] = by
        self.changes.append(name)

    def _put(self, name: Name, path: str, value: Any) -> None:
        kept = self.values[name]
        if value is None:
            for one in [one for one in kept if one == path or one.startswith(f"{path}/")]:
                del kept[one]
        else:
            kept[path] = value

    def save(self, person: str, request: dict[str, Any]) -> dict[str, Any]:
        """Answer a save; the same key gets the same answer."""
        if request["key"] not in self.replies:
            self.replies[request["key"]] = self._saved(person, request)
        return self.replies[request["key"]]

    def _saved(self, person: str, request: dict[str, Any]) -> dict[str, Any]:
        name = (request["kind"], request["id"], request["record"])
        reply: dict[str, Any] = {"saved": [], "differs": {}, "refused": {}}
        if request.get("remove"):
            self.values[name].clear()
        for path, change in request["changes"].items():
            self._one(person, name, path, change, reply)
        if request.get("submit") and self.unready:
            reply["refused"][""] = self.unready
        elif request.get("submit"):
            self.submitted[name] = self.now()
        if reply["saved"] or request.get("submit"):
            self.changes.append(name)
        return {**reply, "seq": len(self.changes), "at": self.now(), "submitted": self.submitted.get(name)}

    def _one(self, person: str, name: Name, path: str, change: dict[str, Any], reply: dict[str, Any]) -> None:
        stands, was, now = self.values[name].get(path), change["was"], change["now"]
        if isinstance(now, str) and "forbidden" in now:
            reply["refused"][path] = {"what": "This word is refused.", "remedy": "Write another one."}
        elif stands in (was, now) or (stands is None and was in ("", [])):
            self._put(name, path, now)
            self.writers[name, path] = person
            reply["saved"].append(path)
        else:
            by = self.writers.get((name, path), "")
            reply["differs"][path] = {"theirs": stands, "by": by if by != person else ""}

    def load(self, name: Name) -> dict[str, Any]:
        """Return a form with its values."""
        by = {path: who for (form, path), who in self.writers.items() if form == name}
        return {
            "form": self.specs[name[:2]],
            "values": dict(self.values[name]),
            "seq": len(self.changes),
            "submitted": self.submitted.get(name),
            "by": by,
        }

    def now(self) -> str:
        """Return the time by this server's clock, which may be wrong."""
        return (datetime.now(UTC) + self.skew).isoformat()


class Api(tornado.web.RequestHandler):
    """What all calls share: the faults."""

    room: Room

    def initialize(self, room: Room) -> None:
        self.room = room

    async def fault(self) -> bool:
        """Do what was ordered; return whether that was the answer."""
        order = self.room.always or (self.room.orders.pop(0) if self.room.orders else None)
        if order == "slow":
            await asyncio.get_running_loop().run_in_executor(None, self.room.gate.wait, 60)
        elif order in ("cut", "lost"):
            self.hang_up()
        elif isinstance(order, int):
            self.set_status(order)
            words = {"what": f"The server said {order}.", "remedy": "Please wait a moment."}
            await self.finish({"error": words})
        return order not in (None, "slow")

    def hang_up(self) -> None:
        self._auto_finish = False
        assert self.request.connection is not None
        self.request.connection.stream.close()  # type: ignore[attr-defined]


class Save(Api):
    async def post(self, person: str) -> None:
        request = json.loads(self.request.body)
        self.room.requests.append(request)
        lost = self.room.orders[:1] == ["lost"]
        if lost:
            self.room.save(person, request)
        if await self.fault():
            return
        reply = self.room.save(person, request)
        name = (request["kind"], request["id"], request["record"])
        await self.finish(reply)
        taken = [(name, path, request["changes"][path]["now"]) for path in reply["saved"]]
        self.room.acknowledged.extend(taken)


class Load(Api):
    async def get(self, person: str, kind: str, form: str, record: str | None) -> None:
        if isinstance(self.room.always, int | str) and self.room.always != "slow" and await self.fault():
            return
        await self.finish(self.room.load((kind, form, record or "")))


class Since(Api):
    async def get(self, person: str, seq: str) -> None:
        self.room.seen["since"] += 1
        if self.room.always in ("cut", 401) and await self.fault():
            return
        news = sorted({name[:2] for name in self.room.changes[int(seq) :]})
        await self.finish(
            {"seq": len(self.room.changes), "forms": news, "page": False, "steps": {}, "message": ""}
        )


class Leave(Api):
    async def post(self, person: str) -> None:
        if self.room.always == "cut" and await self.fault():
            return
        self.room.left.append(person)
        await self.finish("")


class Show(tornado.web.RequestHandler):
    def get(self, person: str, forms: str) -> None:
        self.set_header("Content-Security-Policy", STRICT)
        self.set_header("Set-Cookie", "_xsrf=2|abc; Path=/")
        named = [one.split(".") for one in forms.split(",") if one]
        shown = "".join(
            f'<div class="cadence-form" id="{kind}-{name}" data-kind="{kind}" data-id="{name}"'
            f"{' data-fold' if fold else ''}></div>"
            for kind, name, *fold in named
        )
        self.finish(PAGE.format(person=escape(person), forms=shown))


class Asset(tornado.web.RequestHandler):
    def get(self, name: str) -> None:
        kinds = {"css": "text/css", "js": "text/javascript"}
        self.set_header("Content-Type", f"{kinds[name.rpartition('.')[2]]}; charset=utf-8")
        self.finish({"form.js": script, "page.js": lambda: GLUE, "form.css": _css}[name]())


def _css() -> str:
    packet = Path(str(shipped("templates"))) / "packet" / "packet.css"
    return block_css() + packet.read_text("utf-8") + style()


class StandIn:
    """A server in a thread that can be killed and started again on its port."""

    def __init__(self, room: Room) -> None:
        self.room = room
        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=self.loop.run_forever, daemon=True)
        self.thread.start()
        self.port = 0
        self.start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def page(self, person: str, *forms: str) -> str:
        """Return the address of a page with forms, each `kind.id`."""
        return f"{self.address}/as/{person}/page/{','.join(forms)}"

    def start(self) -> None:
        """Listen, on the same port as before."""
        asyncio.run_coroutine_threadsafe(self._start(), self.loop).result(20)

    async def _start(self) -> None:
        with_room = {"room": self.room}
        app = tornado.web.Application(
            [
                (r"/as/([\w-]+)/api/save", Save, with_room),
                (r"/as/([\w-]+)/api/form/([\w-]+)/([\w-]+)(?:/([\w-]+))?", Load, with_room),
                (r"/as/([\w-]+)/api/since/(\d+)", Since, with_room),
                (r"/as/([\w-]+)/leave", Leave, with_room),
                (r"/as/([\w-]+)/page/([\w.,-]*)", Show),
                (r"/as/([\w-]+)/()", Show),
                (r"/assets/([\w.]+)", Asset),
            ]
        )
        sockets = tornado.netutil.bind_sockets(self.port, "127.0.0.1")
        self.port = sockets[0].getsockname()[1]
        self.server = tornado.httpserver.HTTPServer(app)
        self.server.add_sockets(sockets)

    def kill(self) -> None:
        """Stop answering, and hang up on everybody."""
        asyncio.run_coroutine_threadsafe(self._kill(), self.loop).result(20)

    async def _kill(self) -> None:
        self.server.stop()
        await self.server.close_all_connections()

    def close(self) -> None:
        self.room.gate.set()
        self.kill()
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join(20)
        self.loop.close()


@contextmanager
def standing_in(room: Room) -> Iterator[StandIn]:
    """Lend a stand-in for the length of a block."""
    server = StandIn(room)
    try:
        yield server
    finally:
        server.close()
