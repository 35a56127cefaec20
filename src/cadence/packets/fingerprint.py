"""What a packet is made of, as short digests: when one of them changes, the packet is made again."""

import json
from collections.abc import Iterable, Mapping
from functools import cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import cadence
from cadence.shipped import shipped

# What draws and sets a packet: another version may make another page.
_TOOLS = ("typst", "nbconvert", "matplotlib", "seaborn", "pandas")

CHANGED = {
    "notebook": "the notebook changed",
    "content": "the content changed",
    "data": "what is stored for the team changed",
    "settings": "institute.toml changed",
    "library": "Cadence changed",
    "day": "the session has no date, so its packet speaks of the day it is made",
    "parameters": "it is made for another cycle or place",
}


def of_text(text: str) -> str:
    """Return the digest of a text."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def of_file(path: Path) -> str:
    """Return the digest of a file's bytes."""
    return sha256(path.read_bytes()).hexdigest()


def of_tree(folder: Path, endings: Iterable[str] = ()) -> str:
    """Return the digest of every file below a folder, by path and bytes, whatever the order on disk."""
    wanted = tuple(endings)
    whole = sha256()
    for path in sorted(folder.rglob("*")):
        if not path.is_file() or "__pycache__" in path.parts:
            continue
        if not wanted or path.name.endswith(wanted):
            whole.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return whole.hexdigest()


@cache
def of_library() -> str:
    """Return the digest of Cadence itself (version, code, templates) and of the tools that set its pages."""
    code = of_tree(Path(cadence.__file__).parent, (".py", ".js", ".css"))
    tools = [f"{tool} {_version(tool)}" for tool in _TOOLS]
    return of_text("\n".join([cadence.__version__, code, of_tree(shipped("templates")), *tools]))


def _version(tool: str) -> str:
    try:
        return version(tool)
    except PackageNotFoundError:
        return ""


def combined(parts: Mapping[str, str], format: str, audience: str) -> str:
    """Return the one fingerprint of a file: all its parts, its format and whom it is for."""
    return of_text(json.dumps([sorted(parts.items()), format, audience]))


def what_changed(before: Mapping[str, str], now: Mapping[str, str]) -> str:
    """Return in words which parts differ."""
    parts = [part for part in {**CHANGED, **now} if before.get(part) != now.get(part)]
    return ", ".join(CHANGED.get(part, f"{part} changed") for part in parts)
