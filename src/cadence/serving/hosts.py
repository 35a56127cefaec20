"""The names that this server answers to, so that no other site's name can be pointed at it."""

import ipaddress
import socket
from collections.abc import Iterable


def own_names(further: Iterable[str] = ()) -> frozenset[str]:
    """Return the names of this machine, and those that were given."""
    name = socket.gethostname().lower()
    short = name.partition(".")[0]
    return frozenset({"localhost", name, short, f"{short}.local", *(each.lower() for each in further)})


def is_own(host: str, names: frozenset[str]) -> bool:
    """Return whether a Host header names this server: by a name it knows, or by plain numbers.

    An address in numbers cannot be another site's name that was made to lead here.
    """
    name = _without_port(host).lower().rstrip(".")
    try:
        ipaddress.ip_address(name.strip("[]"))
    except ValueError:
        return name in names
    return True


def _without_port(host: str) -> str:
    if host.startswith("["):
        return host.partition("]")[0] + "]"
    return host.partition(":")[0]
