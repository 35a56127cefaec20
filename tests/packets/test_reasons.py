import errno

import pytest

from cadence.errors import NotFound
from cadence.packets.reasons import in_words


class PapermillExecutionError(Exception):
    def __init__(self, index: int, source: str, name: str, words: str) -> None:
        self.cell_index, self.source, self.ename, self.evalue = index, source, name, words


class DeadKernelError(RuntimeError):
    pass


def test_our_own_refusals_are_said_as_they_are() -> None:
    refusal = NotFound("There is no team 'x'.", "Known: y.")
    assert in_words(refusal) == "There is no team 'x'. Known: y."
    inside = PapermillExecutionError(3, "book = 1", "NotFound", str(refusal))
    assert in_words(inside) == "The notebook stopped in cell 4 (book = 1). There is no team 'x'. Known: y."


def test_other_errors_of_a_cell_name_the_cell_and_the_error_without_colours() -> None:
    error = PapermillExecutionError(0, "\nfirst()\nsecond()", "KeyError", "\x1b[31m'x'\x1b[0m\nmore")
    assert in_words(error) == "The notebook stopped in cell 1 (first()) with KeyError: 'x'"


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (OSError(errno.ENOSPC, "full"), "disk is full"),
        (PermissionError(errno.EACCES, "denied"), "open in another program"),
        (NotADirectoryError(errno.ENOTDIR, "Not a directory", "/a/packets"), "/a/packets: Not a directory."),
        (BrokenPipeError(errno.EPIPE, "Broken pipe"), "stopped before they began"),
        (EOFError(), "stopped before they began"),
        (TimeoutError("a cell"), "took too long"),
        (DeadKernelError("Kernel died"), "memory ran out"),
        (RuntimeError("Kernel died before replying to kernel_info"), "memory ran out"),
        (ValueError(""), "ValueError: no further words."),
    ],
)
def test_each_trouble_has_its_words(error: Exception, words: str) -> None:
    assert words in in_words(error)


def test_no_reason_is_longer_than_a_person_reads() -> None:
    assert len(in_words(ValueError("x" * 10_000))) < 400
