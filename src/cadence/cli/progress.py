"""Saying on a terminal what is being worked on; in a file or a pipe nothing of it appears."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def telling(doing: str) -> Iterator[Callable[[str], None]]:
    """Lend a way to say what is being worked on."""
    from rich.console import Console
    from rich.markup import escape

    console = Console(stderr=True)
    with console.status(f"{doing} ...") as status:
        yield lambda name: status.update(f"{doing} {escape(name)}")
