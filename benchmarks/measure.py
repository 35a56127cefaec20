"""What a command costs: seconds, processor seconds and memory, everything that it starts included."""

import ctypes
import os
import platform
import resource
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path

_SUBREAPER = 36  # prctl: orphans become ours, so that what they used can be asked for
_TOOLS = ("cadence", "papermill", "nbconvert", "ipykernel", "typst", "pandas", "matplotlib")


@dataclass(frozen=True)
class Cost:
    """What one command, and everything it started, used."""

    wall: float
    cpu: float
    peak_mb: float  # the largest sum of proportional set sizes seen
    output: str
    memory: tuple[tuple[float, float], ...] = ()  # seconds from the start, and that sum in MB


def run(words: Sequence[str], folder: Path, *, watch: bool = False) -> Cost:
    """Run a command in a folder to its end and return its cost; what it refuses ends the benchmark."""
    adopt_orphans()
    before, start = _cpu(), time.perf_counter()
    process = subprocess.Popen(words, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    peak = Peak() if watch else None
    output, errors = process.communicate()
    wall = time.perf_counter() - start
    reap()
    if process.returncode:
        sys.exit(f"{' '.join(words)} ended with {process.returncode}:\n{errors}\n{output[-2000:]}")
    seen = peak.end() if peak else ()
    return Cost(wall, _cpu() - before, max((used for _, used in seen), default=0.0), output, seen)


def adopt_orphans() -> None:
    """Become the parent of processes whose own parent ends first (Linux)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_SUBREAPER, 1, 0, 0, 0)


def reap() -> None:
    """Wait for every process that was left, so that its use counts."""
    while True:
        try:
            os.waitpid(-1, 0)
        except ChildProcessError:
            return


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


class Peak:
    """Looks at the memory of this process's descendants, four times a second, and keeps what it saw."""

    def __init__(self) -> None:
        self._start = time.perf_counter()
        self._seen: list[tuple[float, float]] = []
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def _look(self) -> None:
        while not self._over.wait(0.25):
            used = sum(map(_pss, descendants(os.getpid()))) / 1024
            self._seen.append((time.perf_counter() - self._start, used))

    def end(self) -> tuple[tuple[float, float], ...]:
        """Stop looking and return what was seen: seconds from the start, and MB."""
        self._over.set()
        self._thread.join()
        return tuple(self._seen)


def growth(values: Sequence[float]) -> float:
    """Return by how much evenly spaced values rise from first to last, along the line that fits them best."""
    return statistics.linear_regression(range(len(values)), values).slope * (len(values) - 1)


def descendants(pid: int) -> list[int]:
    """Return every process below one (Linux)."""
    found = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in _read(task).split():
            found += [int(child), *descendants(int(child))]
    return found


def _pss(pid: int) -> int:
    lines = _read(Path(f"/proc/{pid}/smaps_rollup")).splitlines()
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


def _read(path: Path) -> str:
    try:
        return path.read_text()
    except OSError:
        return ""


def machine() -> dict[str, object]:
    """Return what the figures were measured on."""
    return {
        "processor": _field("/proc/cpuinfo", "model name") or platform.processor(),
        "cores": len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count(),
        "memory_gb": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30),
        "system": f"{platform.system()} {platform.release()}",
        "python": platform.python_version(),
        "load_before": round(os.getloadavg()[0], 2),
        "tools": {tool: version(tool) for tool in _TOOLS},
    }


def _field(path: str, name: str) -> str:
    for line in _read(Path(path)).splitlines():
        if line.startswith(name):
            return line.partition(":")[2].strip()
    return ""


def plain(cost: Cost) -> dict[str, float]:
    """Return a cost without what the command printed."""
    return {name: round(value, 2) for name, value in asdict(cost).items() if name not in ("output", "memory")}
