"""The store under a hundred processes, and what a poll costs: `python benchmarks/store.py`.

Each process reads a counter, adds one and writes it, again and again, and starts over a moment later
when somebody was first, or when the database was held for half a minute (both are counted).
Afterwards the counter, its revision and the history must have counted every one. PostgreSQL is measured
where CADENCE_TEST_POSTGRES gives the address of an empty database, on a server
that takes more connections than there are processes.
"""

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import measure

from cadence.errors import StaleRevision, StoreError
from cadence.model import Priority, School
from cadence.store import Store, Viewer
from cadence.store.health import examine

CUSTODIAN = Viewer("custodian")
RESULTS = Path(__file__).with_name("results") / "store.json"
POLLS = 5000
PAUSE = 0.2  # seconds at most, before a process tries again


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure the store.")
    parser.add_argument("--processes", type=int, default=100)
    parser.add_argument("--times", type=int, default=20)
    parser.add_argument("--work", nargs=2, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.work:
        count_up(asked.work[0], int(asked.work[1]))
        return
    found = {
        "machine": measure.machine(), "measured": datetime.now(UTC).isoformat(timespec="seconds"),
        "processes": asked.processes, "commits_each": asked.times,
    }  # fmt: skip
    for name, url in databases():
        found[name] = soak(url, asked.processes, asked.times) | {"poll_us": poll(url)}
        print(name, found[name], flush=True)
    RESULTS.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")


def databases() -> Iterator[tuple[str, str]]:
    with tempfile.TemporaryDirectory() as folder:
        yield "sqlite", f"sqlite:///{folder}/store.sqlite"
    if address := os.environ.get("CADENCE_TEST_POSTGRES"):
        yield "postgresql", address


def soak(url: str, processes: int, times: int) -> dict[str, float]:
    """Let processes count up together; end with an error if one update was lost."""
    Store.open(url).close()
    words = [sys.executable, __file__, "--work", url, str(times)]
    workers = [
        subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for _ in range(processes)
    ]
    for worker in workers:
        if worker.stdout is None or worker.stdout.readline() != "ready\n":
            sys.exit("a process did not start")
    start = time.perf_counter()
    for worker in workers:
        worker.stdin.write("go\n")
        worker.stdin.flush()
    counts = [json.loads(worker.communicate()[0]) for worker in workers]
    seconds = time.perf_counter() - start
    check(url, processes * times)
    return {
        "commits": processes * times, "lost": 0,
        "stale_retries": sum(stale for stale, _ in counts),
        "refused_as_held": sum(held for _, held in counts),
        "seconds": round(seconds, 2), "commits_a_second": round(processes * times / seconds),
    }  # fmt: skip


def count_up(url: str, times: int) -> None:
    print("ready", flush=True)
    sys.stdin.readline()
    stale = held = 0
    with Store.open(url) as store:
        view = store.view(CUSTODIAN)
        for _ in range(times):
            while True:
                stands = view.first(Priority, id="counter") or Priority(id="counter", title="0")
                try:
                    view.write(stands.model_copy(update={"order": stands.order + 1}))
                    break
                except StaleRevision:
                    stale += 1
                except StoreError:
                    held += 1
                time.sleep(random.uniform(0, PAUSE))  # as people do, who look at the other version first
    print(json.dumps([stale, held]))


def check(url: str, commits: int) -> None:
    with Store.open(url) as store:
        view = store.view(CUSTODIAN)
        counter = view.get(Priority, "counter")
        counted = (counter.order, counter.revision, view.seq())
    ill = [str(each) for each in examine(url) if each.state == "ill"]
    if counted != (commits, commits, commits) or ill:
        sys.exit(f"{url}: {commits} commits were acknowledged, {counted} counted. {ill}")


def poll(url: str) -> float:
    """Return the microseconds that asking for changes takes where nothing changed."""
    with Store.open(url) as store:
        store.view(CUSTODIAN).write(School(id="1", name="x"))
        page = store.view(Viewer("member", "ana", "a"))
        since, _ = page.changed(0)
        start = time.perf_counter()
        for _ in range(POLLS):
            page.changed(since)
        return round((time.perf_counter() - start) / POLLS * 1e6, 1)


if __name__ == "__main__":
    main()
