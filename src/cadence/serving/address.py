"""Where the server is reached: on this machine, in the room, by a name."""

import errno
import os
import socket
from collections.abc import Iterator
from dataclasses import dataclass

import psutil  # type: ignore[import-untyped]

from cadence.errors import CadenceError

HERE = "127.0.0.1"
_WAITING = 512  # who may knock while the server is busy: a room that opens the page at once
EVERYWHERE = ("", "0.0.0.0", "::")
_NOWHERE = ("192.0.2.1", 9)  # an address for documents: asking for the way there sends nothing


@dataclass(frozen=True)
class Address:
    """An address of this server, as a browser takes it."""

    scheme: str
    host: str
    port: int
    base: str

    def __str__(self) -> str:
        usual = {"http": 80, "https": 443}[self.scheme]
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}{'' if self.port == usual else f':{self.port}'}{self.base}"


def opened(port: int, host: str) -> socket.socket:
    """Return a socket that listens.

    Raises
    ------
    CadenceError
        The port is taken or not to be had, or the host is none of this machine's addresses.
    """
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        listening = socket.create_server((host, port), family=family, backlog=_WAITING)
    except OSError as error:
        raise CadenceError(*_reason(error, port, host)) from None
    listening.setblocking(False)
    return listening


def _reason(error: OSError, port: int, host: str) -> tuple[str, str]:
    match error.errno:
        case errno.EADDRINUSE:
            return f"Another program answers at port {port} already.", f"Take another one: --port {port + 1}"
        case errno.EACCES | errno.EPERM:
            return f"The system keeps port {port} for itself.", "Take one above 1023, such as --port 8866"
        case errno.EADDRNOTAVAIL:
            return f"{host} is not an address of this machine.", "Take one of its own, or leave --host out."
        case code if code and code < 0:  # of the search for the address
            return f"There is no address '{host}'.", "Look at --host."
        case _:
            return (
                f"Port {port} cannot be opened: {os.strerror(error.errno or 0)}.",
                "Try another one: --port",
            )


def network_addresses() -> list[str]:
    """Return this machine's addresses (IPv4) on its networks, the one that leads outside first."""
    up = {name for name, state in psutil.net_if_stats().items() if state.isup}
    found = [
        each.address
        for name, addresses in psutil.net_if_addrs().items()
        for each in addresses
        if name in up and each.family == socket.AF_INET
    ]
    first = _leading_outside()
    near = [each for each in found if not each.startswith(("127.", "169.254."))]
    return sorted(dict.fromkeys(near), key=lambda each: each != first)


def _leading_outside() -> str:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        try:
            asking.connect(_NOWHERE)
        except OSError:
            return ""
        return str(asking.getsockname()[0])


def reached_by(host: str, names: tuple[str, ...]) -> Iterator[str]:
    """Yield the hosts by which others reach a server that answers at `host`: names that were given first."""
    yield from names
    if host in EVERYWHERE:
        yield from network_addresses()
    elif host != HERE:
        yield host
