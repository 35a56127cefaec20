"""Many writers at once: no update is lost, and everything is numbered once."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

from sqlalchemy import text

from cadence.errors import StaleRevision
from cadence.model import Priority
from cadence.store import Store, Viewer
from cadence.store.engine import make_engine

CUSTODIAN = Viewer("custodian")
WRITERS, TIMES = 8, 20

WORKER = """
import sys
from cadence.errors import StaleRevision
from cadence.model import Priority
from cadence.store import Store, Viewer

Store, print("ready", flush=True), sys.stdin.readline()
with Store.open(sys.argv[1]) as store:
    view = store.view(Viewer("custodian"))
    for _ in range(int(sys.argv[2])):
        while True:
            stands = view.first(Priority, id="counter") or Priority(id="counter", title="0")
            try:
                view.write(stands.model_copy(update={"order": stands.order + 1}))
                break
            except StaleRevision:
                pass
"""


def count_up(store: Store) -> None:
    view = store.view(CUSTODIAN)
    for _ in range(TIMES):
        while True:
            stands = view.first(Priority, id="counter") or Priority(id="counter", title="0")
            try:
                view.write(stands.model_copy(update={"order": stands.order + 1}))
                break
            except StaleRevision:
                pass


def assert_nothing_was_lost(url: str) -> None:
    with Store.open(url) as store:
        counter = store.view(CUSTODIAN).get(Priority, "counter")
        assert (counter.order, counter.revision) == (WRITERS * TIMES, WRITERS * TIMES)
        assert store.view(CUSTODIAN).seq() == WRITERS * TIMES
    engine = make_engine(url)
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT seq, revision FROM history ORDER BY seq")).all()
    engine.dispose()
    assert [tuple(row) for row in rows] == [(n, n) for n in range(1, WRITERS * TIMES + 1)]


def test_eight_processes_lose_no_update_in_a_database_that_none_of_them_has_seen(url: str) -> None:
    command = [sys.executable, "-c", WORKER, url, str(TIMES)]
    workers = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for _ in range(WRITERS)
    ]
    for worker in workers:
        assert worker.stdout is not None
        assert worker.stdout.readline() == "ready\n"
    for worker in workers:
        assert worker.stdin is not None
        worker.stdin.write("go\n")
        worker.stdin.flush()
    for worker in workers:
        worker.communicate(timeout=120)
    assert [worker.returncode for worker in workers] == [0] * WRITERS
    assert_nothing_was_lost(url)


def test_eight_threads_of_one_store_lose_no_update(store: Store, url: str) -> None:
    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(count_up, [store] * WRITERS))
    assert_nothing_was_lost(url)
