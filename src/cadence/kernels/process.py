"""A launched child with the face of `subprocess.Popen`, which is what jupyter_client knows how to handle."""

import asyncio
import os
import select
import signal
import socket
import subprocess
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from cadence.kernels.lifeline import Line


class NotLaunched(Exception):
    """The server did not fork; the message says why."""


class ForkedProcess:
    """A child of a fork server, as the process sees it that launched it.

    `returncode` is as in Popen. The pid stays taken until `close` lets go of it: a signal meets nobody else.
    """

    stdin = stdout = stderr = None

    def __init__(self, server: socket.socket, child: socket.socket) -> None:
        self._server, self._child = Line(server), Line(child)
        self._waiting: set[asyncio.Future[None]] = set()
        self._loop: asyncio.AbstractEventLoop | None = None
        self.pid = 0
        self.ready = False
        self.returncode: int | None = None
        self.refusal = ""

    def poll(self) -> int | None:
        """Take in what has been reported and return the exit code, or None while it runs."""
        if self.returncode is None:
            self._server.listen()
            self._child.listen()  # and so, once its end is known, to the last word
            if self._child.heard or self._server.heard:
                self._wake()  # whoever waits: it may be for what is taken in on somebody else's behalf
            while self._child.heard:
                self.hear(self._child.heard.popleft())
            while self._server.heard:
                self._note(self._server.heard.popleft())
            if self._server.ended and self.returncode is None:
                self._bereft()
        return self.returncode

    def hear(self, message: dict[str, Any]) -> None:
        """Take note of what the child says."""
        self.ready = message.get("ready", self.ready)

    def _note(self, report: dict[str, Any]) -> None:
        self.pid = report.get("pid", self.pid)
        self.refusal = report.get("refused", self.refusal)
        self.returncode = report.get("exit", self.returncode)

    def _bereft(self) -> None:
        """The server was killed and its children with it; what they had started is still there."""
        self.returncode = -signal.SIGKILL
        if self.pid:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self.pid, signal.SIGKILL)

    def start(self, task: dict[str, Any]) -> None:
        """Hand the child its task.

        Raises
        ------
        NotLaunched
            If there is no child, with the reason.
        """
        if not self.pid or self.returncode is not None:
            self.close()
            raise NotLaunched(self.refusal or "the fork server ended")
        self.say(task)

    def say(self, message: dict[str, Any] | bytes) -> None:
        """Send the child a message; if it is no longer there, its end is reported anyway."""
        with suppress(OSError):
            self._child.say(message)

    def until(self, reached: Callable[[], bool], timeout: float | None = None) -> bool:
        """Wait until something holds of this process or it has ended; return whether it came to that."""
        limit = None if timeout is None else time.monotonic() + timeout
        while self.poll() is None and not reached():
            left = None if limit is None else limit - time.monotonic()
            if left is not None and left <= 0:
                return False
            select.select([line for line in (self._server, self._child) if not line.ended], (), (), left)
        return True

    async def until_async(self, reached: Callable[[], bool], timeout: float | None = None) -> bool:
        """Wait as `until` does, and leave the event loop free meanwhile."""
        with suppress(TimeoutError):
            async with asyncio.timeout(timeout):
                while self.poll() is None and not reached():
                    await self._heard()
        return self.returncode is not None or reached()

    async def _heard(self) -> None:
        """Wait until there is something to take in; several may wait at once."""
        self._loop = asyncio.get_running_loop()
        heard = self._loop.create_future()
        self._waiting.add(heard)
        for line in (self._server, self._child):
            if line.ended:  # it would be ready for ever
                self._loop.remove_reader(line)
            else:
                self._loop.add_reader(line, self._wake)
        try:
            await heard
        finally:
            self._waiting.discard(heard)
            if not self._waiting:
                self._unwatch()

    def _unwatch(self) -> None:
        """Take the lines out of the loop: their numbers will be somebody else's."""
        for line in (self._server, self._child):
            if self._loop is not None and line.fileno() >= 0:
                self._loop.remove_reader(line)

    def _wake(self) -> None:
        for heard in self._waiting:
            if not heard.done():
                heard.set_result(None)

    def wait(self, timeout: float | None = None) -> int:
        """Wait for the end and return the exit code; raise `TimeoutExpired` if it takes too long."""
        if not self.until(lambda: False, timeout):
            raise subprocess.TimeoutExpired("kernel", timeout or 0)
        assert self.returncode is not None
        return self.returncode

    def send_signal(self, number: int) -> None:
        """Send a signal to the child, if it is still there."""
        if self.poll() is None and self.pid:
            os.kill(self.pid, number)

    def terminate(self) -> None:
        """Ask the child to end."""
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """End the child."""
        self.send_signal(signal.SIGKILL)

    def close(self) -> None:
        """Let go of the child: the server ends what is left of it and of what it has started."""
        self._unwatch()
        for line in (self._server, self._child):
            line.close()
        if self.returncode is None:
            self.returncode = -signal.SIGKILL

    def __del__(self) -> None:
        self.close()
