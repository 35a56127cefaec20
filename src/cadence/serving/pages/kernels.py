"""The kernels of live pages: each belongs to one person, on every path that leads to it."""

from collections.abc import Mapping
from typing import Any, cast

from jupyter_server.base.handlers import FileFindHandler
from jupyter_server.services.kernels.handlers import KernelHandler
from voila.paths import collect_static_paths  # type: ignore[import-untyped]
from voila.shutdown_kernel_handler import VoilaShutdownKernelHandler  # type: ignore[import-untyped]
from voila.static_file_handler import MultiStaticFileHandler  # type: ignore[import-untyped]
from voila.tornado.kernel_websocket_handler import VoilaKernelWebsocketHandler  # type: ignore[import-untyped]

from cadence.kernels.pages import PageKernels
from cadence.serving.handler import Guarded
from cadence.serving.line import Held
from cadence.serving.refusal import Refusal

# None waits before somebody comes to a live page, which most institutes do not have.
KERNELS = {
    "PageKernels": {"ready": 0, "cull_idle_timeout": 1200, "cull_interval": 60, "cull_connected": True},
    "PageKernelManager": {
        "modules": [
            "pandas",
            "matplotlib.pyplot",
            "matplotlib_inline.backend_inline",
            "ipywidgets",
            "cadence.workbook.book",
        ]
    },
}
AT_MOST = 2  # kernels of one person: a page, and the same page loaded anew before the first is gone


class Kernels:
    """Starts kernels, and knows whose each of them is."""

    def __init__(self, manager: PageKernels) -> None:
        self._manager = manager
        self._owners: dict[str, str] = {}

    async def start(self, person: str, environment: Mapping[str, str]) -> str:
        """Start a kernel for somebody, and end the oldest of theirs beyond how many one may have."""
        self._owners = {kernel: owner for kernel, owner in self._owners.items() if kernel in self._manager}
        theirs = [kernel for kernel, owner in self._owners.items() if owner == person]
        for kernel in theirs[: len(theirs) + 1 - AT_MOST]:
            await self.end(kernel)
        kernel = await self._manager.start_kernel(kernel_name="python3", path="", env=dict(environment))
        self._owners[kernel] = person
        return kernel

    async def end(self, kernel: str) -> None:
        """End a kernel."""
        self._owners.pop(kernel, None)
        if kernel in self._manager:
            await self._manager.shutdown_kernel(kernel, now=True)  # type: ignore[no-untyped-call]

    def owner(self, kernel: str) -> str | None:
        """Return whose a kernel is, None where there is no such kernel."""
        return self._owners.get(kernel) if kernel in self._manager else None


class OwnKernel(Guarded):
    """A path to a kernel: for others than its owner there is no such kernel."""

    async def prepare(self, **settings: Any) -> None:
        """Let its owner through."""
        await super().prepare(**settings)
        kernels = cast(Kernels, self.settings["kernels"])
        if kernels.owner(self.path_kwargs["kernel_id"]) != self.who.person:
            raise Refusal(404, "There is no such kernel.", "Load the page anew.")


class KernelState(OwnKernel, KernelHandler):
    """Says how a kernel is."""

    SUPPORTED_METHODS = ("GET",)

    def check_origin(self, origin_to_satisfy_tornado: str = "") -> bool:
        """Let a page of ours ask: with a mere question a browser does not say where it comes from."""
        return True


class KernelLine(OwnKernel, Held, VoilaKernelWebsocketHandler):  # type: ignore[misc]
    """The line between a page and its kernel."""


class KernelEnd(OwnKernel, VoilaShutdownKernelHandler):  # type: ignore[misc]
    """Ends a kernel when its page is left."""


class FrontendFile(Guarded, MultiStaticFileHandler):  # type: ignore[misc]
    """Voila's frontend."""


class ExtensionFile(Guarded, FileFindHandler):  # type: ignore[misc]
    """The parts of a frontend that draw widgets."""


def frontend_folders() -> list[str]:
    """Return where Voila's frontend lies."""
    return [str(folder) for folder in collect_static_paths(["voila", "nbconvert"], "base")]
