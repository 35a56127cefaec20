"""Files that appear whole or not at all."""

import os
from hashlib import sha256
from pathlib import Path
from uuid import uuid4

_MARK = ".cadence-"
_END = ".part"


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that a reader, or a crash, finds the old one or the new one and nothing between.

    The bytes reach the disk under another name in the same folder before they take their own.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{_MARK}{uuid4().hex}{_END}")
    try:
        with part.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    if os.name != "posix":  # Windows has no descriptor for a folder
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sweep(folder: Path) -> None:
    """Remove what a killed run left half written in a folder."""
    for part in folder.glob(f"{_MARK}*{_END}"):
        part.unlink(missing_ok=True)


def digest(path: Path) -> str:
    """Return the SHA-256 of a file's bytes, '' where there is no such file."""
    try:
        return sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""
