"""The kernels of pages: forked before anyone asks, and handed out to one visitor each."""

import asyncio
import json
import os
from collections import deque
from collections.abc import Mapping
from contextlib import suppress
from queue import Empty
from typing import Any

from jupyter_server._tz import utcnow
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
_PATIENCE = 30  # seconds for a kernel that waits to take on what it is told
_GLANCE = 1.0  # seconds between two looks at whether it still lives


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
            found = None if settings.get("kernel_id") else await self._handed_out(name, settings)
            return found or str(await super().start_kernel(**settings))
        finally:
            self.fill(name)

    def fill(self, name: str = "") -> None:
        """See to it that enough kernels wait, in the background."""
        if self._filling is None or self._filling.done():
            self._filling = asyncio.ensure_future(self._fill(name or self.default_kernel_name))

    async def shutdown_all(self, now: bool = False) -> None:  # type: ignore[override]
        """End all kernels, those that wait and the one that is being started to wait as well."""
        ready, self.ready = self.ready, 0
        try:
            if self._filling and self._filling.get_loop() is asyncio.get_running_loop():
                await self._filling
            await super().shutdown_all(now=now)
        finally:
            self.ready = ready

    async def cull_kernel_if_idle(self, kernel_id: str) -> None:
        """Let those wait that have nothing to do because they wait."""
        if all(kernel_id != waiting for _, waiting in self._waiting):
            await super().cull_kernel_if_idle(kernel_id)

    async def _fill(self, name: str) -> None:
        try:
            while self._count(name) < self.ready:
                self._waiting.append((name, str(await super().start_kernel(kernel_name=name))))
        except Exception:  # whoever comes meets the same and hears of it
            self.log.exception("No kernel could be started to wait for a visitor.")

    def _count(self, name: str) -> int:
        """Return how many wait, those forgotten that are no more."""
        self._waiting = deque(entry for entry in self._waiting if entry[1] in self)
        return sum(waiting == name for waiting, _ in self._waiting)

    async def _handed_out(self, name: str, settings: dict[str, Any]) -> str | None:
        """Return the first of those that wait that is alive and fit for this visitor, or None."""
        while kernel := self._take(name):
            if await self._adopt(kernel, settings):
                return kernel
            with suppress(KeyError):  # it was given up meanwhile
                await self.shutdown_kernel(kernel, now=True)
        return None

    def _take(self, name: str) -> str | None:
        for entry in self._waiting:
            if entry[0] == name and entry[1] in self:
                self._waiting.remove(entry)
                return entry[1]
        return None

    async def _adopt(self, kernel: str, settings: dict[str, Any]) -> bool:
        """Give a waiting kernel the environment and the folder that it would have been started with.

        Return whether it has taken them on; else it is dead or dying.
        """
        manager: Any = self.get_kernel(kernel)
        environment = _plain(settings.get("env") or os.environ) | {"JPY_PARENT_PID": str(os.getpid())}
        path = settings.get("path")
        folder = str(settings.get("cwd") or self.root_dir) if path is None else self.cwd_for_path(path)
        manager._launch_args |= {"env": environment, "cwd": folder}  # for a restart
        manager.last_activity = utcnow()  # its idle time begins here
        try:
            async with asyncio.timeout(_PATIENCE):
                return await _obeys(manager, _ADOPT.format(environment=environment, folder=folder))
        except TimeoutError:
            return False


def _plain(environment: Mapping[str, str]) -> dict[str, str]:
    """Return an environment in plain texts: Voila names variables by the members of an enumeration."""
    return dict(json.loads(json.dumps(dict(environment))))


async def _obeys(manager: Any, code: str) -> bool:
    """Run code in a kernel, in a session of its own: the visitor has another. Return whether it succeeded."""
    if not await manager.is_alive():
        return False
    client = PromptClient(context=manager.context)
    client.load_connection_info(manager.get_connection_info())
    client.start_channels(stdin=False, hb=False)
    try:
        asked = client.execute(code, silent=True, store_history=False)
        while await manager.is_alive():
            with suppress(Empty):
                reply = await client.get_shell_msg(timeout=_GLANCE)
                if reply["parent_header"].get("msg_id") == asked:
                    return bool(reply["content"]["status"] == "ok")
        return False
    finally:
        client.stop_channels()
