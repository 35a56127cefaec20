"""What a facilitator reads on the screen: what is missing, how far it is, what came of it."""

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from cadence.command import typed
from cadence.packets.due import NEW
from cadence.packets.preflight import Lack
from cadence.packets.summary import Summary
from cadence.packets.task import Outcome

_FEW = 15  # so many teams are listed one by one


def show_lacks(console: Console, lacks: Sequence[Lack]) -> None:
    """Print what is missing and what mends it: by team, or by what is missing where teams are many."""
    if not lacks:
        return
    table = Table(box=SIMPLE_HEAD, title="Missing, so left blank in the packets", title_justify="left")
    by_team = len({lack.team for lack in lacks}) <= _FEW
    for column in ("Team", "Missing", "What mends it") if by_team else ("Missing", "Teams", "What mends it"):
        table.add_column(column, overflow="fold")
    for row in _by_team(lacks) if by_team else _by_lack(lacks):
        table.add_row(*map(Text, map(typed, row)))
    console.print(table)


def _by_team(lacks: Sequence[Lack]) -> list[tuple[str, str, str]]:
    rows, before = [], None
    for lack in lacks:
        rows.append(("" if lack.team == before else lack.name, lack.what, lack.mend))
        before = lack.team
    return rows


def _by_lack(lacks: Sequence[Lack]) -> list[tuple[str, str, str]]:
    groups: dict[tuple[str, str], list[Lack]] = {}
    for lack in lacks:
        groups.setdefault((lack.what, lack.mend.replace(lack.team or "\0", "TEAM")), []).append(lack)
    return [(what, _names(group), mend) for (what, mend), group in groups.items()]


def _names(lacks: Sequence[Lack]) -> str:
    names = ", ".join(lack.name for lack in lacks[:3])
    return f"{len(lacks)}: {names} and {len(lacks) - 3} more" if len(lacks) > 3 else names


def show_due(console: Console, summary: Summary) -> None:
    """Print what would be made, and why."""
    table = Table(box=SIMPLE_HEAD, title="To be made", title_justify="left")
    for column in ("Packet", "Formats", "Why"):
        table.add_column(column, overflow="fold")
    for one in summary.wanted:
        table.add_row(Text(one.packet.name), ", ".join(one.reasons), one.why)
    if summary.wanted:
        console.print(table)
    console.print(f"{_packets(len(summary.wanted))} to be made, {len(summary.standing)} as they should be.")


def show_reasons(console: Console, summary: Summary) -> None:
    """Print in a line why packets are made again, if any are."""
    reasons = Counter(one.why for one in summary.wanted)
    if set(reasons) - {NEW}:
        told = "; ".join(f"{count} because {why}" for why, count in reasons.most_common())
        console.print(Text(f"To be made: {told}."))


def progress_bar(console: Console, total: int) -> tuple[Progress, Callable[[Outcome], None]]:
    """Return the bar that shows how far it is and how long it takes still, and what moves it on."""
    bar = Progress(
        TextColumn("[progress.description]{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("time left"),
        TimeRemainingColumn(),
        console=console,
    )
    task = bar.add_task("Packets", total=total)

    def move(outcome: Outcome) -> None:
        if outcome.failure is not None:
            bar.console.print(Text(f"{outcome.packet.name}: {outcome.failure.reason}", style="red"))
        bar.advance(task)

    return bar, move


def show_summary(console: Console, summary: Summary, again: str) -> None:
    """Print what came of it, where the packets are, and how to go on."""
    failed, folder = summary.failed, shown(summary.order.folder)
    counts = [f"{_packets(len(summary.made))} made in {_duration(summary.seconds)}"]
    counts += [f"{len(summary.standing)} as they should be"] if summary.standing else []
    counts += [f"{len(failed)} could not be made"] if failed else []
    counts += [f"{summary.left} not come to"] if summary.left else []
    lines = [f"{', '.join(counts)}. Look in {folder}"]
    lines += [f"All in one file: {shown(summary.zip)}"] if summary.zip else []
    lines += [f"The notebooks that stopped, with the reasons, are in {folder}/failed"] if failed else []
    lines += [f"To go on from here: {typed(again)}"] if failed or summary.left else []
    for line in lines:
        console.print(Text(line), soft_wrap=True)  # a command that is wrapped cannot be copied


def shown(path: Path) -> str:
    """Return a path as short as it can be typed from here."""
    here = Path.cwd()
    return path.relative_to(here).as_posix() if path.is_relative_to(here) else str(path)


def _packets(count: int) -> str:
    return "1 packet" if count == 1 else f"{count} packets"


def _duration(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"
