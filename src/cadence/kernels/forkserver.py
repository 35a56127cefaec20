"""The fork server as those see it who launch: found or started by its recipe, ended with its starter."""

import atexit
import contextlib
import json
import logging
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import IO, ClassVar, Self, TypeVar

from cadence.kernels.process import ForkedProcess, NotLaunched
from cadence.kernels.recipe import Recipe

SERVERS = "CADENCE_FORK_SERVERS"  # the folder with the sockets of those servers that an ancestor started
STOCK = "CADENCE_STOCK_KERNELS"  # set to anything: fork no kernels
Made = TypeVar("Made", bound=ForkedProcess)
Stream = int | IO[bytes] | IO[str] | None


def unsupported() -> str:
    """Return why kernels cannot be forked here, or ''."""
    if os.environ.get(STOCK):
        return f"{STOCK} is set"
    if sys.platform != "linux" or not hasattr(os, "pidfd_open"):
        return "this is not a Linux on which a process can be forked and watched"
    return ""


@cache
def say_once(reason: str) -> None:
    """Log, once, that kernels are not forked, and why."""
    logging.getLogger("cadence.kernels").warning(
        "Kernels are not forked here (%s): each starts as ever, or from a process that was kept ready.",
        reason,
    )


class ForkServer:
    """A running server; `launch` asks it for a child."""

    _known: ClassVar[dict[tuple[int, str], Self]] = {}
    _lock: ClassVar[threading.Lock] = threading.Lock()

    def __init__(self, path: str, process: "subprocess.Popen[bytes] | None" = None, pipe: int = -1) -> None:
        self.path, self.process, self._pipe = path, process, pipe
        self._owner = os.getpid()

    @classmethod
    def of(cls, recipe: Recipe) -> Self:
        """Return the server for this recipe: this process's, an ancestor's, or a new one.

        Raises
        ------
        NotLaunched
            If nothing can be forked here, with the reason.
        """
        if reason := unsupported():
            raise NotLaunched(reason)
        with cls._lock:
            key = os.getpid(), recipe.digest
            known = cls._known.get(key)
            if known is None or not known.alive():
                if known is not None:
                    known.stop()
                cls._known[key] = known = cls._inherited(recipe) or cls._start(recipe)
            return known

    @classmethod
    def _inherited(cls, recipe: Recipe) -> Self | None:
        found = cls(os.path.join(os.environ.get(SERVERS, os.devnull), recipe.digest))
        return found if found.alive() else None

    @classmethod
    def _start(cls, recipe: Recipe) -> Self:
        folder = tempfile.mkdtemp(prefix="cadence-fork-")  # for this user alone
        path = os.path.join(folder, recipe.digest)
        read, write = os.pipe()
        with contextlib.closing(socket.socket(socket.AF_UNIX)) as listening:
            listening.bind(path)
            listening.listen(128)
            numbers = listening.fileno(), read
            module = [*recipe.python, "-m", "cadence.kernels.server"]
            process = subprocess.Popen(
                [*module, *map(str, numbers), path, recipe.as_json()],
                pass_fds=numbers,
                stdin=subprocess.DEVNULL,
                env=recipe.environment,
                start_new_session=True,
            )
        os.close(read)
        server = cls(path, process, write)
        atexit.register(server.stop)
        return server

    def alive(self) -> bool:
        """Return whether there is somebody to answer."""
        if self.process is not None:
            return self.process.poll() is None
        with socket.socket(socket.AF_UNIX) as line:
            return line.connect_ex(self.path) == 0

    def launch(
        self,
        made: Callable[[socket.socket, socket.socket], Made],
        streams: Iterable[Stream] = (None, None, None),
        files: Iterable[str] = (),
    ) -> Made:
        """Ask for a child with these standard streams; its pid, or why there is none, arrives in time.

        Parameters
        ----------
        made
            What the child is here: made of the server's line and the child's.
        streams
            For stdin, stdout and stderr each: a descriptor, a file, `subprocess.DEVNULL`, or None for what
            this process has (for stdin: nothing).
        files
            What the server removes if this process comes to its end without having let go of the child.
        """
        server = socket.socket(socket.AF_UNIX)
        ours, theirs = socket.socketpair()
        try:
            server.connect(self.path)
            with theirs, open(os.devnull, "r+b", buffering=0) as nothing:
                numbers = [_number(stream, own, nothing.fileno()) for own, stream in enumerate(streams)]
                socket.send_fds(server, [_request(files)], [*numbers, theirs.fileno()])
        except OSError as error:
            server.close()
            ours.close()
            raise NotLaunched(f"the fork server does not answer ({error})") from None
        return made(server, ours)

    def stop(self) -> None:
        """End the server if this process started it, and with it all its children."""
        atexit.unregister(self.stop)
        if self.process is None or self._owner != os.getpid():
            return
        if self._pipe >= 0:
            os.close(self._pipe)
            self._pipe = -1
        self.process.wait()
        shutil.rmtree(Path(self.path).parent, ignore_errors=True)


def _number(stream: Stream, own: int, nothing: int) -> int:
    if stream is None:
        return own if own else nothing
    if isinstance(stream, int):
        return nothing if stream == subprocess.DEVNULL else stream
    return stream.fileno()


def _request(files: Iterable[str]) -> bytes:
    return json.dumps({"files": list(files)}).encode()
