"""A forked child that runs cells as a kernel does, and speaks on its line instead of on sockets.

The code that runs a cell and words its outputs is ipykernel's own. What is missing is what only a kernel with
many clients needs: sockets, a heartbeat, threads for control and subshells, a history on the disk, and the
startup files of a person.
"""

import asyncio
import fcntl
import logging
import os
import signal
import sys
import threading
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from inspect import isawaitable
from types import SimpleNamespace
from typing import Any, Protocol

from ipykernel.iostream import IOPubThread, OutStream
from ipykernel.kernelapp import IPKernelApp
from jupyter_client.session import Session, json_packer
from tornado.ioloop import IOLoop
from traitlets.config import Config

from cadence.kernels.forkedkernel import ForkedKernel
from cadence.kernels.kernel import introduce
from cadence.kernels.lifeline import Line

SHELL, IOPUB = "shell", "iopub"


class Speaking(Protocol):
    """What a kernel says everything to: a line, or whatever stands for one."""

    def say(self, message: bytes) -> None:
        """Take one message, as JSON."""


class LineSession(Session):
    """Sends every message on the line, from whichever thread or fork of this process it comes."""

    def speak_on(self, line: Speaking) -> None:
        """Use this line from now on."""
        self._line, self._turn = line, threading.RLock()
        self._turns = os.memfd_create("turns")  # a forked process has a lock of its own, and waits here

    def send(
        self,
        stream: object,
        msg_or_type: Any,
        content: Any = None,
        parent: Any = None,
        ident: Any = None,
        buffers: Any = None,
        track: bool = False,
        header: Any = None,
        metadata: Any = None,
    ) -> Any:
        """Send a message; `stream` is SHELL, or anything else for what goes to everyone."""
        made = isinstance(msg_or_type, dict)
        message = msg_or_type if made else self.msg(msg_or_type, content, parent, header, metadata)
        buffers = [b64encode(each).decode() for each in buffers or message.get("buffers") or ()]
        channel = SHELL if stream == SHELL else IOPUB
        text = json_packer({"channel": channel, "message": message | {"buffers": buffers}})
        with self._turn:
            fcntl.lockf(self._turns, fcntl.LOCK_EX)
            try:
                self._line.say(text)
            finally:
                fcntl.lockf(self._turns, fcntl.LOCK_UN)
        return message


class OutputThread(IOPubThread):
    """The thread that ipykernel collects printed text in, without the socket behind it."""

    def _setup_event_pipe(self) -> None:
        pass

    def schedule(self, f: Any) -> None:
        """Have something done in the thread; in a forked process, where there is none, at once."""
        if self.thread.is_alive():
            self.io_loop.add_callback(f)
        else:
            f()


class CellKernel(ForkedKernel):
    """ipykernel's kernel with nobody but the line to talk to."""

    _supports_kernel_subshells = False

    def _abort_queues(self, subshell_id: str | None = None) -> None:
        """Nothing waits: the next cell is sent when this one is over."""

    async def answer(self, message: dict[str, Any]) -> None:
        """Handle one message as `dispatch_shell` does."""
        self.set_parent([], message, channel=SHELL)
        self._publish_status("busy", SHELL)
        self.pre_handler_hook()
        try:
            result = self.shell_handlers[message["msg_type"]](SHELL, [], message)
            if isawaitable(result):
                await result
        except KeyboardInterrupt:
            self.log.error("KeyboardInterrupt caught in kernel.")
        finally:
            self.post_handler_hook()
        sys.stdout.flush()
        sys.stderr.flush()
        self._publish_status("idle", SHELL)


def run(task: dict[str, Any], line: Line) -> int:
    """Run the cells that come on the line until it says that there are no more."""
    asyncio.run(_serve(line))
    return 0


async def _serve(line: Line) -> None:
    loop, arrived = asyncio.get_running_loop(), asyncio.Event()
    loop.add_reader(line, arrived.set)
    with kernel_on(line) as kernel:
        line.say({"ready": True})
        while not line.ended:
            line.listen()
            while line.heard:
                message = line.heard.popleft()
                if message["msg_type"] == "shutdown_request":
                    return
                await kernel.answer(message)
            arrived.clear()
            await arrived.wait()


@contextmanager
def kernel_on(line: Speaking) -> Iterator[CellKernel]:
    """Make this process a kernel that says everything on the line; to be entered in a running event loop."""
    launcher = find_spec("ipykernel_launcher")
    sys.argv = [str(launcher.origin if launcher else "ipykernel_launcher")]
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # but for the time that a cell runs
    streams = os.dup(1), os.dup(2)
    try:
        yield _kernel(line)
    finally:  # what goes wrong with all this is nothing for the notebook
        sys.stdout, sys.stderr = sys.__stdout__, sys.__stderr__
        for number, stream in enumerate(streams, 1):
            os.dup2(stream, number)


def _kernel(line: Speaking) -> CellKernel:
    log = _log()
    session = LineSession()
    session.speak_on(line)
    thread = OutputThread(None)
    thread.start()
    sys.stdout = OutStream(session, thread, "stdout")
    sys.stderr = OutStream(session, thread, "stderr")
    app: Any = IPKernelApp.instance(parent_handle=1)  # magics look for a kernel there
    app.kernel = CellKernel.instance(
        parent=app,
        session=session,
        log=log,
        iopub_thread=thread,
        iopub_socket=IOPUB,
        shell_channel_thread=SimpleNamespace(parent_thread=threading.main_thread()),
        config=Config(HistoryManager={"hist_file": ":memory:"}),
    )
    app.kernel.io_loop = IOLoop.current()
    app.init_path()
    app.init_shell()
    app.init_extensions()
    introduce()
    kernel: CellKernel = app.kernel
    return kernel


def _log() -> logging.Logger:
    """Return a log that writes where this process was told to, not into the notebook."""
    log = logging.getLogger("cadence.kernels")
    log.addHandler(logging.StreamHandler(open(os.dup(2), "w", buffering=1)))
    log.propagate = False
    return log
