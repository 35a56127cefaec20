"""The socket between a launched process and who launched it: lines of JSON one way, end of file both ways."""

import json
import socket
from collections.abc import Iterator
from typing import Any

_CHUNK = 1 << 16
FAREWELL = b"."  # the last thing said by who lets go of a child on purpose


def send(line: socket.socket, message: dict[str, Any]) -> None:
    """Write one message."""
    line.sendall(json.dumps(message).encode() + b"\n")


class Messages:
    """The messages that have come in whole so far."""

    def __init__(self, line: socket.socket) -> None:
        self._line = line
        self._buffer = bytearray()
        self.ended = False

    def read(self, *, wait: bool = False) -> Iterator[dict[str, Any]]:
        """Yield what has arrived; with `wait`, block until there is something to read or the end."""
        flags = 0 if wait else socket.MSG_DONTWAIT
        while not self.ended:
            try:
                chunk = self._line.recv(_CHUNK, flags)
            except BlockingIOError:
                return
            except OSError:
                chunk = b""
            self.ended = not chunk
            start = len(self._buffer)
            self._buffer += chunk
            if b"\n" in chunk:
                yield from self._whole(start)
            if wait:
                return

    def _whole(self, start: int) -> Iterator[dict[str, Any]]:
        end = self._buffer.rindex(b"\n", start) + 1
        lines = bytes(self._buffer[:end]).splitlines()
        del self._buffer[:end]
        yield from map(json.loads, lines)
