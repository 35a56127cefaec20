"""Kernels from a fork server, and what can be seen of them from outside."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

import pytest

from cadence.kernels.forkserver import ForkServer
from cadence.kernels.managers import ForkKernelManager

Outputs = list[tuple[str, Any]]


class Kernel:
    """A running kernel and the one who talks to it."""

    def __init__(self, manager: ForkKernelManager) -> None:
        self.manager = manager
        self.said: Outputs = []

    async def __aenter__(self) -> "Kernel":
        await self.manager.start_kernel()
        self.client = self.manager.client()  # its addresses are known only now
        self.client.start_channels()
        await self.client.wait_for_ready(timeout=60)
        return self

    async def __aexit__(self, *error: object) -> None:
        self.client.stop_channels()
        await self.manager.shutdown_kernel(now=bool(error[0]))

    async def run(self, code: str, **settings: Any) -> Outputs:
        """Run code and return what came of it: the type of each message and what it says."""
        said: Outputs = []
        self.said = said

        def keep(message: dict[str, Any]) -> None:
            if message["msg_type"] not in ("status", "execute_input"):
                said.append((message["msg_type"], message["content"]))

        await self.client.execute_interactive(code, output_hook=keep, timeout=60, **settings)
        return said

    async def says(self, code: str) -> str:
        """Run code and return what it prints."""
        return "".join(content["text"] for kind, content in await self.run(code) if kind == "stream")

    @property
    def process(self) -> Any:
        return self.manager.provisioner.process  # type: ignore[union-attr]


@pytest.fixture
def kernel(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> Callable[..., Kernel]:
    """Return how to make a kernel; its files lie in a folder of their own."""
    monkeypatch.setenv("PYDEVD_DISABLE_FILE_VALIDATION", "1")
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path_factory.mktemp("ipython")))
    monkeypatch.delenv("MPLBACKEND", raising=False)
    return lambda **settings: Kernel(ForkKernelManager(kernel_name="python3", **settings))


@pytest.fixture
def going() -> Callable[[Callable[[], Awaitable[Any]]], Any]:
    """Run a coroutine function from start to end."""
    return lambda story: asyncio.run(story())  # type: ignore[arg-type]


@pytest.fixture(scope="session", autouse=True)
def no_server_left() -> Iterator[None]:
    """End the servers that tests of this process started."""
    yield
    for server in list(ForkServer._known.values()):
        server.stop()
