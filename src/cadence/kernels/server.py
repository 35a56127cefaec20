"""The fork server: one thread, no event loop, no zmq; a fork for every connection.

Whoever launches connects and sends four descriptors (stdin, stdout, stderr and the child's line), with a list
of files that are to go if the connection breaks. The server forks, answers with the pid and, in time, says
how the child ended; the child reads its task from its line. The end of file from the other side ends the
child and all of its process group. The server ends with the process that started it.
"""

import json
import os
import select
import signal
import socket
import struct
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

from cadence.kernels.lifeline import FAREWELL, Line
from cadence.kernels.preparation import NotForkable, prepare

_CREDENTIALS = struct.Struct("3i")
_LARGEST = 1 << 14  # bytes of a request


@dataclass(eq=False)
class Child:
    """A process that was forked, until whoever launched it lets go of it."""

    pid: int
    line: socket.socket
    files: list[str] = field(default_factory=list)
    exit: int = -1

    def __post_init__(self) -> None:
        self.exit = os.pidfd_open(self.pid)


class Server:
    """Accepts launches on a listening socket for as long as its manager holds the other end of a pipe."""

    def __init__(self, listening: socket.socket, manager: int, refusal: str = "") -> None:
        self._listening, self._manager, self._refusal = listening, manager, refusal
        self._me = os.getpid()
        self._children: set[Child] = set()
        self._ready = select.epoll()
        self._answers: dict[int, Callable[[], None]] = {}
        self._watch(listening.fileno(), select.EPOLLIN, self._accept)
        self._watch(manager, select.EPOLLIN, self._end)
        self._over = False

    def _watch(self, number: int, events: int, answer: Callable[[], None]) -> None:
        self._ready.register(number, events)
        self._answers[number] = answer

    def _unwatch(self, number: int) -> None:
        if self._answers.pop(number, None):
            self._ready.unregister(number)

    @property
    def own(self) -> list[int]:
        """Return the descriptors that the server needs itself."""
        return [self._listening.fileno(), self._manager, self._ready.fileno()]

    def refuse(self, reason: str) -> None:
        """Answer every launch with this reason from now on."""
        self._refusal = reason

    def serve(self) -> None:
        """Fork until the manager is gone, then end every child."""
        while not self._over:
            for number, _ in self._ready.poll():
                self._answers.get(number, _nothing)()  # an earlier event may have settled this one
        for child in list(self._children):
            self._release(child, broken=True)

    def _end(self) -> None:
        self._over = True

    def _accept(self) -> None:
        line, _ = self._listening.accept()
        _, user, _ = _CREDENTIALS.unpack(
            line.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, _CREDENTIALS.size)
        )
        if user != os.getuid():
            line.close()
            return
        self._watch(line.fileno(), select.EPOLLIN, lambda: self._launch(line))

    def _launch(self, line: socket.socket) -> None:
        self._unwatch(line.fileno())
        request, streams, _, _ = socket.recv_fds(line, _LARGEST, 4)
        if self._refusal or len(streams) != 4:
            _refuse(line, self._refusal or "a launch needs four descriptors")
        else:
            self._fork(line, streams, json.loads(request)["files"])
        for stream in streams:
            os.close(stream)

    def _fork(self, line: socket.socket, streams: list[int], files: list[str]) -> None:
        try:
            pid = os.fork()
        except OSError as error:  # too many processes, or too little memory
            return _refuse(line, str(error))
        if pid == 0:
            self._become_child(streams)
        child = Child(pid, line, files)
        self._children.add(child)
        self._watch(line.fileno(), select.EPOLLIN, lambda: self._hear(child))
        self._watch(child.exit, select.EPOLLIN, lambda: self._report(child))
        with suppress(OSError):  # the end of file follows
            Line(line).say({"pid": pid})

    def _become_child(self, streams: list[int]) -> None:
        try:
            from cadence.kernels.child import live

            for other in (*(child.line for child in self._children), self._listening):
                other.detach()  # closed by number: their objects must not close what gets that number next
            live(streams, self._me)
        finally:
            os._exit(255)

    def _hear(self, child: Child) -> None:
        """Let go of a child; whoever launched it says so, and else has come to its end."""
        said = b""
        with suppress(OSError):
            said = child.line.recv(1)
        self._release(child, broken=said != FAREWELL)

    def _report(self, child: Child) -> None:
        """Say how a child ended; its pid stays taken until it is released."""
        self._unwatch(child.exit)
        ended = os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)
        assert ended is not None
        code = ended.si_status if ended.si_code == os.CLD_EXITED else -ended.si_status
        with suppress(OSError):
            Line(child.line).say({"exit": code})

    def _release(self, child: Child, *, broken: bool) -> None:
        self._children.discard(child)
        self._unwatch(child.line.fileno())
        self._unwatch(child.exit)
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(child.pid, signal.SIGKILL)
        with suppress(ProcessLookupError):
            os.kill(child.pid, signal.SIGKILL)  # it may not have become a group yet
        os.waitpid(child.pid, 0)
        os.close(child.exit)
        child.line.close()
        for file in child.files if broken else ():
            with suppress(OSError):
                os.unlink(file)


def _nothing() -> None:
    pass


def _refuse(line: socket.socket, reason: str) -> None:
    with line, suppress(OSError):  # gone again: there is nobody to tell
        Line(line).say({"refused": reason})


def main() -> None:
    """Be a fork server: of a listening socket, the manager's pipe, the socket's path and a recipe."""
    number, manager, path, recipe = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3], json.loads(sys.argv[4])
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    server = Server(socket.socket(fileno=number), manager)
    try:
        prepare(recipe["modules"], recipe["warm"], server.own)
    except NotForkable as reason:
        server.refuse(str(reason))
    except Exception as error:
        server.refuse(f"{type(error).__name__}: {error}")
    server.serve()
    with suppress(OSError):
        os.unlink(path)
        os.rmdir(os.path.dirname(path))
    os._exit(0)


if __name__ == "__main__":
    if sys.path[0] in ("", os.getcwd()):
        del sys.path[0]  # as ipykernel's launcher does
    main()
