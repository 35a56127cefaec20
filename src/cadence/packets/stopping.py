"""Ending on request: once to finish what is under way, twice to end at once."""

import signal
from collections.abc import Callable
from types import FrameType, TracebackType
from typing import Any, Self


class Stopping:
    """While entered, Ctrl-C (or a polite kill) asks to stop; called, it says whether it was asked.

    Asking a second time raises KeyboardInterrupt.
    """

    def __init__(self, say: Callable[[str], None]) -> None:
        self._say = say
        self._asked = False
        self._told = False
        self._before: dict[int, Any] = {}

    def __call__(self) -> bool:
        """Return whether somebody asked to stop, and answer them once.

        The answer comes from here and not from `_ask`: a signal may arrive in the middle of printing.
        """
        if self._asked and not self._told:
            self._told = True
            self._say("Finishing the packets that are under way. Press Ctrl-C again to end at once.")
        return self._asked

    def __enter__(self) -> Self:
        for number in (signal.SIGINT, signal.SIGTERM):
            self._before[number] = signal.signal(number, self._ask)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)

    def _ask(self, number: int, frame: FrameType | None) -> None:
        if self._asked:
            raise KeyboardInterrupt
        self._asked = True
