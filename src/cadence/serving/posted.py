"""The address at which people find the server, kept for the slips and letters that are made beside it."""

from pathlib import Path
from urllib.parse import urlsplit

from cadence.errors import CadenceError
from cadence.whole import whole

FILE = ".cadence-address"  # beside institute.toml


def post(root: Path, address: str) -> None:
    """Keep the address that people use now."""
    with whole(root / FILE) as file:
        file.write(checked(address).encode())


def posted(root: Path) -> str:
    """Return the address that people were last told, '' where none was."""
    try:
        return checked((root / FILE).read_text("utf-8").strip())
    except (OSError, UnicodeDecodeError, CadenceError):
        return ""


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
