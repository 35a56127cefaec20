"""What an application of Voila takes from here: forked kernels kept ready, and pages that wait their turn."""

import asyncio
import html
import os
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, ClassVar

from jinja2 import BytecodeCache, Environment
from jinja2.bccache import Bucket
from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager, ServerKernelManager
from traitlets import Int, default

from cadence.kernels.managers import Forking, PromptClient

_ADOPT = """
import os as _os
_os.environ.clear()
_os.environ.update({environment!r})
_os.chdir({folder!r})
del _os
"""
_PATIENCE = 60


class PageKernelManager(Forking, ServerKernelManager):
    """The manager of a page's kernel; configure `modules` and `warm` on it."""


class PageKernels(AsyncMappingKernelManager):
    """Hands out forked kernels, some of them forked before anyone asked.

    A waiting kernel has run nothing. Who it is for comes with the request: its environment and folder are set
    as it is handed out, and what Voila's prelaunch hook writes into the notebook reaches it like any other.
    """

    ready = Int(2, min=0, help="How many kernels wait for a visitor.").tag(config=True)

    @default("kernel_manager_class")
    def _forked(self) -> str:
        return f"{PageKernelManager.__module__}.{PageKernelManager.__name__}"

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self._waiting: deque[tuple[str, str]] = deque()  # the kernelspec's name and the kernel's id
        self._filling: asyncio.Task[None] | None = None

    async def start_kernel(self, **settings: Any) -> str:  # type: ignore[override]
        """Return the id of a kernel for this notebook: of one that waits, or of a new one."""
        name = settings.get("kernel_name") or self.default_kernel_name
        try:
            found = None if settings.get("kernel_id") else self._take(name)
            if found is None:
                return str(await super().start_kernel(**settings))
            await self._adopt(found, settings)
            return found
        finally:
            self.fill(name)

    def fill(self, name: str = "") -> None:
        """See to it that enough kernels wait, in the background."""
        if self._filling is None or self._filling.done():
            self._filling = asyncio.ensure_future(self._fill(name or self.default_kernel_name))

    async def _fill(self, name: str) -> None:
        while sum(waiting == name for waiting, _ in self._waiting) < self.ready:
            self._waiting.append((name, str(await super().start_kernel(kernel_name=name))))

    def _take(self, name: str) -> str | None:
        for entry in self._waiting:
            if entry[0] == name and entry[1] in self:
                self._waiting.remove(entry)
                return entry[1]
        return None

    async def _adopt(self, kernel: str, settings: dict[str, Any]) -> None:
        """Give a waiting kernel the environment and the folder that it would have been started with."""
        manager: Any = self.get_kernel(kernel)
        environment = dict(settings.get("env") or os.environ)
        path = settings.get("path")
        folder = str(settings.get("cwd") or self.root_dir) if path is None else self.cwd_for_path(path)
        manager._launch_args |= {"env": environment, "cwd": folder}  # for a restart
        client = PromptClient(context=manager.context)  # a session of its own: the visitor has another
        client.load_connection_info(manager.get_connection_info())
        client.start_channels(stdin=False, hb=False)
        try:
            code = _ADOPT.format(environment=environment, folder=folder)
            asked = client.execute(code, silent=True, store_history=False)
            while (await client.get_shell_msg(timeout=_PATIENCE))["parent_header"].get("msg_id") != asked:
                pass
        finally:
            client.stop_channels()


class SharedTemplates(BytecodeCache):
    """Templates compiled once a process, whoever made the environment that asks for them."""

    _compiled: ClassVar[dict[str, bytes]] = {}

    @classmethod
    def serve(cls, environment: Environment) -> Environment:
        """Have an environment use what was compiled before."""
        environment.bytecode_cache = cls()
        return environment

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill a bucket with what is known of its template."""
        if known := self._compiled.get(bucket.key):
            bucket.bytecode_from_string(known)  # refuses another state of the source by its checksum

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Remember what was compiled."""
        self._compiled[bucket.key] = bucket.bytecode_to_string()


class Turns:
    """Lets a few through at once and the others in the order in which they came."""

    def __init__(self, at_once: int, room: int) -> None:
        self._free, self._room, self._waiting = asyncio.Semaphore(at_once), room, 0

    @property
    def full(self) -> bool:
        """Return whether so many wait that another had better come back."""
        return self._waiting >= self._room

    @property
    def waiting(self) -> int:
        """Return how many wait."""
        return self._waiting

    @asynccontextmanager
    async def one(self) -> AsyncIterator[None]:
        """Wait for a turn, and give it back at the end."""
        self._waiting += 1
        try:
            await self._free.acquire()
        finally:
            self._waiting -= 1
        try:
            yield
        finally:
            self._free.release()


def queue_page(ahead: int, seconds: int = 3) -> str:
    """Return the page for a visitor who has to wait; it asks again by itself."""
    return _QUEUE.format(ahead=html.escape(str(ahead)), seconds=int(seconds))


_QUEUE = """<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><meta http-equiv="refresh" content="{seconds}"><title>One moment</title></head>
<body><main>
<h1>One moment</h1>
<p>Everyone is coming in at once, and {ahead} are before you.</p>
<p>This page opens by itself. There is nothing to do.</p>
</main></body>
</html>
"""
