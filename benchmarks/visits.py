"""What a page costs in an application of Voila: stock, and with warm kernels."""

import asyncio
import json
import os
import socket
import statistics
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter
from typing import Any

import psutil
from tornado.httpclient import AsyncHTTPClient
from tornado.simple_httpclient import SimpleAsyncHTTPClient

NOTEBOOKS = Path(__file__).resolve().parents[1] / "notebooks"
BURST = 20
APPLICATION = """
import json, sys
from papermill.parameterize import parameterize_notebook
from tornado.ioloop import IOLoop
from traitlets.config import Config
way, institute, port, modules = sys.argv[1:]

def hook(handler, notebook, cwd):
    notebook.metadata.papermill = {}
    for cell in notebook.cells:
        cell.metadata.setdefault("tags", [])
    return parameterize_notebook(notebook, {"institute": institute}, kernel_name="python3", language="python")

if way == "stock":
    from voila.app import Voila as Application
else:
    from cadence.kernels.voila import WarmVoila as Application
settings = {"PageKernelManager": {"modules": json.loads(modules)}, "WarmVoila": {"patience": 600}}
config = Config(settings)
config.VoilaConfiguration.prelaunch_hook = hook
application = Application(config=config)
application.initialize([".", "--no-browser", "--Voila.ip=127.0.0.1", f"--Voila.port={port}"])
IOLoop.current().add_callback(print, "listening", flush=True)
application.start()
"""


@contextmanager
def application(way: str, institute: Path, modules: list[str]) -> Iterator[tuple[psutil.Process, str]]:
    """Run an application and return its process and the address of its pages."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        port = held.getsockname()[1]
    command = [sys.executable, "-c", APPLICATION, way, str(institute), str(port), json.dumps(modules)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=NOTEBOOKS
    ) as process:
        assert process.stdout is not None
        try:
            process.stdout.readline()
            yield psutil.Process(process.pid), f"http://127.0.0.1:{port}/voila/render/"
        finally:
            process.terminate()


async def visit(address: str) -> float:
    """Return the seconds until a page is complete."""
    start, client = perf_counter(), AsyncHTTPClient(force_instance=True)
    answer = await client.fetch(address, request_timeout=600)
    assert b"Traceback" not in answer.body
    return perf_counter() - start


def cpu(process: psutil.Process) -> float:
    """Return the CPU seconds that a process has spent itself."""
    return float(sum(process.cpu_times()[:2]))


async def burst(process: psutil.Process, address: str, visitors: int) -> dict[str, float]:
    """Return what so many visitors at once wait for their pages, and what the server spends on it."""
    before = cpu(process)
    took = await asyncio.gather(*(visit(address) for _ in range(visitors)))
    figures = {
        "median_s": statistics.median(took),
        "worst_s": max(took),
        "server_cpu_s": cpu(process) - before,
    }
    return {name: round(value, 2) for name, value in figures.items()}


def private(process: psutil.Process) -> dict[int, float]:
    """Return the private megabytes of every process that this one has started, by its number."""
    found = process.children(recursive=True)
    return {each.pid: each.memory_full_info().uss / 2**20 for each in found}


async def memory(process: psutil.Process, address: str) -> float:
    """Return the private megabytes of the kernel of a page: a new one, or one that waited."""
    before = private(process)
    await visit(address)
    after = private(process)
    return round(max(used for pid, used in after.items() if used > before.get(pid, 0) + 5), 1)


async def ways(institute: Path, modules: list[str]) -> dict[str, Any]:
    """Return the figures of stock Voila and of ours, side by side."""
    SimpleAsyncHTTPClient.configure(None, max_clients=BURST)
    os.environ.setdefault("PYDEVD_DISABLE_FILE_VALIDATION", "1")
    figures: dict[str, Any] = {}
    sessions = sorted(path.name for path in NOTEBOOKS.glob("0*.ipynb"))
    for way in ("stock", "warm"):
        with application(way, institute, modules) as (process, address):
            await visit(address + sessions[1])  # the first one pays for what all share
            uss = {Path(name).stem: await memory(process, address + name) for name in sessions}
            figures[way] = {
                "one_visitor": await burst(process, address + sessions[1], 1),
                f"{BURST}_at_once": await burst(process, address + sessions[1], BURST),
                "page_uss_mb": uss,
            }
    return figures
