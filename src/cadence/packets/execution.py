"""Running a notebook with papermill in a kernel of this very Python."""

import logging
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import nbformat
from ipykernel.kernelspec import RESOURCES, get_kernel_dict
from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from nbclient.exceptions import DeadKernelError
from papermill.exceptions import PapermillExecutionError  # type: ignore[import-untyped]
from papermill.execute import execute_notebook  # type: ignore[import-untyped]

from cadence.errors import PacketError
from cadence.packets.surroundings import SURROUNDINGS
from cadence.workbook.context import packet_of

HERE = "cadence-here"  # the papermill engine that runs a notebook in the process that asks for it
_LONGEST = 90  # the path of a socket must stay below 104 bytes


class OwnKernels(KernelSpecManager):
    """Answers every name with the kernel of the Python that runs this.

    A machine's kernelspecs may lack `python3`, or have it start another environment without Cadence.
    """

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
        """Return the kernel of this Python, whatever the name."""
        return KernelSpec(resource_dir=RESOURCES, **get_kernel_dict())


class OwnKernel(AsyncKernelManager):
    """Starts that kernel with a room of its own: its sockets, its log, and nobody's startup files."""

    def __init__(self, **settings: Any) -> None:
        self._room = TemporaryDirectory(prefix="k-", ignore_cleanup_errors=True)
        if sys.platform != "win32" and len(self._room.name) <= _LONGEST:
            # Two processes can race for a port, not for a file.
            settings |= {"connection_file": os.path.join(self._room.name, "k.json"), "transport": "ipc"}
        super().__init__(kernel_spec_manager=OwnKernels(), **settings)

    async def _async_start_kernel(self, **settings: Any) -> None:
        surroundings = os.environ | SURROUNDINGS | {"IPYTHONDIR": os.path.join(self._room.name, "ipython")}
        with open(os.path.join(self._room.name, "log"), "ab") as log:
            await super()._async_start_kernel(env=surroundings, stdout=log, stderr=log, **settings)

    start_kernel = _async_start_kernel

    async def _async_cleanup_resources(self, restart: bool = False) -> None:
        await super()._async_cleanup_resources(restart)
        if not restart:
            self._room.cleanup()

    cleanup_resources = _async_cleanup_resources


@dataclass(frozen=True)
class Run:
    """How a notebook is run.

    `saved` is where it is kept as it was executed, up to the failing cell if one fails. `here`: in this
    process, which must be there for this one notebook alone, instead of in a kernel. `careful`: saved
    after every cell, which takes time, so that something is there even if this process is ended.
    """

    saved: Path
    here: bool = False
    careful: bool = True


def execute(
    notebook: Path, parameters: Mapping[str, object], *, folder: Path, timeout: int, run: Run
) -> nbformat.NotebookNode:
    """Run a notebook from the top with these parameters and return it with its outputs.

    This is the one place that knows how notebooks are run.

    Parameters
    ----------
    notebook
        The notebook as it is edited; it is not touched.
    parameters
        Values for its `parameters` cell.
    folder
        Where its code works: the institute's folder.
    timeout
        Seconds that one cell may take.
    """
    with packet_of(str(parameters.get("team", ""))):
        if run.here:
            _be_a_kernel(run.saved.parent)
            return _execute(notebook, parameters, folder, timeout, run, engine_name=HERE)
        call = partial(_execute, notebook, parameters, folder, timeout, run)
        try:
            return call(kernel_manager_class=OwnKernel)
        except (DeadKernelError, RuntimeError) as died:
            if not isinstance(died, DeadKernelError) and "Kernel died" not in str(died):
                raise
            return call(kernel_manager_class=OwnKernel)  # once: memory may be short


def _execute(
    notebook: Path, parameters: Mapping[str, object], folder: Path, timeout: int, run: Run, **way: object
) -> nbformat.NotebookNode:
    logging.getLogger("papermill").setLevel(logging.CRITICAL)
    logging.getLogger("traitlets").setLevel(logging.CRITICAL)
    try:
        executed: nbformat.NotebookNode = execute_notebook(
            nbformat.read(notebook, as_version=4),  # type: ignore[no-untyped-call]  # papermill formats paths
            _unformatted(run.saved),
            dict(parameters),
            kernel_name="python3",
            language="python",
            progress_bar=False,
            cwd=str(folder),
            execution_timeout=timeout,
            request_save_on_cell_execute=run.careful,
            **way,
        )
    except PapermillExecutionError as stopped:
        stopped.cell_index -= bool(parameters)  # count as the notebook does that is edited
        raise
    _refuse_half(executed)
    return executed


def _be_a_kernel(room: Path) -> None:
    """Give this process the surroundings of a kernel: what it says beside its notebook goes to a log."""
    os.environ |= SURROUNDINGS | {"IPYTHONDIR": str(room / "ipython")}
    with open(room / "log", "ab") as log:
        for stream in (1, 2):
            os.dup2(log.fileno(), stream)


def _refuse_half(executed: nbformat.NotebookNode) -> None:
    """Refuse a notebook that a cell ended: papermill takes `sys.exit()` for success, and half for whole."""
    own = (cell for cell in executed.cells if "injected-parameters" not in cell.metadata.get("tags", ()))
    for number, cell in enumerate(own, 1):
        if any(output.get("ename") == "SystemExit" for output in cell.get("outputs", ())):
            raise PacketError(
                f"The notebook ends itself in cell {number} ({cell.source.strip()[:80]}).",
                "Remove that line: what stands below it would be missing.",
            )


def _unformatted(path: Path) -> str:
    """Return a path that papermill's formatting turns into itself."""
    return str(path).replace("{", "{{").replace("}", "}}")
