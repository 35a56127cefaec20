"""Making all packets that are due, whatever becomes of single ones."""

from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait
from contextlib import suppress
from pathlib import Path

from cadence.packets import fingerprint
from cadence.packets.due import Due
from cadence.packets.executors import OpenPool
from cadence.packets.folders import keep_places
from cadence.packets.manifest import Made, Manifest
from cadence.packets.order import Order
from cadence.packets.reasons import ENDED, in_words
from cadence.packets.task import Outcome, Task, keep_failure
from cadence.whole import digest, sweep

_LISTEN = 0.2  # seconds between looks at whether to stop


def run(
    order: Order,
    due: Iterable[Due],
    manifest: Manifest,
    open_pool: OpenPool,
    jobs: int,
    stop: Callable[[], bool] = lambda: False,
) -> Iterator[Outcome]:
    """Make the packets that are due and yield each outcome once it is in the manifest."""
    order.folder.mkdir(parents=True, exist_ok=True)
    keep_places(order.folder.parent, order.places)
    sweep(order.folder)
    tasks = [task_for(order, one) for one in due if one.reasons]
    for outcome in complete(tasks, open_pool, jobs, stop):
        before = {made.key: manifest.files.get(made.key) for made in outcome.made}
        if outcome.failure:
            manifest.fail(outcome.failure)
        else:
            manifest.add(outcome.made)
        for made in outcome.made:
            _clear_old_place(order.folder, before[made.key], made)
        yield outcome


def task_for(order: Order, due: Due) -> Task:
    """Return the work order for a packet: only the formats that are due are made."""
    packet = due.packet
    return Task(
        packet=packet,
        audience=order.audience,
        notebook=order.notebook,
        institute=order.institute.resolve(),
        folder=order.folder.resolve(),
        exporters={format: order.exporters[format] for format in due.reasons},
        fingerprints={
            format: fingerprint.combined(packet.made_from, format, order.audience) for format in due.reasons
        },
        timeout=order.timeout,
    )


def complete(
    tasks: Iterable[Task], open_pool: OpenPool, jobs: int, stop: Callable[[], bool]
) -> Iterator[Outcome]:
    """Yield the outcome of every task, in the order in which they are done.

    A worker that is killed takes its pool with it, and which task was to blame cannot be told. So
    the tasks that were under way wait until the others are done; then each has one more try, alone.
    """
    waiting = deque(tasks)
    suspects: list[Task] = []
    while waiting and not stop():
        with open_pool(min(jobs, len(waiting))) as pool:
            suspects += yield from _until_broken(_Crew(pool, jobs), waiting, stop)
    for task in suspects:
        if stop():
            return
        with open_pool(1) as pool:
            broken = yield from _until_broken(_Crew(pool, 1), deque([task]), stop)
        if broken:
            yield Outcome(task.packet, failure=keep_failure(task, ENDED))


class _Crew:
    """A pool with no more tasks in it than it has workers, so that little is lost when it breaks."""

    def __init__(self, pool: Executor, size: int) -> None:
        self.pool = pool
        self.size = size
        self.busy: dict[Future[Outcome], Task] = {}

    def fill(self, waiting: deque[Task]) -> None:
        while waiting and len(self.busy) < self.size:
            future = self.pool.submit(work, waiting[0])
            self.busy[future] = waiting.popleft()

    def done(self) -> list[tuple[Task, Future[Outcome]]]:
        finished, _ = wait(self.busy, timeout=_LISTEN, return_when=FIRST_COMPLETED)
        return [(self.busy.pop(future), future) for future in finished]


def _until_broken(
    crew: _Crew, waiting: deque[Task], stop: Callable[[], bool]
) -> Generator[Outcome, None, list[Task]]:
    """Yield outcomes until nothing waits or the pool broke; return the tasks that broke with it."""
    broken: list[Task] = []
    while True:
        if not broken and not stop():
            try:
                crew.fill(waiting)
            except BrokenExecutor:
                waiting = deque()  # what is left of the caller's goes to a fresh pool
        if not crew.busy:
            return broken
        for task, future in crew.done():
            error = future.exception()
            if isinstance(error, BrokenExecutor):
                broken.append(task)
            elif error is not None:
                yield Outcome(task.packet, failure=keep_failure(task, in_words(error)))
            else:
                yield future.result()


def _clear_old_place(folder: Path, before: Made | None, now: Made) -> None:
    """Remove a team's file from under its former name, unless somebody has changed it since."""
    if before is None or before.file == now.file or digest(folder / before.file) != before.sha256:
        return
    (folder / before.file).unlink(missing_ok=True)
    with suppress(OSError):
        (folder / before.file).parent.rmdir()


def work(task: Task) -> Outcome:
    """Make one packet; the first call in a process brings in papermill and nbconvert."""
    from cadence.packets.make import make  # two processor seconds that only workers should spend

    return make(task)
