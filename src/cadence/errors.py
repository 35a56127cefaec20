"""Everything Cadence refuses, said so that a person can act on it.

    CadenceError
    ├── ContentError      a file that people edit does not hold together (carries every complaint)
    ├── NotFound          nothing of that name is there for this viewer
    ├── NotAllowed        this viewer may not do that
    ├── StaleRevision     somebody else changed the record first (carries their version)
    ├── Overtaken         others changed what a long piece of work rests on while it went on
    ├── UndoRefused       a change cannot be taken back as things stand
    ├── StoreError        the database cannot be used as it stands
    ├── ImportRefused     a spreadsheet could not be taken in (carries every complaint)
    └── PacketError       a packet could not be made

The command line prints `str(error)` and nothing else: no traceback reaches a user.
"""

import errno
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

MOST_QUOTED = 20  # complaints about one column of a table


@dataclass(frozen=True, order=True)
class Complaint:
    """One thing that is wrong in a file, where it is, and how to mend it.

    `line` is 1-based, 0 where no line can be named. `key` is the dotted path inside the file
    (`agenda.2.minutes`) or the column of a table. `remedy` is an instruction in the imperative.
    """

    file: str
    line: int
    key: str
    message: str
    remedy: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        key = f" [{self.key}]" if self.key else "" if self.line else ":"
        return f"{place}{key} {self.message} -> {self.remedy}"


class CadenceError(Exception):
    """A refusal with its remedy; `str()` of it is fit to show to anyone."""

    def __init__(self, message: str, remedy: str = "") -> None:
        self.message = message
        self.remedy = remedy
        super().__init__(f"{message} {remedy}".strip())

    def _render_traceback_(self) -> list[str]:
        """Show the message alone in a notebook, where IPython would print a traceback."""
        return [str(self)]


class _WithComplaints(CadenceError):
    def __init__(self, complaints: Iterable[Complaint], summary: str = "") -> None:
        self.complaints = tuple(sorted(complaints))
        lines = [summary] if summary else []
        super().__init__("\n".join([*lines, *self._lines()]))

    def _lines(self) -> list[str]:
        return [str(each) for each in self.complaints]


class ContentError(_WithComplaints):
    """Files that people edit do not hold together; `complaints` has each reason."""


class ImportRefused(_WithComplaints):
    """A table could not be taken in; nothing of it was kept; `complaints` has each reason.

    Where one column has many, the text quotes the first of them and then names the lines alone.
    """

    def _lines(self) -> list[str]:
        shown, more = list[str](), dict[tuple[str, str], list[int]]()
        counts: Counter[tuple[str, str]] = Counter()
        for each in self.complaints:
            counts[each.file, each.key] += 1
            if counts[each.file, each.key] <= MOST_QUOTED:
                shown.append(str(each))
            else:
                more.setdefault((each.file, each.key), []).append(each.line)
        told = [f"{file} [{key}] likewise on {runs(lines)}" for (file, key), lines in more.items()]
        return [*shown, *told]


def runs(lines: Iterable[int]) -> str:
    """Return line numbers in few words: 'lines 3 to 7, 9'."""
    spans: list[list[int]] = []
    for line in sorted(set(lines)):
        if spans and line == spans[-1][1] + 1:
            spans[-1][1] = line
        else:
            spans.append([line, line])
    words = [f"{first}" if first == last else f"{first} to {last}" for first, last in spans]
    single = len(spans) == 1 and spans[0][0] == spans[0][1]
    return f"{'line' if single else 'lines'} {', '.join(words)}"


class NotFound(CadenceError):
    """Nothing of that name is there for this viewer."""


class NotAllowed(CadenceError):
    """This viewer may not do that."""


class StaleRevision(CadenceError):
    """Somebody else changed the record first; `current` is what stands now."""

    def __init__(self, message: str, current: object) -> None:
        super().__init__(message, "Look at the other version, then decide.")
        self.current = current


class Overtaken(CadenceError):
    """What a long piece of work was read from has changed while it went on; nothing of it was written."""


class UndoRefused(CadenceError):
    """A change cannot be taken back as things stand."""


class StoreError(CadenceError):
    """The database cannot be used as it stands."""


class PacketError(CadenceError):
    """A packet could not be made."""


_REMEDIES = {
    errno.EACCES: "See to its permissions, then try again.",
    errno.EPERM: "See to its permissions, then try again.",
    errno.EROFS: "Choose a folder that can be written.",
    errno.ENOSPC: "Make room, then run the same command again.",
    errno.EDQUOT: "Make room, then run the same command again.",
    errno.EFBIG: "Make room, then run the same command again.",
    errno.ENAMETOOLONG: "Use a shorter name.",
    errno.ENOTDIR: "A file stands where a folder should be: rename or remove it.",
    errno.EISDIR: "A folder stands where a file should be: rename or remove it.",
}


def remedy_of(error: OSError) -> str:
    """Return what to do where the system refuses a file or a folder."""
    return _REMEDIES.get(error.errno or 0, "Check the path and the name.")


@contextmanager
def writing(place: Path, left: str, remedy: str = "") -> Iterator[None]:
    """Say in words that a place could not be written, and what is `left`: what stands there now."""
    try:
        yield
    except OSError as error:
        raise CadenceError(
            f"{place} could not be written: {error.strerror or error}. {left}", remedy or remedy_of(error)
        ) from error


def shown(path: Path, base: Path | None = None) -> str:
    """Return a path as people should read it: relative to `base` where it lies below it."""
    if base is not None and path.is_relative_to(base):
        return path.relative_to(base).as_posix()
    return str(path)
