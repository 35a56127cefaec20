"""Random kills of a server in use: nothing acknowledged is lost, nothing half saved, nothing left behind.

    python benchmarks/kills.py               1,000 kills; figures to benchmarks/results/kills.json and .md
    python benchmarks/kills.py --kills 50    fewer, and nothing is written down

People type over the protocol as a page does: each change is sent again under its key until it is
acknowledged, and says what it was made from, so that a change that got lost on the way comes back as somebody
else's. Others look at pages, one of them with a kernel. Meanwhile the server, or any process that it started,
is ended with SIGKILL at random moments.
"""

import argparse
import asyncio
import json
import os
import random
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import nbformat
import psutil
from browsing import Visitor
from measure import machine
from room import FORMS, SESSION

from cadence.demo import build
from cadence.institute import Institute
from cadence.model import Membership
from cadence.publish.steps import set_state
from cadence.serving.invites import Invites
from cadence.store import Store, Viewer

ROOT = Path(__file__).resolve().parents[1]
TYPISTS, ONLOOKERS = 12, 3
PATIENCE = 15.0  # seconds until an unanswered request counts as lost, as on a page
PAUSE = 0.2  # seconds between two attempts, and between two changes
SERVER = 0.1  # share of kills that meet the server itself
AWAKE = 3.0  # seconds that a server is left alone for at the most after it has started
LIVE = "baseline"  # the session whose notebook gets a control of its own, and so a kernel for each who looks
CONTROL = "import ipywidgets\nipywidgets.IntSlider(description='How sure are you?')"


class Server:
    """`cadence serve` on one port, started anew whenever it was killed."""

    def __init__(self, house: Institute, rooms: Path) -> None:
        self.house = house
        with socket.socket() as held:
            held.bind(("127.0.0.1", 0))
            self.port = held.getsockname()[1]
        self._around = os.environ | {"TMPDIR": str(rooms)}
        self.starts: list[float] = []

    def start(self) -> None:
        """Start it, and wait until it says that it listens."""
        began = time.perf_counter()
        command = [sys.executable, "-c", "from cadence.cli import main; main()", "serve"]
        options = ["-i", str(self.house.root), "--port", str(self.port), "--no-browser"]
        self._process = subprocess.Popen(
            command + options, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=self._around
        )
        self.process = psutil.Process(self._process.pid)
        assert self._process.stdout is not None
        said = []
        for line in self._process.stdout:
            said.append(line)
            if re.search(r"/join#", line):
                break
        else:
            raise RuntimeError("the server did not start:\n" + "".join(said))
        self.starts.append(time.perf_counter() - began)

    def kill(self) -> None:
        """End it as a cut cable would."""
        self._process.kill()
        self._process.communicate()

    def end(self) -> int:
        """Ask it to end."""
        self._process.terminate()
        self._process.communicate(timeout=60)
        return self._process.returncode


class Typist:
    """A person who types into one field that is theirs, and what became of it."""

    def __init__(self, visitor: Visitor, form: tuple[str, str], path: str, stands: Any) -> None:
        self.visitor, self.form, self.path, self.said = visitor, form, path, stands
        self.acknowledged = self.repeated = 0
        self.wrong: list[str] = []

    async def types(self, over: asyncio.Event) -> None:
        while not over.is_set():
            text = uuid4().hex
            kind, id = self.form
            change = {self.path: {"was": self.said, "now": text}}
            asked = {"key": uuid4().hex, "kind": kind, "id": id, "record": "", "changes": change}
            reply = await self._acknowledged(asked)
            if reply["saved"] != [self.path]:
                self.wrong.append(f"{self.form} {self.path}: {reply}")
            self.said = text
            self.acknowledged += 1
            await asyncio.sleep(PAUSE * random.random())

    async def _acknowledged(self, asked: object) -> Any:
        while True:
            try:
                answer = await asyncio.wait_for(self.visitor.post("/api/save", asked), PATIENCE)
                if answer.status == 200:
                    return answer.json
                if answer.status not in (429, 500, 503):
                    raise RuntimeError(f"{answer.status}: {answer.body[:300]!r}")
            except (OSError, TimeoutError, asyncio.IncompleteReadError):
                pass
            self.repeated += 1
            await asyncio.sleep(PAUSE)

    async def stands(self) -> Any:
        """Return what stands in the field."""
        kind, id = self.form
        return (await self.visitor.get(f"/api/form/{kind}/{id}")).json["values"].get(self.path)


async def looks(visitor: Visitor, path: str, over: asyncio.Event, seen: Counter[int]) -> None:
    """Look at a page, again and again."""
    while not over.is_set():
        try:
            seen[(await asyncio.wait_for(visitor.get(path), 60)).status] += 1
        except (OSError, TimeoutError, asyncio.IncompleteReadError):
            seen[0] += 1
        await asyncio.sleep(PAUSE)


def tailored(house: Institute) -> None:
    """Put a control into one notebook: its page needs a kernel for each who looks."""
    path = next((house.root / "notebooks").glob(f"*-{LIVE}.ipynb"))
    notebook = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    notebook.cells.append(nbformat.v4.new_code_cell(CONTROL))  # type: ignore[no-untyped-call]
    nbformat.write(notebook, path)  # type: ignore[no-untyped-call]


def invited(house: Institute) -> list[str]:
    """Open the sessions for every team, and return an invite for each person."""
    with Store.open(house.database_url) as store:
        view = store.view(Viewer("custodian"))
        seats = sorted(view.all(Membership), key=lambda seat: (seat.team, seat.person))
        teams = sorted({seat.team for seat in seats})
        cycle = house.settings.cycle.number
        for session in (1, 3):
            set_state(view, "open", cycle=cycle, teams=teams, session=session)
        invites = Invites(view, house.root)
        return [invites.issue(seat.person, datetime.now(UTC), 1) for seat in seats]


async def signed_in(port: int, token: str) -> Visitor:
    visitor = Visitor(port)
    answer = await visitor.post("/join", {"invite": token})
    assert answer.status == 200, answer.body
    return visitor


async def typists(visitors: list[Visitor]) -> list[Typist]:
    """Give each person a field of their own: teams do not share any, and within a team nobody does."""
    found: list[Typist] = []
    taken: Counter[tuple[str, str, str]] = Counter()
    for visitor in visitors:
        page = (await visitor.get(f"/session/{SESSION}")).text
        for kind, id in FORMS.findall(page):
            if kind != "form":
                continue
            form = (await visitor.get(f"/api/form/{kind}/{id}")).json
            texts = [p["id"] for p in form["form"]["parts"] if p["kind"] == "text"]
            free = [path for path in texts if taken[id, path, visitor.cookies["team"]] == 0]
            if free and form["form"]["state"] == "open" and not form["form"]["private"]:
                taken[id, free[0], visitor.cookies["team"]] += 1
                found.append(Typist(visitor, (kind, id), free[0], form["values"].get(free[0])))
                break
    return found


def shuffled(server: psutil.Process) -> list[psutil.Process]:
    """Return all that a server started, in random order."""
    found = server.children(recursive=True)
    return random.sample(found, len(found))


async def ended(victim: psutil.Process) -> str:
    """End a process, and return what it was."""
    try:
        name = "kernel" if "kernel" in " ".join(victim.cmdline()) else "worker"
        victim.send_signal(signal.SIGKILL)
    except psutil.NoSuchProcess:
        return "process that was ending"
    return name


async def killing(server: Server, kills: int, over: asyncio.Event) -> Counter[str]:
    """End something at random moments, so many times."""
    met: Counter[str] = Counter()
    while sum(met.values()) < kills:
        await asyncio.sleep(random.uniform(0.02, 0.4))
        if random.random() < SERVER:
            await asyncio.to_thread(server.kill)
            await asyncio.to_thread(server.start)
            met["server"] += 1
            await asyncio.sleep(random.uniform(0, AWAKE))
        elif victim := next(iter(shuffled(server.process)), None):
            met[await ended(victim)] += 1
        if sum(met.values()) % 50 == 0:
            print(f"  {sum(met.values())} kills", flush=True)
    over.set()
    return met


def left(rooms: Path) -> tuple[list[str], list[str]]:
    """Return the processes and the files that are left."""
    processes = []
    for each in psutil.process_iter():
        try:
            if each.environ().get("TMPDIR") == str(rooms):
                processes.append(" ".join(each.cmdline()))
        except psutil.Error:
            continue
    return processes, sorted(str(each.relative_to(rooms)) for each in rooms.rglob("*"))


async def measured(kills: int, folder: Path) -> dict[str, Any]:
    """Kill, and return what was seen."""
    house = build(folder / "institute", teams=3)
    tailored(house)
    rooms = folder / "t"
    rooms.mkdir()
    server = Server(house, rooms)
    server.start()
    visitors = []
    with Store.open(house.database_url) as store:
        seats = {each.person: each.team for each in store.view(Viewer("custodian")).all(Membership)}
    order = sorted(seats, key=lambda person: (seats[person], person))
    for token, person in zip(invited(house), order, strict=True):
        visitor = await signed_in(server.port, token)
        visitor.cookies["team"] = seats[person]  # for us alone: the server takes no notice
        visitors.append(visitor)
    people = (await typists(visitors))[:TYPISTS]
    over, seen = asyncio.Event(), Counter[int]()
    began = time.perf_counter()
    pages = [f"/session/{LIVE}/live", f"/session/{SESSION}", "/"]
    met, *_ = await asyncio.gather(
        killing(server, kills, over),
        *(each.types(over) for each in people),
        *(looks(v, p, over, seen) for v, p in zip(visitors[-ONLOOKERS:], pages, strict=True)),
    )
    took = time.perf_counter() - began
    lost = [f"{p.form} {p.path}" for p in people if await p.stands() != p.said]
    ended = await asyncio.to_thread(server.end)
    processes, files = left(rooms)
    doctor = subprocess.run(
        [sys.executable, "-c", "from cadence.cli import main; main()", "doctor", "-i", str(house.root)],
        capture_output=True,
        text=True,
    )
    return {
        "kills": dict(met),
        "seconds": round(took),
        "people_typing": len(people),
        "acknowledged": sum(p.acknowledged for p in people),
        "sent_again": sum(p.repeated for p in people),
        "lost": lost,
        "wrong": [each for p in people for each in p.wrong],
        "pages_seen": {str(status): count for status, count in sorted(seen.items())},
        "start_s_median": round(sorted(server.starts)[len(server.starts) // 2], 2),
        "ended_with": ended,
        "processes_left": processes,
        "files_left": files,
        "doctor": doctor.returncode,
        "doctor_said": doctor.stdout[-2000:] if doctor.returncode else "",
    }


def table(results: dict[str, Any]) -> str:
    """Return the figures in Markdown."""
    kills = ", ".join(f"{count} of a {name}" for name, count in sorted(results["kills"].items()))
    pages = ", ".join(f"{count} with status {status}" for status, count in results["pages_seen"].items())
    where = results["machine"]
    rows = {
        "changes acknowledged": results["acknowledged"],
        "requests sent again until acknowledged": results["sent_again"],
        "acknowledged and lost": len(results["lost"]),
        "saved otherwise than sent": len(results["wrong"]),
        "processes left at the end": len(results["processes_left"]),
        "files left at the end": len(results["files_left"]),
        "troubles that `cadence doctor` finds afterwards": results["doctor"],
    }
    said = [
        f"Measured on {where['processor']}, {where['cores']} cores, {where['system']}, "
        f"Python {where['python']}.",
        "",
        f"{sum(results['kills'].values()):,} kills with SIGKILL in {results['seconds']} s ({kills}), "
        f"while {results['people_typing']} people typed.",
        "",
        "| | |",
        "|---|---|",
        *(f"| {name} | {count:,} |" for name, count in rows.items()),
        "",
        f"Pages asked for meanwhile: {pages} (0: no connection). "
        f"A server starts in {results['start_s_median']} s.",
    ]
    return "\n".join(said) + "\n"


def main() -> None:
    """Kill, and write the figures down; anything lost or left ends with 1."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--kills", type=int, default=1000)
    asked.add_argument("--seed", type=int, default=1)
    said = asked.parse_args()
    random.seed(said.seed)
    with tempfile.TemporaryDirectory(prefix="cdk-") as folder:
        results = {"machine": machine(), **asyncio.run(measured(said.kills, Path(folder)))}
    print(json.dumps(results, indent=1))
    if said.kills >= 1000:
        kept = ROOT / "benchmarks" / "results"
        (kept / "kills.json").write_text(json.dumps(results, indent=1) + "\n", "utf-8")
        (kept / "kills.md").write_text(table(results), "utf-8")
    bad = [each for each in ("lost", "wrong", "processes_left", "files_left", "doctor") if results[each]]
    sys.exit(f"Not as it should be: {', '.join(bad)}" if bad else 0)


if __name__ == "__main__":
    main()
