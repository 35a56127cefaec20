"""A whole run: what is missing, what is due, making it, and what came of it."""

import shlex
import threading
from contextlib import AbstractContextManager, nullcontext, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from time import monotonic

from rich.console import Console
from rich.text import Text

from cadence.errors import PacketError
from cadence.institute import Institute
from cadence.packets import report
from cadence.packets.bundle import bundle
from cadence.packets.due import look
from cadence.packets.executors import OpenPool, choose, cores
from cadence.packets.manifest import Manifest
from cadence.packets.order import Audience, Order, place_order
from cadence.packets.preflight import Lack, Ledger, preflight
from cadence.packets.reasons import in_words
from cadence.packets.run import run
from cadence.packets.stopping import Stopping
from cadence.packets.summary import Summary
from cadence.packets.task import Outcome
from cadence.store import Store, Viewer


@dataclass(frozen=True)
class Wish:
    """What a person asked for, as they said it."""

    institute: Path
    session: int
    teams: tuple[str, ...] = ()
    formats: tuple[str, ...] = ("pdf", "html")
    audience: Audience = "team"
    jobs: int = 0
    force: bool = False
    dry_run: bool = False
    zip: bool = False
    executor: str = "local"

    @property
    def where(self) -> str:
        """Return the option that says where the institute is, '' where one stands in it."""
        return "" if self.institute == Path(".") else f" -i {shlex.quote(str(self.institute))}"

    @property
    def again(self) -> str:
        """Return the command that goes on from here."""
        words = [f"cadence packets --session {self.session}"]
        words += [f"--team {shlex.quote(team)}" for team in self.teams]
        words += [f"--format {','.join(self.formats)}"] if set(self.formats) != {"pdf", "html"} else []
        words += [f"--for {self.audience}"] if self.audience != "team" else []
        return " ".join(words) + self.where


def make_packets(wish: Wish, console: Console) -> Summary:
    """Make the packets that are wanted and due, telling the console how it goes."""
    start = monotonic()
    open_pool = choose(wish.executor)
    order, lacks = _prepare(wish)
    report.show_lacks(console, lacks)
    manifest = Manifest.read(order.folder)
    summary = Summary(order, lacks, look(order, manifest, wish.force), dry_run=wish.dry_run)
    if wish.dry_run:
        report.show_due(console, summary)
        return summary
    report.show_reasons(console, summary)
    try:
        summary = _make(wish, summary, manifest, open_pool, console)
    except (OSError, EOFError) as trouble:
        raise PacketError(in_words(trouble)) from trouble
    summary = replace(summary, seconds=monotonic() - start)
    report.show_summary(console, summary, wish.again)
    return summary


def _make(wish: Wish, summary: Summary, manifest: Manifest, open_pool: OpenPool, console: Console) -> Summary:
    outcomes: list[Outcome] = []
    bar, move = report.progress_bar(console, len(summary.wanted))
    with suppress(KeyboardInterrupt), _stopping(console) as stop, bar:
        for outcome in run(summary.order, summary.due, manifest, open_pool, wish.jobs or cores(), stop):
            move(outcome)
            outcomes.append(outcome)
    zipped = wish.zip and not stop()
    return replace(
        summary,
        outcomes=outcomes,
        stopped=stop(),
        zip=bundle(summary.order, manifest, bool(wish.teams)) if zipped else None,
    )


def _prepare(wish: Wish) -> tuple[Order, list[Lack]]:
    institute = Institute.open(wish.institute)
    with Store.open(institute.begun_database()) as store:
        order = place_order(
            institute,
            store,
            wish.session,
            teams=wish.teams,
            formats=wish.formats,
            audience=wish.audience,
        )
        view = store.view(Viewer(role="facilitator"))
        ledger = Ledger(view, institute.settings, wish.session, wish.where)
        return order, preflight(ledger, order.packets)


def _stopping(console: Console) -> AbstractContextManager["Stopping | _Never"]:
    if threading.current_thread() is not threading.main_thread():  # signals come to the main one alone
        return nullcontext(_Never())
    return Stopping(lambda words: console.print(Text(words)))


class _Never:
    def __call__(self) -> bool:
        return False
