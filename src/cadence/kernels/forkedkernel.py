"""ipykernel's kernel for a process that shares its memory with the server that forked it."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from types import SimpleNamespace
from typing import Any

from ipykernel import ipkernel


@cache
def module_files() -> list[str]:
    """Return the files of all modules there are, as they were when this was first asked."""
    return [file for module in list(sys.modules.values()) if (file := getattr(module, "__file__", None))]


class ForkedKernel(ipkernel.IPythonKernel):
    """Takes the files of the modules, which its debugger skips, from the list that the server made.

    ipykernel goes through all modules as a kernel starts. To count one more reference to each is to write to
    each, and so to copy the page that it is on: 10 to 16 MB in every fork.
    """

    def __init__(self, **settings: Any) -> None:
        with _no_modules():
            super().__init__(**settings)
        self._kernel_modules = module_files()
        if debugger := getattr(self, "debugger", None):
            debugger.kernel_modules = self._kernel_modules


@contextmanager
def _no_modules() -> Iterator[None]:
    """Show ipykernel's module of the kernel, and no other, a Python without modules."""
    surroundings = vars(ipkernel)
    real = surroundings["sys"]
    surroundings["sys"] = SimpleNamespace(modules={}, platform=sys.platform)
    try:
        yield
    finally:
        surroundings["sys"] = real
