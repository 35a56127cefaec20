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

from cadence.kernels import lifeline


class NotLaunched(Exception):
    """The server did not fork; the message says why."""


class ForkedProcess:
    """A child of a fork server, as the process sees it that launched it.

    `returncode` is as in Popen. The pid stays taken until `close` lets go of it: a signal meets nobody else.
    """

    stdin = stdout = stderr = None

    def __init__(self, line: socket.socket) -> None:
        self._line = line
        self._messages = lifeline.Messages(line)
        self.pid = 0
        self.ready = False
        self.returncode: int | None = None
        self.result: Any = None
        self.refusal = ""

    def poll(self) -> int | None:
        """Take in what has been reported and return the exit code, or None while it runs."""
        if self.returncode is None:
            for message in self._messages.read():
                self._take(message)
            if self._messages.ended and self.returncode is None:
                self._bereft()
        return self.returncode

    def _take(self, message: dict[str, Any]) -> None:
        self.pid = message.get("pid", self.pid)
        self.ready = message.get("ready", self.ready)
        self.result = message.get("result", self.result)
        self.refusal = message.get("refused", self.refusal)
        self.returncode = message.get("exit", self.returncode)

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
        with suppress(BrokenPipeError):  # its end is reported
            lifeline.send(self._line, task)

    def until(self, reached: Callable[[], bool], timeout: float | None = None) -> bool:
        """Wait until something holds of this process or it has ended; return whether it came to that."""
        limit = None if timeout is None else time.monotonic() + timeout
        waiting = select.poll()
        waiting.register(self._line, select.POLLIN)
        while self.poll() is None and not reached():
            left = None if limit is None else limit - time.monotonic()
            if left is not None and left <= 0:
                return False
            waiting.poll(None if left is None else left * 1000)
        return True

    async def until_async(self, reached: Callable[[], bool], timeout: float | None = None) -> bool:
        """Wait as `until` does, and leave the event loop free meanwhile."""
        with suppress(TimeoutError):
            async with asyncio.timeout(timeout):
                while self.poll() is None and not reached():
                    await self._heard()
        return self.returncode is not None or reached()

    async def _heard(self) -> None:
        loop = asyncio.get_running_loop()
        heard = loop.create_future()
        loop.add_reader(self._line, _settle, heard)
        try:
            await heard
        finally:
            loop.remove_reader(self._line)

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
        if self._line.fileno() >= 0:
            with suppress(OSError):
                self._line.send(lifeline.FAREWELL, socket.MSG_DONTWAIT)
            self._line.close()
            if self.returncode is None:
                self.returncode = -signal.SIGKILL

    def __del__(self) -> None:
        self.close()


def _settle(heard: "asyncio.Future[None]") -> None:
    if not heard.done():
        heard.set_result(None)
