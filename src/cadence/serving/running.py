"""The mark of the server that runs for an institute: one at a time, and where it is reached."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil  # type: ignore[import-untyped]
from pydantic import BaseModel, ConfigDict, ValidationError

from cadence.errors import CadenceError
from cadence.whole import write_whole

FILE = ".cadence-serving"  # beside institute.toml


class Running(BaseModel):
    """A server: its process, when that began, and the addresses it is reached by, the best one first."""

    model_config = ConfigDict(frozen=True)

    process: int
    began: float
    addresses: tuple[str, ...] = ()

    @property
    def lives(self) -> bool:
        """Return whether the process still runs; another one may have its number by now."""
        try:
            return bool(psutil.Process(self.process).create_time() == self.began)
        except psutil.Error:
            return False


def last_running(root: Path) -> Running | None:
    """Return the server that runs for the institute, or ran last; None where none ever did."""
    try:
        return Running.model_validate_json((root / FILE).read_bytes())
    except (FileNotFoundError, ValidationError):
        return None


@contextmanager
def only_one(root: Path) -> Iterator[None]:
    """Be the one server of the institute.

    Raises
    ------
    CadenceError
        Another one runs.
    """
    other = last_running(root)
    if other and other.lives and other.process != os.getpid():
        at = f" at {other.addresses[0]}" if other.addresses else ""
        raise CadenceError(
            f"This institute is served already{at} (process {other.process}).",
            "Use that one, or end it first with Ctrl+C where it runs.",
        )
    told(root, ())
    try:
        yield
    finally:
        _ended(root)


def told(root: Path, addresses: tuple[str, ...]) -> None:
    """Write down where this process serves the institute."""
    own = psutil.Process()
    mark = Running(process=own.pid, began=own.create_time(), addresses=addresses)
    write_whole(root / FILE, mark.model_dump_json().encode())


def _ended(root: Path) -> None:
    """Keep the addresses, which invites go by, and let others serve."""
    last = last_running(root)
    if last is not None:
        write_whole(root / FILE, last.model_copy(update={"began": 0.0}).model_dump_json().encode())
