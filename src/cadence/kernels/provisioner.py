"""The provisioner `cadence-fork` of jupyter_client: a kernelspec that names it has its kernels forked."""

import os
import pathlib
import subprocess
from typing import Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning.local_provisioner import LocalProvisioner
from traitlets import List, Unicode

from cadence.kernels import standby
from cadence.kernels.forkserver import ForkServer, say_once
from cadence.kernels.process import ForkedProcess, NotLaunched
from cadence.kernels.recipe import Recipe

_PATIENCE = 60.0  # seconds for a server to import and for a kernel to bind its sockets
_SHUTDOWN = 0.5  # seconds for a kernel to end by itself; then jupyter_client looks ten times a second


class ForkProvisioner(LocalProvisioner):
    """Forks ipykernels from a server that has imported `modules`; anything else is launched as ever."""

    process: ForkedProcess | subprocess.Popen[bytes] | None = None  # type: ignore[assignment]
    modules = List(Unicode(), help="Modules that the server imports before it forks.").tag(config=True)
    warm = Unicode("", help="A function to call once after the imports, as module:function.").tag(config=True)

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Fork the kernel that this command would start, and return once its sockets are bound."""
        python, arguments = _taken_apart(cmd)
        if not arguments:
            return await super().launch_kernel(cmd, **kwargs)
        environment = dict(kwargs.get("env") or os.environ) | {"JPY_PARENT_PID": str(os.getpid())}
        recipe = Recipe.of(self.modules, self.warm, python, environment)
        try:
            self.process = await self._forked(recipe, arguments, environment, kwargs)
        except NotLaunched as reason:
            say_once(str(reason))
            self.process = standby.take(recipe, arguments, kwargs)
            standby.keep_ready(recipe)
        if self.process is None:
            return await super().launch_kernel(cmd, **kwargs)
        self.pid = self.pgid = self.process.pid
        self.cwd = kwargs.get("cwd", pathlib.Path.cwd())
        return self.connection_info

    async def _forked(
        self, recipe: Recipe, arguments: list[str], environment: dict[str, str], kwargs: dict[str, Any]
    ) -> ForkedProcess:
        streams = (kwargs.get("stdin"), kwargs.get("stdout"), kwargs.get("stderr"))
        process = ForkServer.of(recipe).launch(ForkedProcess, streams, self._files())
        await process.until_async(lambda: bool(process.pid), _PATIENCE)
        process.start(
            {
                "run": "cadence.kernels.kernel:run",
                "arguments": arguments,
                "environment": environment,
                "cwd": str(kwargs.get("cwd") or os.getcwd()),
            }
        )
        await process.until_async(lambda: process.ready, _PATIENCE)
        return process

    def _files(self) -> list[str]:
        """Return what lies on the disk for this kernel: its connection file and, with ipc, its sockets."""
        manager = self.parent
        if manager is None:
            return []
        info = self.connection_info
        ports = [number for name, number in info.items() if name.endswith("_port")]
        sockets = [f"{info['ip']}-{number}" for number in ports] if info.get("transport") == "ipc" else []
        return [os.path.abspath(path) for path in (manager.connection_file, *sockets)]

    async def wait(self) -> int | None:
        """Wait for the kernel's end, without looking for it ten times a second."""
        if isinstance(self.process, ForkedProcess):
            await self.process.until_async(lambda: False)
        return await super().wait()

    async def shutdown_requested(self, restart: bool = False) -> None:
        """Give the kernel the time to end by itself, and no longer."""
        await super().shutdown_requested(restart)
        if isinstance(self.process, ForkedProcess):
            await self.process.until_async(lambda: False, _SHUTDOWN)

    async def cleanup(self, restart: bool = False) -> None:
        """Let go of the kernel and of what it has started."""
        if isinstance(self.process, ForkedProcess):
            self.process.close()
        await super().cleanup(restart)


def _taken_apart(command: list[str]) -> tuple[list[str], list[str]]:
    """Return the interpreter with its options, and ipykernel's arguments; none if it is another kernel."""
    try:
        module = command.index("-m")
    except ValueError:
        return command, []
    if command[module + 1 : module + 2] != ["ipykernel_launcher"]:
        return command, []
    return command[:module], command[module + 2 :]
