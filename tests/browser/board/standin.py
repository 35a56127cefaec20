"""A stand-in for the server of the board: its calls, kept in memory, with faults to order."""

import asyncio
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import Any

import tornado.httpserver
import tornado.netutil
import tornado.web

import cadence.board.page
import cadence.forms.page
from cadence.blocks.style import block_css, dark_css
from cadence.shipped import shipped

STRICT = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
GLUE = """
import { connect, pending } from "/assets/forms/form.js";
import { mount } from "/assets/board/board.js";
const transport = connect({ institute: "riverside", ...document.body.dataset });
mount(document.querySelector(".cadence-board"), transport);
window.pendingNow = () => pending(transport);
"""
PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Board</title>
<link rel="icon" href="data:,"><meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="/assets/page.css"><script type="module" src="/assets/page.js"></script></head>
<body class="cadence" data-base="/as/{person}/" data-person="{person}"><main id="main">
<h1>Alcott Elementary</h1><h2>The action board</h2><div class="cadence-board"></div></main></body></html>"""
PEOPLE = {"ana": "Ana Ruiz", "ben": "Ben Okafor", "cleo": "Cleo Park"}
COLUMNS = [
    {"id": "ideas", "title": "Ideas", "help": "What we might do.", "limit": None},
    {"id": "ready", "title": "Ready", "help": "Clear enough to begin.", "limit": None},
    {"id": "doing", "title": "Doing", "help": "What we work on now.", "limit": 3},
    {"id": "review", "title": "In review", "help": "A teammate looks.", "limit": None},
    {"id": "done", "title": "Done", "help": "Confirmed by a teammate.", "limit": None},
]
GOALS = [
    {"value": "g1", "label": "Students use the learning target in 60% of visits by May"},
    {"value": "g2", "label": "Tasks ask for reasoning"},
]
TODAY = "2026-11-25"
Deed = dict[str, Any]


def card(id: str, column: str, title: str, **more: Any) -> dict[str, Any]:
    """Return a card as the server tells it."""
    blank: dict[str, Any] = dict.fromkeys(("owner", "verifier", "due", "started", "done", "goal"))
    texts = dict.fromkeys(("standard", "notes", "mark"), "")
    lists: dict[str, Any] = {"evidence": [], "words": [], "by": ""}
    return {"id": id, "column": column, "title": title, "order": 0} | blank | texts | lists | more


def few() -> list[dict[str, Any]]:
    """Return a board of a few cards."""
    return [
        card("c1", "ideas", "Ask the art room for their walls"),
        card("c2", "ready", "Write exit tickets", owner="ana", due="2026-11-30", goal="g1"),
        card("c3", "ready", "Share two tasks", owner="ben", due="2026-11-25", goal="g2"),
        card("c4", "doing", "Learning targets on every wall", owner="ana", due="2026-11-20", goal="g1"),
        card("c5", "review", "Visit each other once", owner="ben", standard="Four visits, each with a note."),
        card(
            "c6",
            "done",
            "Agree on the look-fors",
            owner="cleo",
            words=[{"verdict": "confirmed", "question": "", "by": "Ben Okafor", "on": "2026-11-19"}],
        ),
    ]


@dataclass
class Table:
    """What stands on the board, and what is to go wrong."""

    cards: list[dict[str, Any]] = field(default_factory=few)
    changes: int = 1
    replies: dict[str, dict[str, Any]] = field(default_factory=dict)
    deeds: list[Deed] = field(default_factory=list)
    writers: dict[tuple[str, str], str] = field(default_factory=dict)
    undo: dict[str, str] | None = None
    lint: list[dict[str, str]] = field(default_factory=list)
    wins: list[str] = field(default_factory=list)
    cut: bool = False

    def show(self, me: str) -> dict[str, Any]:
        """Return the board as a person sees it."""
        ranked = [
            one
            | {
                "order": at,
                "may": {
                    "confirm": one["column"] == "review" and one["owner"] != me,
                    "why": "It is your own work: a teammate looks at it.",
                },
            }
            for at, one in enumerate(self.cards)
        ]
        people = [{"value": value, "label": label} for value, label in PEOPLE.items()]
        said = {"seq": self.changes, "me": me, "today": TODAY, "columns": COLUMNS, "people": people}
        more = {"goals": GOALS, "since": "2026-11-04", "wins": self.wins, "lint": self.lint}
        return said | more | {"cards": ranked, "undo": self.undo, "writable": True, "why": ""}

    def do(self, me: str, deed: Deed) -> dict[str, Any]:
        """Do what a page asks; the same key gets the same answer."""
        if deed["key"] not in self.replies:
            self.replies[deed["key"]] = self._did(me, deed)
        return self.replies[deed["key"]]

    def _did(self, me: str, deed: Deed) -> dict[str, Any]:
        self.deeds.append(deed)
        reply: dict[str, Any] = {"differs": {}, "refused": {}, "ask": None, "said": ""}
        steps: dict[str, Callable[[str, Deed, dict[str, Any]], None]] = {
            "add": self._add,
            "edit": self._edit,
            "move": self._move,
            "remove": self._remove,
            "evidence": self._evidence,
            "confirm": self._confirm,
            "return": self._return,
        }
        steps[deed["do"]](me, deed, reply)
        self.changes += 1
        found = next((one for one in self.show(me)["cards"] if one["id"] == deed["card"]), None)
        said = {"seq": self.changes, "at": f"{TODAY}T10:00:00+00:00"}
        return reply | said | {"card": found, "undo": self.undo}

    def find(self, id: str) -> dict[str, Any]:
        """Return a card."""
        return next(one for one in self.cards if one["id"] == id)

    def column(self, id: str) -> list[str]:
        """Return the ids of a column's cards, from the top."""
        return [one["id"] for one in self.cards if one["column"] == id]

    def _add(self, me: str, deed: Deed, reply: dict[str, Any]) -> None:
        fields = {name: change["now"] for name, change in deed["changes"].items()}
        self.cards.append(card(deed["card"], deed["column"], **fields) | {"by": PEOPLE[me]})
        reply["said"] = f"Added '{fields['title']}'."

    def _edit(self, me: str, deed: Deed, reply: dict[str, Any]) -> None:
        found = self.find(deed["card"])
        for name, change in deed["changes"].items():
            if found[name] not in (change["was"], change["now"]):
                by = PEOPLE.get(self.writers.get((found["id"], name), ""), "")
                reply["differs"][name] = {"theirs": found[name], "by": by}
            elif "forbidden" in str(change["now"]):
                reply["refused"][name] = {"what": "This word is refused.", "remedy": "Write another one."}
            else:
                found |= {name: change["now"], "by": PEOPLE[me]}
                self.writers[found["id"], name] = me

    def _move(self, me: str, deed: Deed, reply: dict[str, Any]) -> None:
        found = self.find(deed["card"])
        limit = next(one["limit"] for one in COLUMNS if one["id"] == deed["to"])
        entering = deed["to"] != found["column"]
        if found["column"] != deed["from"]:
            by = PEOPLE[self.writers[found["id"], "column"]]
            reply["differs"]["column"] = {"theirs": found["column"], "by": by}
        elif entering and limit and len(self.column(deed["to"])) >= limit and not deed["anyway"]:
            reply["ask"] = {"what": "Doing is full", "why": "You agreed on three at a time."}
        else:
            self._put(found, deed["to"], deed["before"])
            found["by"], self.writers[found["id"], "column"] = PEOPLE[me], me
            self.undo = {"label": f"Moved '{found['title']}'"}
            reply["said"] = f"'{found['title']}' is now in {deed['to']}."

    def _put(self, found: dict[str, Any], to: str, before: str | None) -> None:
        self.cards.remove(found)
        found["column"] = to
        ids = [one["id"] for one in self.cards]
        self.cards.insert(ids.index(before) if before in ids else len(ids), found)

    def _remove(self, me: str, deed: Deed, reply: dict[str, Any]) -> None:
        self.cards.remove(self.find(deed["card"]))

    def _evidence(self, me: str, deed: Deed, reply: dict[str, Any]) -> None:
        piece = {"id": deed["id"], "kind": deed["kind"], "text": deed["text"], "by": PEOPLE[me], "on": TODAY}
        self.find(deed["card"])["evidence"].append(piece)

    def _confirm(self, me: str, deed: Deed, reply: dict[str, Any]) -> None:
        self._word(me, deed, "confirmed", "done")

    def _return(self, me: str, deed: Deed, reply: dict[str, Any]) -> None:
        self._word(me, deed, "returned", "doing")

    def _word(self, me: str, deed: Deed, verdict: str, to: str) -> None:
        found = self.find(deed["card"])
        word = {"verdict": verdict, "question": deed.get("question", ""), "by": PEOPLE[me], "on": TODAY}
        found["words"].append(word)
        found["by"] = PEOPLE[me]
        self._put(found, to, None)


class Api(tornado.web.RequestHandler):
    """What all calls share: the table, and a connection that can be cut."""

    table: Table

    def initialize(self, table: Table) -> None:
        self.table = table

    def prepare(self) -> None:
        if self.table.cut:
            assert self.request.connection is not None
            self._auto_finish = False
            self._finished = True
            self.request.connection.stream.close()  # type: ignore[attr-defined]


class OnBoard(Api):
    def get(self, person: str) -> None:
        if not self.table.cut:
            self.finish(self.table.show(person))

    def post(self, person: str) -> None:
        if not self.table.cut:
            self.finish(self.table.do(person, json.loads(self.request.body)))


class Story(Api):
    def get(self, person: str, card: str) -> None:
        if not self.table.cut:
            who = self.table.find(card)["by"]
            told = [{"who": who, "what": "moved it", "at": f"{TODAY}T10:00:00+00:00"}]
            self.finish({"story": told if who else []})


class Since(Api):
    def get(self, person: str, seq: str) -> None:
        if not self.table.cut:
            news = [["board", "board"]] if int(seq) < self.table.changes else []
            self.finish({"seq": self.table.changes, "forms": news, "page": False, "steps": {}, "message": ""})


class Show(tornado.web.RequestHandler):
    def get(self, person: str) -> None:
        self.set_header("Content-Security-Policy", STRICT)
        self.finish(PAGE.format(person=escape(person)))


class Asset(tornado.web.RequestHandler):
    def get(self, name: str) -> None:
        kinds = {"css": "text/css", "js": "text/javascript"}
        self.set_header("Content-Type", f"{kinds[name.rpartition('.')[2]]}; charset=utf-8")
        self.finish(_asset(name))


def _asset(name: str) -> str:
    if name == "page.js":
        return GLUE
    forms, board = (Path(str(each.__file__)).parent for each in (cadence.forms.page, cadence.board.page))
    if name == "page.css":
        page = Path(str(shipped("templates"))) / "voila" / "page.css"
        sheets = (page, forms / "form.css", board / "board.css")
        return "\n".join((block_css(), dark_css(), *(each.read_text("utf-8") for each in sheets)))
    folder, _, file = name.partition("/")
    return ({"forms": forms, "board": board}[folder] / file).read_text("utf-8")


@contextmanager
def standing_in(table: Table) -> Iterator[str]:
    """Yield the address of a stand-in that listens until the end."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()

    async def begin() -> tuple[tornado.httpserver.HTTPServer, int]:
        around = {"table": table}
        app = tornado.web.Application(
            [
                (r"/as/(\w+)/api/board", OnBoard, around),
                (r"/as/(\w+)/api/board/story/(\w+)", Story, around),
                (r"/as/(\w+)/api/since/(\d+)", Since, around),
                (r"/as/(\w+)/", Show),
                (r"/assets/([\w./-]+)", Asset),
            ]
        )
        sockets = tornado.netutil.bind_sockets(0, "127.0.0.1")
        server = tornado.httpserver.HTTPServer(app)
        server.add_sockets(sockets)
        return server, sockets[0].getsockname()[1]

    server, port = asyncio.run_coroutine_threadsafe(begin(), loop).result(20)
    yield f"http://127.0.0.1:{port}"
    loop.call_soon_threadsafe(server.stop)
    loop.call_soon_threadsafe(loop.stop)
    thread.join(20)
    loop.close()
