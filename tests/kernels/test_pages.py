"""Kernels that wait for a visitor."""

import os
import signal
from datetime import timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any

import psutil
import pytest
from jupyter_server._tz import utcnow
from traitlets.config import Config

from cadence.kernels.managers import PromptClient
from cadence.kernels.pages import PageKernels
from cadence.kernels.process import ForkedProcess

pytestmark = [pytest.mark.notebook]


async def says(kernels: PageKernels, kernel: str, code: str) -> str:
    """Run code in a kernel and return what it prints."""
    manager: Any = kernels.get_kernel(kernel)
    client = PromptClient(context=manager.context)
    client.load_connection_info(manager.get_connection_info())
    client.start_channels()
    await client.wait_for_ready(timeout=60)
    printed: list[str] = []
    await client.execute_interactive(
        code, output_hook=lambda m: printed.append(m["content"].get("text", "")), timeout=60
    )
    client.stop_channels()
    return "".join(printed)


class Variable(StrEnum):
    """Names of variables, as Voila has them."""

    VISITOR = "VISITOR"
    OTHER = "OTHER"


SEEN = "import os; print(os.environ.get('VISITOR'), os.environ.get('OTHER'), os.getcwd())"


@pytest.mark.filterwarnings("ignore")
def test_a_kernel_that_waited_is_handed_out_with_the_visitors_surroundings(
    going: Any, tmp_path: Path
) -> None:
    (tmp_path / "session").mkdir()

    async def story() -> None:
        kernels = PageKernels(root_dir=str(tmp_path), config=Config(PageKernels={"ready": 2}))
        kernels.fill()
        await kernels._filling
        waited = [kernel for _, kernel in kernels._waiting]
        found = [
            await kernels.start_kernel(path="session/n.ipynb", env=dict(os.environ) | {name: "yes"})
            for name in Variable
        ]
        assert found == waited
        assert all(
            isinstance(kernels.get_kernel(kernel).provisioner.process, ForkedProcess) for kernel in found
        )
        assert await says(kernels, found[0], SEEN) == f"yes None {tmp_path / 'session'}\n"
        assert await says(kernels, found[1], SEEN) == f"None yes {tmp_path / 'session'}\n"
        await kernels.restart_kernel(found[0])
        assert await says(kernels, found[0], SEEN) == f"yes None {tmp_path / 'session'}\n"
        await kernels._filling
        assert len(kernels._waiting) == 2
        await kernels.shutdown_all(now=True)

    going(story)


@pytest.mark.filterwarnings("ignore")
def test_a_kernel_that_died_while_it_waited_is_not_handed_out(going: Any, tmp_path: Path) -> None:
    async def story() -> None:
        kernels = PageKernels(root_dir=str(tmp_path), config=Config(PageKernels={"ready": 2}))
        kernels.fill()
        await kernels._filling
        dead, alive = (kernel for _, kernel in kernels._waiting)
        os.kill(kernels.get_kernel(dead).provisioner.pid, signal.SIGKILL)
        assert await kernels.start_kernel() == alive
        assert dead not in kernels
        await kernels.shutdown_all(now=True)

    going(story)


@pytest.mark.filterwarnings("ignore")
def test_who_is_idle_is_ended_but_not_who_waits_and_a_shutdown_ends_them_all(
    going: Any, tmp_path: Path
) -> None:
    async def story() -> None:
        settings = {"ready": 1, "cull_idle_timeout": 60}
        kernels = PageKernels(root_dir=str(tmp_path), config=Config(PageKernels=settings))
        used = await kernels.start_kernel()
        await kernels._filling
        ((_, waits),) = kernels._waiting
        pids = [kernels.get_kernel(kernel).provisioner.pid for kernel in (used, waits)]
        for kernel in (used, waits):
            kernels.get_kernel(kernel).last_activity = utcnow() - timedelta(hours=1)
        await kernels.cull_kernels()
        assert kernels.list_kernel_ids() == [waits]
        assert await kernels.start_kernel() == waits  # and another is being started to wait
        await kernels.cull_kernels()
        assert waits in kernels  # its idle time begins as it is handed out
        await kernels.shutdown_all()
        assert kernels.list_kernel_ids() == []
        assert [pid for pid in pids if psutil.pid_exists(pid)] == []

    going(story)
