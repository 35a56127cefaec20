"""The engine `cadence-here` of papermill: a notebook's cells run in the process that asks for it.

It is for a process that is there for one notebook alone, such as a forked child that is over afterwards. The
cells run in ipykernel's own kernel, and nbclient makes outputs of what it says; only the way between the two
is shorter: messages are handed over, and nobody waits for anybody.
"""

import asyncio
import faulthandler
import json
import os
import signal
import threading
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from types import FrameType
from typing import Any

from nbclient.client import timestamp
from nbclient.exceptions import CellExecutionComplete, CellTimeoutError
from papermill.clientwrap import PapermillNotebookClient  # type: ignore[import-untyped]
from papermill.engines import Engine  # type: ignore[import-untyped]
from papermill.log import logger  # type: ignore[import-untyped]

from cadence.kernels.cellmanager import unpacked
from cadence.kernels.cells import SHELL, CellKernel, kernel_on

_GRACE = 10.0  # seconds for a cell that took too long to come back to Python, before the process is ended


class Messages:
    """What a kernel has said and nobody has read yet; it stands for a line.

    It lies in a file without a name, since what a notebook forks speaks there, too, and a pipe would be full
    before anybody reads.
    """

    def __init__(self) -> None:
        self._file = os.memfd_create("messages")
        self._read = 0

    def say(self, message: bytes) -> None:
        """Take a message as it would have gone out."""
        left = memoryview(message + b"\n")
        while left:
            left = left[os.write(self._file, left) :]

    def read(self) -> list[dict[str, Any]]:
        """Return the messages that were not returned before."""
        size = os.fstat(self._file).st_size
        lines = os.pread(self._file, size - self._read, self._read).splitlines()
        self._read = size
        said = map(json.loads, lines)
        return [{"channel": each["channel"], "message": unpacked(each["message"])} for each in said]

    def close(self) -> None:
        """Forget everything."""
        os.close(self._file)


class Asked:
    """What nbclient's stand-ins for widgets take for a client and its channel: they talk to the kernel."""

    def __init__(self, kernel: CellKernel) -> None:
        self.session, self.shell_channel = kernel.session, self
        self._waiting: list[dict[str, Any]] = []

    def send(self, message: dict[str, Any]) -> None:
        """Keep a message until the cell is over: a kernel that is busy would do the same."""
        self._waiting.append(message)

    def taken(self) -> list[dict[str, Any]]:
        """Return the messages and forget them."""
        waiting, self._waiting = self._waiting, []
        return waiting


class HereClient(PapermillNotebookClient):  # type: ignore[misc]
    """nbclient's way from messages to outputs, with a kernel in this process."""

    def execute(self) -> Any:
        """Run all cells up to the first that fails, and return the notebook."""
        self.reset_execution_trackers()
        with closing(Messages()) as self._said, asyncio.Runner() as self._runner, ExitStack() as held:
            self._kernel: CellKernel = self._runner.run(self._start(held))
            self.kc = Asked(self._kernel)
            self.papermill_execute_cells()
        self.nb.metadata["language_info"] = self._kernel.language_info
        self.set_widgets_metadata()
        return self.nb

    async def _start(self, held: ExitStack) -> CellKernel:
        return held.enter_context(kernel_on(self._said))

    def execute_cell(self, cell: Any, cell_index: int, **_: Any) -> Any:
        """Run one cell and take in what it said; raise `CellExecutionError` if it failed."""
        if cell.cell_type != "code" or not cell.source.strip():
            return cell
        cell.outputs, cell.metadata["execution"] = [], {}
        self.clear_before_next_output = False
        request = self._request(cell.source)
        with _within(self.timeout, cell):
            self._runner.run(self._kernel.answer(request))
        said = (each for each in self._said.read() if _answers(each, request))
        replies = [self._taken(each, cell, cell_index) for each in said]
        for message in self.kc.taken():
            self._runner.run(self._kernel.answer(message))
        reply = next((each for each in replies if each), None)
        self._runner.run(self._check_raise_for_error(cell, cell_index, reply))
        return cell

    def _request(self, code: str) -> dict[str, Any]:
        asked = {"code": code, "silent": False, "store_history": True, "user_expressions": {}}
        asked |= {"allow_stdin": False, "stop_on_error": True}
        assert self._kernel.session is not None
        message: dict[str, Any] = self._kernel.session.msg("execute_request", asked)
        return message

    def _taken(self, said: dict[str, Any], cell: Any, index: int) -> dict[str, Any] | None:
        """Make an output of a message; return it if it is the reply."""
        message: dict[str, Any] = said["message"]
        if said["channel"] == SHELL:
            cell.metadata["execution"]["shell.execute_reply"] = timestamp(message)
            return message
        with suppress(CellExecutionComplete):
            self.process_message(message, cell, index)
        return None


def _answers(said: dict[str, Any], request: dict[str, Any]) -> bool:
    answered: str = said["message"]["parent_header"].get("msg_id", "")
    return answered == str(request["header"]["msg_id"])


class _TookTooLong(BaseException):
    """Comes up in a cell when its time is over; nothing in it should catch this."""


@contextmanager
def _within(seconds: float | None, cell: Any) -> Iterator[None]:
    """End a cell that takes longer than this; where Python does not come to its turn, end the process."""
    if not seconds or threading.current_thread() is not threading.main_thread():
        yield
        return

    def over(number: int, frame: FrameType | None) -> None:
        raise _TookTooLong

    before = signal.signal(signal.SIGALRM, over)
    with open(os.devnull, "w") as nowhere:
        signal.setitimer(signal.ITIMER_REAL, seconds)
        faulthandler.dump_traceback_later(seconds + _GRACE, exit=True, file=nowhere)
        try:
            yield
        except _TookTooLong:
            message = "Cell execution timed out"
            raise CellTimeoutError.error_from_timeout_and_cell(message, int(seconds), cell) from None
        finally:
            faulthandler.cancel_dump_traceback_later()
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, before)


class HereEngine(Engine):  # type: ignore[misc]
    """Runs a notebook in this process."""

    @classmethod
    def execute_managed_notebook(
        cls, nb_man: Any, kernel_name: str, *, execution_timeout: float | None = None, **_: Any
    ) -> Any:
        """Run the notebook; `execution_timeout` is the seconds that one cell may take."""
        client = HereClient(nb_man, timeout=execution_timeout, kernel_name=kernel_name, log=logger)
        return client.execute()
