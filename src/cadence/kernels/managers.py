"""Managers and clients of kernels that wait for what they want to know, and for nothing else."""

import os
import time
import uuid
from pathlib import Path
from queue import Empty
from typing import Any

from jupyter_client.asynchronous.client import AsyncKernelClient
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager, KernelManager
from jupyter_core.paths import jupyter_runtime_dir
from jupyter_core.utils import ensure_async
from traitlets import List, Type, Unicode

_LONGEST = 90  # characters: the path of a socket must stay below 104, and each kernel's ends in "-ipc-5"
_GLANCE = 1.0  # seconds between two looks at whether a kernel that says nothing is still there


class PromptClient(AsyncKernelClient):
    """A client that takes its kernel for ready when the kernel has answered it on both channels.

    The client of jupyter_client cannot tell its own answer on iopub from others, and listens for another 0.2
    seconds until nothing comes any more.
    """

    async def _async_wait_for_ready(self, timeout: float | None = None) -> None:
        limit = float("inf") if timeout is None else time.monotonic() + timeout
        while not await self._answers():
            # A client that no manager made knows of the kernel by its heartbeat alone, and that takes time.
            if isinstance(self.parent, KernelManager) and not await self._async_is_alive():
                raise RuntimeError("Kernel died before replying to kernel_info")
            if time.monotonic() > limit:
                raise RuntimeError(f"Kernel didn't respond in {timeout:g} seconds")

    wait_for_ready = _async_wait_for_ready

    async def _answers(self) -> bool:
        """Ask for information on the kernel; return whether both the reply and its 'idle' came."""
        asked = self.kernel_info()
        try:
            while (reply := await ensure_async(self.shell_channel.get_msg(timeout=_GLANCE))) is not None:
                if reply["parent_header"].get("msg_id") == asked:
                    self._handle_kernel_info_reply(reply)
                    break
            while not _is_idle(await ensure_async(self.iopub_channel.get_msg(timeout=_GLANCE)), asked):
                pass
        except Empty:
            return False
        return True


def _is_idle(message: dict[str, Any], asked: str) -> bool:
    answers: bool = message["parent_header"].get("msg_id") == asked
    return answers and message["msg_type"] == "status" and message["content"]["execution_state"] == "idle"


class Forking(KernelManager):
    """Has the kernels of any Python kernelspec forked, and talks to them by sockets in the file system.

    Two processes can race for a port, not for a file; and nothing of it passes through the network.
    """

    modules = List(Unicode(), help="Modules that the server imports before it forks.").tag(config=True)
    warm = Unicode("", help="A function to call once after the imports, as module:function.").tag(config=True)

    def __init__(self, **settings: Any) -> None:
        name = settings.get("connection_file") or f"kernel-{uuid.uuid4()}.json"
        path = os.path.join(jupyter_runtime_dir(), name)  # a kernel in another folder must find it, too
        if "transport" not in settings and len(path) < _LONGEST:
            Path(path).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            settings |= {"transport": "ipc", "connection_file": path}
        super().__init__(**settings)

    @property
    def kernel_spec(self) -> KernelSpec | None:
        """Return the kernelspec, with the provisioner named that forks."""
        spec = super().kernel_spec
        if spec is not None and "kernel_provisioner" not in spec.metadata:
            stanza = {"modules": list(self.modules), "warm": self.warm}
            spec.metadata["kernel_provisioner"] = {"provisioner_name": "cadence-fork", "config": stanza}
        return spec


class ForkKernelManager(Forking, AsyncKernelManager):
    """A manager of one forked kernel, whose client does not wait for what it knows."""

    client_factory = Type(PromptClient, klass=AsyncKernelClient, config=True)
