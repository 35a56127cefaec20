"""Files that appear whole or not at all."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from time import time
from typing import BinaryIO
from uuid import uuid4

_MARK = ".cadence-"
_END = ".part"
AN_HOUR = 3600  # seconds; a run that still writes has touched its file since


@contextmanager
def whole(path: Path, *, private: bool = False) -> Iterator[BinaryIO]:
    """Lend a file to write; when all went well it takes its place at once, otherwise nothing happened.

    The bytes reach the disk under another name in the same folder before they take their own.
    `private` lets nobody but its owner read it; otherwise it may be read by whom the old one could.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    part = beside(path)
    try:
        with part.open("wb") as file:
            if private or path.exists():
                part.chmod(0o600 if private else path.stat().st_mode & 0o777)
            yield file
            file.flush()
            os.fsync(file.fileno())
        os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)
    sync_folder(path.parent)


def beside(path: Path) -> Path:
    """Return another name in the same folder, for what is not ready to take its own."""
    return path.with_name(f"{_MARK}{uuid4().hex}{_END}")


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that a reader, or a crash, finds the old one or the new one and nothing between."""
    with whole(path) as file:
        file.write(data)


def sync_folder(folder: Path) -> None:
    """See to it that what was renamed in a folder stays renamed when the power fails."""
    if os.name != "posix":  # Windows has no descriptor for a folder
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sweep(folder: Path, untouched: float = 0) -> None:
    """Remove what a killed run left half written in a folder, if nobody touched it for so many seconds."""
    for part in folder.glob(f"{_MARK}*{_END}"):
        if time() - part.stat().st_mtime < untouched:
            continue
        if part.is_dir():
            shutil.rmtree(part, ignore_errors=True)
        else:
            part.unlink(missing_ok=True)


def digest(path: Path) -> str:
    """Return the SHA-256 of a file's bytes, '' where there is no such file."""
    try:
        return sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""
