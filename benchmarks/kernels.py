"""What a forked kernel costs, and what a thousand of them leave behind.

    python benchmarks/kernels.py                  launch, imports, and pages beside stock Voila's
    python benchmarks/kernels.py --launches 1000  the same, then as many launches, which must leak nothing

The figures go to benchmarks/results/kernels.json and kernels.md; a leak is a failure.
"""

import argparse
import asyncio
import gc
import json
import os
import statistics
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import Any

import psutil
import visits
from jupyter_client.manager import AsyncKernelManager
from jupyter_core.paths import jupyter_runtime_dir

from cadence.demo import build
from cadence.kernels.cellmanager import CellManager
from cadence.kernels.forkserver import ForkServer
from cadence.kernels.managers import ForkKernelManager

ROOT = Path(__file__).resolve().parents[1]
INLINE = "matplotlib_inline.backend_inline"
MODULES = ["pandas", "matplotlib.pyplot", INLINE, "ipywidgets", "cadence.workbook.book"]
IMPORTS = "import pandas, matplotlib.pyplot, ipywidgets\nfrom cadence import Workbook"


async def opened(make: Callable[[], Any]) -> tuple[Any, Any]:
    """Start a kernel and return its manager and its client, ready."""
    manager = make()
    await manager.start_kernel()
    client = manager.client()
    client.start_channels()
    await client.wait_for_ready(timeout=60)
    return manager, client


async def run(client: Any, code: str) -> None:
    """Run code and wait for its end."""
    asked = client.execute(code)
    while (await client.shell_channel.get_msg(timeout=60))["parent_header"].get("msg_id") != asked:
        pass


async def launch(make: Callable[[], Any]) -> float:
    """Return the seconds from launch to imports done."""
    start = perf_counter()
    manager, client = await opened(make)
    await run(client, IMPORTS)
    took = perf_counter() - start
    client.stop_channels()
    await manager.shutdown_kernel()
    return took


def standing() -> dict[str, int]:
    """Return what a leak would add to."""
    gc.collect()
    (server,) = [each.process for each in ForkServer._known.values() if each.process]
    ours, theirs = psutil.Process(), psutil.Process(server.pid)
    return {
        "processes": len(ours.children(recursive=True)),
        "descriptors": ours.num_fds(),
        "server_descriptors": theirs.num_fds(),
        "memory_kb": ours.memory_info().rss // 1024,
        "server_memory_kb": theirs.memory_info().rss // 1024,
        "connection_files": len(os.listdir(jupyter_runtime_dir())),
    }


async def soak(launches: int) -> dict[str, Any]:
    """Launch and end as many kernels, with and without sockets; return what stood before and after."""
    ways = [
        lambda: ForkKernelManager(kernel_name="python3", modules=MODULES),
        lambda: CellManager(modules=MODULES),
    ]
    for number in range(100):
        await launch(ways[number % 2])
    before = standing()
    for number in range(launches):
        await launch(ways[number % 2])
    return {"launches": launches, "before": before, "after": standing()}


def leaks(found: dict[str, Any]) -> list[str]:
    """Return what has grown: anything by number, memory by more than 16 KB a launch."""
    room = {"memory_kb": 16 * found["launches"], "server_memory_kb": 4 * found["launches"]}
    before, after = found["before"], found["after"]
    return [name for name, value in after.items() if value - before[name] > room.get(name, 0)]


async def measured(launches: int) -> dict[str, Any]:
    """Return every figure."""
    figures: dict[str, Any] = {}
    for name, make in (
        ("stock", lambda: AsyncKernelManager(kernel_name="python3")),
        ("kernel", lambda: ForkKernelManager(kernel_name="python3", modules=MODULES)),
        ("cells", lambda: CellManager(modules=MODULES)),
    ):
        took = [await launch(make) for _ in range(12)][2:]
        figures[f"launch_to_imports_{name}_s"] = round(statistics.median(took), 3)
    with tempfile.TemporaryDirectory() as folder:
        institute = build(Path(folder) / "demo", teams=1)
        figures["pages"] = await visits.ways(institute.root, MODULES)
    if launches:
        figures["soak"] = await soak(launches)
    return figures


def table(figures: dict[str, Any]) -> str:
    """Return the figures as a document."""
    stock, warm = figures["pages"]["stock"], figures["pages"]["warm"]
    rows = [
        (
            "launch to imports done, kernel (s)",
            figures["launch_to_imports_stock_s"],
            figures["launch_to_imports_kernel_s"],
        ),
        ("the same, cells without sockets (s)", "", figures["launch_to_imports_cells_s"]),
    ]
    for part in stock:
        for name, value in stock[part].items():
            rows.append((f"{part.replace('_', ' ')}, {name}", value, warm[part][name]))
    lines = [f"| {what} | {one} | {other} |" for what, one, other in rows]
    return "\n".join(["# Warm kernels", "", "| | stock | warm |", "|---|---|---|", *lines, ""])


def main() -> None:
    """Measure, write the figures down, and fail if something leaks."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--launches", type=int, default=0)
    os.environ.setdefault("PYDEVD_DISABLE_FILE_VALIDATION", "1")
    figures = asyncio.run(measured(options.parse_args().launches))
    results = ROOT / "benchmarks" / "results"
    (results / "kernels.json").write_text(json.dumps(figures, indent=1) + "\n")
    (results / "kernels.md").write_text(table(figures))
    print(json.dumps(figures, indent=1), flush=True)
    if found := leaks(figures["soak"]) if "soak" in figures else []:
        sys.exit(f"Leaks: {', '.join(found)}")


if __name__ == "__main__":
    main()
