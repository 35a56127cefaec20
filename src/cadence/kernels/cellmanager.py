"""The other end of `cells`: what nbclient takes for a kernel's manager and its client."""

import asyncio
import os
import signal
import socket
from base64 import b64decode
from collections import deque
from contextlib import suppress
from queue import Empty
from typing import Any

from jupyter_client.asynchronous.client import AsyncKernelClient
from jupyter_client.jsonutil import parse_date
from jupyter_client.manager import AsyncKernelManager
from jupyter_client.session import json_packer
from traitlets import List, Unicode

from cadence.kernels.forkserver import ForkServer
from cadence.kernels.process import ForkedProcess
from cadence.kernels.recipe import Recipe

_PATIENCE = 60.0  # seconds for a server to import and for a child to be ready
_SHUTDOWN = 2.0


class CellProcess(ForkedProcess):
    """A child that runs cells; what it says on its channels waits here."""

    def __init__(self, server: socket.socket, child: socket.socket) -> None:
        super().__init__(server, child)
        self.said: dict[str, deque[dict[str, Any]]] = {"shell": deque(), "iopub": deque()}

    def hear(self, message: dict[str, Any]) -> None:
        """Take note of a report, or put a message of the kernel where it belongs."""
        if channel := message.get("channel"):
            self.said[channel].append(unpacked(message["message"]))
        else:
            super().hear(message)


def unpacked(message: dict[str, Any]) -> dict[str, Any]:
    """Return a message from JSON as jupyter_client would have it."""
    message["header"]["date"] = parse_date(message["header"]["date"])
    message["buffers"] = [b64decode(each) for each in message["buffers"]]
    return message


class LineChannel:
    """A channel of a client, with the face of jupyter_client's, on the line of a child."""

    def __init__(self, process: CellProcess, name: str) -> None:
        self._process, self._said = process, process.said[name]

    def send(self, message: dict[str, Any]) -> None:
        """Send a message to the child."""
        self._process.say(json_packer(message))

    async def get_msg(self, timeout: float | None = None) -> dict[str, Any]:
        """Return the next message; raise `queue.Empty` if none comes in this many seconds."""
        await self._process.until_async(lambda: bool(self._said), timeout)
        if self._said:
            return self._said.popleft()
        if timeout is None:
            await asyncio.Future()  # it has ended, and who asked without a limit is told by somebody else
        raise Empty


class CellClient(AsyncKernelClient):
    """A client of a child that runs cells: messages as ever, but nothing to connect to and to wait for."""

    def __init__(self, process: CellProcess, **settings: Any) -> None:
        super().__init__(**settings)
        self._process = process
        self._shell, self._iopub = LineChannel(process, "shell"), LineChannel(process, "iopub")

    shell_channel = property(lambda self: self._shell)
    iopub_channel = property(lambda self: self._iopub)

    def start_channels(self, *_: Any, **__: Any) -> None:
        """Do nothing: the line is there."""

    def stop_channels(self) -> None:
        """Do nothing: the manager closes the line."""

    async def wait_for_ready(self, timeout: float | None = None) -> None:
        """Wait until the child has said that it is ready."""
        await self._process.until_async(lambda: self._process.ready, timeout)
        if self._process.returncode is not None:
            raise RuntimeError("Kernel died before it was ready")
        if not self._process.ready:
            raise RuntimeError(f"Kernel didn't respond in {timeout:g} seconds")

    async def is_alive(self) -> bool:
        """Return whether the child runs."""
        return self._process.poll() is None


class CellManager(AsyncKernelManager):
    """Starts, interrupts and ends a child that runs cells in this very Python."""

    modules = List(Unicode(), help="Modules that the server imports before it forks.").tag(config=True)
    warm = Unicode("", help="A function to call once after the imports, as module:function.").tag(config=True)
    _process: CellProcess | None = None

    @property
    def has_kernel(self) -> bool:
        """Return whether a child was started and not let go of."""
        return self._process is not None

    async def start_kernel(self, *, env: Any = None, cwd: Any = None, **settings: Any) -> None:  # type: ignore[override]
        """Fork a child; `env`, `cwd`, `stdout` and `stderr` are as in Popen."""
        environment = dict(os.environ if env is None else env)
        streams = None, settings.get("stdout"), settings.get("stderr")
        server = ForkServer.of(Recipe.of(self.modules, self.warm, environment=environment))
        process = server.launch(CellProcess, streams)
        await process.until_async(lambda: bool(process.pid), _PATIENCE)
        process.start(
            {"run": "cadence.kernels.cells:run", "environment": environment, "cwd": str(cwd or os.getcwd())}
        )
        self._process = process

    def client(self, **settings: Any) -> CellClient:  # type: ignore[override]
        """Return the child's one client."""
        assert self._process is not None
        return CellClient(self._process, **settings)

    async def is_alive(self) -> bool:  # type: ignore[override]
        """Return whether the child runs."""
        return self._process is not None and self._process.poll() is None

    async def interrupt_kernel(self) -> None:  # type: ignore[override]
        """Interrupt the cell that runs, and what it has started."""
        if self._process is not None and self._process.poll() is None:
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGINT)

    async def shutdown_kernel(self, now: bool = False, restart: bool = False) -> None:  # type: ignore[override]
        """Have the child end by itself, or at once."""
        if self._process is not None and not now:
            self._process.say(json_packer({"msg_type": "shutdown_request"}))
            await self._process.until_async(lambda: False, _SHUTDOWN)
        await self.cleanup_resources()

    async def cleanup_resources(self, restart: bool = False) -> None:  # type: ignore[override]
        """Let go of the child: what is left of it is ended."""
        if self._process is not None:
            self._process.close()
            self._process = None
