"""Why a packet could not be made, in words a facilitator can act on."""

import errno
import re

import cadence.errors
from cadence.errors import CadenceError

_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
_OURS = {
    name
    for name, kind in vars(cadence.errors).items()
    if isinstance(kind, type) and issubclass(kind, CadenceError)
}
_DISK = {
    errno.ENOSPC: "The disk is full. Make room, then run the same command again.",
    errno.EDQUOT: "The disk quota is used up. Make room, then run the same command again.",
    errno.EROFS: "The disk can only be read. Choose an institute folder that can be written.",
    errno.EACCES: "A file may not be written: it is open in another program, or its folder is protected. "
    "Close it or free it, then run the same command again.",
}
_DISK[errno.EPERM] = _DISK[errno.EACCES]

ENDED = (
    "The process that made this packet was ended from outside, twice; most often memory ran out. "
    "Close other programs, or run with --jobs 1. If that does not help, look for a cell that ends its "
    "process."
)


def in_words(error: BaseException, doing: str = "") -> str:
    """Return the reason for a failure; `doing` says what was being made ('the PDF')."""
    if isinstance(error, CadenceError):
        return str(error)
    if isinstance(error, OSError) and error.errno in _DISK:
        return _DISK[error.errno]
    if isinstance(error, ConnectionError | EOFError):
        return "The processes that make packets stopped before they began. Run the same command again."
    if isinstance(error, OSError) and error.filename and error.strerror:
        return (
            f"{error.filename}: {error.strerror}. Check what stands there, then run the same command again."
        )
    if type(error).__name__ == "PapermillExecutionError":
        return _of_cell(error)
    if isinstance(error, TimeoutError):
        return (
            "A cell of the notebook took too long and was stopped. Look for an endless loop or a slow source."
        )
    if type(error).__name__ == "DeadKernelError" or "Kernel died" in str(error):
        return (
            "The notebook's kernel stopped by itself, twice: a cell says quit(), which can be removed, "
            "or memory ran out, which --jobs 1 may spare."
        )
    if type(error).__name__ in ("NotJSONError", "ValidationError", "JSONDecodeError"):
        return (
            f"The notebook file is damaged: {_first_line(str(error))} Take the shipped one again, or mend it."
        )
    what = f"Making {doing}" if doing else "It"
    return f"{what} failed with {type(error).__name__}: {_first_line(str(error))}"


def _of_cell(error: BaseException) -> str:
    name, words = getattr(error, "ename", ""), _COLOUR.sub("", str(getattr(error, "evalue", "")))
    lines = str(getattr(error, "source", "")).strip().splitlines()
    number = int(getattr(error, "cell_index", 0)) + 1
    where = f"The notebook stopped in cell {number}" + (f" ({lines[0][:80]})" if lines else "")
    if name in _OURS:
        return f"{where}. {words}"
    return f"{where} with {name}: {_first_line(words)}"


def _first_line(text: str) -> str:
    lines = text.strip().splitlines()
    return lines[0][:300] if lines else "no further words."
