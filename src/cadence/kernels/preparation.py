"""What a server does before its first fork, and what must not be left of it."""

import gc
import os
import sys
import warnings
from collections.abc import Iterable
from importlib import import_module

from cadence.kernels.forkedkernel import module_files
from cadence.kernels.recipe import ALWAYS


class NotForkable(Exception):
    """Something is alive in the server that a child must not inherit; the message says what."""


def prepare(modules: Iterable[str], warm: str, own: Iterable[int]) -> None:
    """Import the modules, warm up, and make sure that only memory is left to inherit.

    Parameters
    ----------
    modules, warm
        As in `Recipe`.
    own
        The descriptors that belong to the server.

    Raises
    ------
    NotForkable
        If a thread runs or a descriptor is open that the server did not open.
    """
    before = dict(os.environ)
    for name in (*ALWAYS, *modules):
        import_module(name)
    if warm:
        _warm_up(warm)
    os.environ.clear()
    os.environ.update(before)
    _let_go()
    module_files()  # for all forks: each would copy, if it made the list itself, a page of every module
    _refuse_what_lives({0, 1, 2, *own})
    gc.collect()
    gc.freeze()  # a collection in a child must not touch, and so copy, what all share


def _warm_up(address: str) -> None:
    module, _, name = address.partition(":")
    with warnings.catch_warnings():  # and so forget which warnings were given: a child gives its own
        warnings.simplefilter("ignore")
        getattr(import_module(module), name)()


def _let_go() -> None:
    """Close what warming up may have left: figures, their settings, and connections to databases."""
    if pyplot := sys.modules.get("matplotlib.pyplot"):
        pyplot.close("all")
        sys.modules["matplotlib"].rcdefaults()
    if engine := sys.modules.get("sqlalchemy.engine"):
        for thing in gc.get_objects():
            if isinstance(thing, engine.Engine):
                thing.dispose()


def _refuse_what_lives(own: set[int]) -> None:
    gc.collect()
    threads = len(os.listdir("/proc/self/task"))
    if threads > 1:
        raise NotForkable(f"{threads - 1} threads run after the imports")
    if opened := _inherited(own):
        raise NotForkable(f"after the imports {opened} stays open")


def _inherited(own: set[int]) -> str:
    """Return what a child would find open: modules may close what is theirs as they are forked."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            numbers = set(map(int, os.listdir("/proc/self/fd"))) - own - {read, write}
            os.write(write, ", ".join(filter(None, map(_target, numbers))).encode())
        finally:
            os._exit(0)
    os.close(write)
    with open(read, "rb") as reading:
        opened = reading.read().decode()
    os.waitpid(child, 0)
    return opened


def _target(number: int) -> str:
    try:
        return os.readlink(f"/proc/self/fd/{number}")
    except OSError:  # the listing's own
        return ""
