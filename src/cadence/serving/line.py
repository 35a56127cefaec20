"""The line between a live page and its kernel, held to what a page may say and to who may say it."""

from typing import Any

from tornado.ioloop import PeriodicCallback

from cadence.serving.frames import sift
from cadence.serving.handler import Guarded
from cadence.serving.limits import Limit
from cadence.serving.refusal import Refusal

AT_ONCE, A_SECOND = 400, 100  # frames: a slider that is dragged says sixty a second
_POLICY = 1008  # the code that closes a line for what was said on it
_LOOK = 2_000  # milliseconds between two looks at whether its owner is still signed in


class Held(Guarded):
    """Keeps watch over a websocket: to be named before the handler of the line."""

    async def get(self, *args: str, **kwargs: str) -> None:
        """Let a page of ours through; where no page is named at all, tornado would not ask."""
        self.check_xsrf_cookie()
        await super().get(*args, **kwargs)  # type: ignore[misc]

    async def open(self, *args: str, **kwargs: str) -> None:
        """Open the line, and look now and then whether it may stay open."""
        self._owner = self.who.person
        self._frames = Limit(AT_ONCE, A_SECOND)
        self._looking = PeriodicCallback(self._look, _LOOK)
        self._looking.start()
        await super().open(*args, **kwargs)  # type: ignore[misc]

    def on_message(self, frame: Any) -> None:
        """Pass on what a page may say; close the line on anything else."""
        try:
            if not self._frames.allows(""):
                raise Refusal(429, "That was too much in too short a time.")
            sift(frame, self.selected_subprotocol)  # type: ignore[attr-defined]
        except Refusal as refusal:
            self._hang_up(refusal.message)
        else:
            super().on_message(frame)  # type: ignore[misc]

    def on_close(self) -> None:
        """Stop looking."""
        if hasattr(self, "_looking"):
            self._looking.stop()
        if getattr(self, "connection", None) is not None:
            super().on_close()  # type: ignore[misc]

    def _look(self) -> None:
        """Close the line of somebody who is signed out by now."""
        who = self.door.who(self.held, self.now())
        if who is None or who.person != self._owner:
            self._hang_up("You are signed out.")

    def _hang_up(self, reason: str) -> None:
        self.close(_POLICY, reason)  # type: ignore[attr-defined]
