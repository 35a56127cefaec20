"""Interrupt, restart, shutdown; and whoever dies, nothing is left of it and the next launch works."""

import asyncio
import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import psutil
import pytest

from cadence.kernels.forkserver import ForkServer

pytestmark = [pytest.mark.notebook]


async def gone(*pids: int) -> None:
    """Wait until these processes are no more, zombies among them."""
    async with asyncio.timeout(20):
        while any(psutil.pid_exists(pid) for pid in pids):
            await asyncio.sleep(0.01)


def test_an_interrupt_reaches_the_cell_and_the_kernel_goes_on(kernel: Any, going: Any) -> None:
    async def story() -> None:
        async with kernel() as one:
            code = "import time\nprint('now', flush=True)\ntime.sleep(60)"
            running = asyncio.ensure_future(one.run(code))
            while not one.said:
                await asyncio.sleep(0.01)
            await one.manager.interrupt_kernel()
            errors = [content["ename"] for kind, content in await running if kind == "error"]
            assert errors == ["KeyboardInterrupt"]
            assert await one.says("print('still here')") == "still here\n"

    going(story)


def test_a_restarted_kernel_remembers_nothing(kernel: Any, going: Any) -> None:
    async def story() -> None:
        async with kernel() as one:
            before = one.process.pid
            await one.run("x = 1")
            await one.manager.restart_kernel()
            await one.client.wait_for_ready(timeout=60)
            assert await one.says("print('x' in globals())") == "False\n"
            assert one.process.pid != before
            await gone(before)

    going(story)


def test_nothing_is_left_of_a_kernel_that_was_shut_down(kernel: Any, going: Any) -> None:
    async def story() -> None:
        async with kernel() as one:
            started = await one.says("import subprocess\nprint(subprocess.Popen(['sleep', '99']).pid)")
            pids, file = (one.process.pid, int(started)), Path(one.manager.connection_file)
        await gone(*pids)
        assert list(file.parent.glob(f"{file.stem}*")) == []

    going(story)


def test_what_was_registered_for_the_end_runs_at_the_end(kernel: Any, going: Any, tmp_path: Path) -> None:
    async def story() -> None:
        async with kernel() as one:
            await one.run(
                f"import atexit, pathlib\natexit.register(pathlib.Path({str(tmp_path / 'x')!r}).touch)"
            )
            process = one.process
        assert process.returncode == 0

    going(story)
    assert (tmp_path / "x").exists()


@pytest.mark.parametrize("deadly", [signal.SIGKILL, signal.SIGSEGV])
def test_a_kernel_that_dies_is_missed_and_can_be_started_again(kernel: Any, going: Any, deadly: int) -> None:
    async def story() -> None:
        async with kernel() as one:
            pid = one.process.pid
            os.kill(pid, deadly)
            assert await one.manager.provisioner.wait() == -deadly
            assert not await one.manager.is_alive()
            await one.manager.restart_kernel()
            await one.client.wait_for_ready(timeout=60)
            await gone(pid)
            assert await one.says("print(1)") == "1\n"

    going(story)


@pytest.mark.parametrize("deadly", [signal.SIGKILL, signal.SIGSEGV])
def test_a_server_that_dies_takes_its_kernels_along_and_the_next_launch_starts_another(
    kernel: Any, going: Any, deadly: int
) -> None:
    async def story() -> None:
        async with kernel() as one:
            started = int(await one.says("import subprocess\nprint(subprocess.Popen(['sleep', '99']).pid)"))
            (server,) = [  # another module's tests may have left theirs running
                each
                for each in ForkServer._known.values()
                if each.process and each.process.pid == psutil.Process(one.process.pid).ppid()
            ]
            assert server.process is not None
            os.kill(server.process.pid, deadly)
            server.process.wait()
            assert await one.manager.provisioner.wait() == -signal.SIGKILL
            await gone(one.process.pid if one.process else started, started)
            async with kernel() as another:
                assert await another.says("print(1)") == "1\n"
            assert not Path(server.path).parent.exists()

    going(story)


MANAGER = """
import asyncio, json, sys
from cadence.kernels.forkserver import ForkServer
from cadence.kernels.managers import ForkKernelManager

async def story():
    manager = ForkKernelManager(kernel_name="python3")
    await manager.start_kernel()
    (server,) = ForkServer._known.values()
    told = [manager.provisioner.pid, server.process.pid, server.path, manager.connection_file]
    print(json.dumps(told), flush=True)
    await asyncio.sleep(99)

asyncio.run(story())
"""


@pytest.mark.parametrize("deadly", [signal.SIGKILL, signal.SIGSEGV])
def test_nothing_is_left_when_the_one_dies_who_launched(going: Any, deadly: int) -> None:
    with subprocess.Popen([sys.executable, "-c", MANAGER], stdout=subprocess.PIPE) as manager:
        assert manager.stdout is not None
        kernel, server, path, file = json.loads(manager.stdout.readline())
        manager.send_signal(deadly)

    async def story() -> None:
        await gone(kernel, server)

    going(story)
    assert not Path(path).parent.exists()
    assert list(Path(file).parent.glob(f"{Path(file).stem}*")) == []
