"""What a worker is given, and what it gives back. Light, so that the command starts quickly."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from cadence.packets.manifest import Failure, Made
from cadence.packets.order import Packet
from cadence.whole import write_whole


@dataclass(frozen=True)
class Task:
    """All that a worker needs to make one packet, on this machine or another that sees the same folders."""

    packet: Packet
    audience: str
    notebook: Path
    institute: Path
    folder: Path
    exporters: Mapping[str, str]
    fingerprints: Mapping[str, str]
    timeout: int


@dataclass(frozen=True)
class Outcome:
    """What became of a task: its files, or the reason why there are none."""

    packet: Packet
    made: tuple[Made, ...] = ()
    failure: Failure | None = None
    seconds: Mapping[str, float] = field(default_factory=dict)


def failed_folder(task: Task) -> Path:
    """Return where a packet's executed notebook and reason go when it cannot be made."""
    return task.folder / "failed" / (task.packet.folder or task.packet.stem)


def keep_failure(task: Task, reason: str, executed: Path | None = None) -> Failure:
    """Leave the reason, and the notebook as far as it ran, where the facilitator finds them."""
    folder, packet = failed_folder(task), task.packet
    if any((task.folder / packet.file(format)).exists() for format in task.exporters):
        reason += " The packet from an earlier run is still in its place."
    kept = ""
    try:
        if executed is not None and executed.exists():
            write_whole(folder / f"{packet.stem}.ipynb", executed.read_bytes())
            kept = (folder / f"{packet.stem}.ipynb").relative_to(task.folder).as_posix()
        write_whole(folder / "reason.txt", f"{packet.name}\n\n{reason}\n".encode())
    except OSError as trouble:
        reason += f" (The reason could not be written down: {trouble.strerror}.)"
    return Failure(task.audience, packet.team, packet.name, reason, kept)
