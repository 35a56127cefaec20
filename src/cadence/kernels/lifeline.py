"""A socket that carries lines of JSON both ways, and whose end of file is a signal."""

import json
import socket
from collections import deque
from contextlib import suppress
from typing import Any

_CHUNK = 1 << 16
FAREWELL = b"."  # the last thing said by who lets go of a child on purpose


class Line:
    """One end of the line; `heard` holds the messages that came in and that nobody has taken yet."""

    def __init__(self, held: socket.socket) -> None:
        self._held = held
        self._buffer = bytearray()
        self.heard: deque[dict[str, Any]] = deque()
        self.ended = False

    def fileno(self) -> int:
        """Return the descriptor, or -1 once the line is closed."""
        return self._held.fileno()

    def say(self, message: dict[str, Any] | bytes) -> None:
        """Send one message: a dictionary, or JSON that is ready."""
        text = message if isinstance(message, bytes) else json.dumps(message).encode()
        self._held.sendall(text + b"\n")

    def listen(self, *, wait: bool = False) -> None:
        """Take in what has arrived; with `wait`, block until something has, or until the end."""
        while not self.ended:
            try:
                chunk = self._held.recv(_CHUNK, 0 if wait else socket.MSG_DONTWAIT)
            except BlockingIOError:
                return
            except OSError:
                chunk = b""
            self.ended = not chunk
            self._buffer += chunk
            if b"\n" in chunk:
                self._split()
            if wait:
                return

    def _split(self) -> None:
        end = self._buffer.rindex(b"\n") + 1
        lines = bytes(self._buffer[:end]).split(b"\n")[:-1]
        del self._buffer[:end]
        self.heard.extend(map(json.loads, lines))

    def next(self) -> dict[str, Any]:
        """Return the next message, however long it takes; raise EOFError if there will be none."""
        while not self.heard:
            if self.ended:
                raise EOFError
            self.listen(wait=True)
        return self.heard.popleft()

    def close(self) -> None:
        """Hang up, on purpose."""
        if self.fileno() >= 0:
            with suppress(OSError):
                self._held.send(FAREWELL, socket.MSG_DONTWAIT)
            self._held.close()
