"""The address at which people find the server, for the slips and letters that are made beside it."""

from pathlib import Path
from urllib.parse import urlsplit

from cadence.errors import CadenceError
from cadence.serving.address import HERE
from cadence.serving.running import last_running


def posted(root: Path) -> str:
    """Return the address by which others reach the server that runs, or ran last; '' where none did."""
    last = last_running(root)
    best = next(iter(last.addresses), "") if last else ""
    return "" if not best or urlsplit(best).hostname == HERE else best


def checked(address: str) -> str:
    """Return an address with a `/` at its end, or refuse what is none."""
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
        raise CadenceError(
            f"'{address}' is not the address of a server.", "It reads like http://192.168.1.20:8866/"
        )
    return address.rstrip("/") + "/"


def short(address: str, path: str = "") -> str:
    """Return an address as short as people can type it."""
    return address.removeprefix("http://").rstrip("/") + (f"/{path}" if path else "")
