"""Changing a few lines of institute.toml, its remarks and its order kept."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from cadence.whole import write_whole

if TYPE_CHECKING:
    from tomlkit import TOMLDocument

_MARK = b"\xef\xbb\xbf"  # some editors begin a file with it


def rehearse(file: Path) -> None:
    """Write an institute.toml as it is, to learn whether it can be changed; raise OSError where it cannot."""
    write_whole(file, file.read_bytes())


def set_database(file: Path, address: str) -> None:
    """Write another database into an institute.toml; the rest of the file stays, letter for letter."""

    def change(document: "TOMLDocument") -> None:
        document["database"] = address

    _rewrite(file, change)


def set_cycle(file: Path, number: int, title: str, starts: date, ends: date) -> None:
    """Write another cycle into an institute.toml, and take out the days of its sessions, which are past."""

    def change(document: "TOMLDocument") -> None:
        said = {"number": number, "title": title, "starts": starts, "ends": ends}
        document["cycle"].update(said)
        document.pop("sessions", None)

    _rewrite(file, change)


def _rewrite(file: Path, change: Callable[["TOMLDocument"], None]) -> None:
    import tomlkit

    raw = file.read_bytes()
    document = tomlkit.parse(raw.removeprefix(_MARK).decode())
    change(document)
    mark = _MARK if raw.startswith(_MARK) else b""
    write_whole(file, mark + tomlkit.dumps(document).encode())
