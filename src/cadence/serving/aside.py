"""What stands beside a session's page: the task that is on, the time it has, and a call for help."""

from collections.abc import Iterator
from typing import Any, ClassVar, cast

from cadence.serving.current import Current
from cadence.serving.drawn import Drawing
from cadence.serving.pace import now_on
from cadence.serving.pages.pages import Pages
from cadence.serving.rule import Route


class Aside(Current):
    """Answers a session's page that asks what is on; it goes by the floor alone, and costs little."""

    page: ClassVar[str] = "aside"

    def pieces(self) -> Iterator[tuple[str, str]]:
        """Yield the one piece."""
        sessions = cast(Pages, self.settings["pages"]).outlook(self.who.team).sessions.values()
        kept = self.floor.kept
        now, call = now_on(kept.pace, sessions, kept.timer), kept.calls.get(self.who.team)
        yield "aside", self.drawn("aside", now=now, call=call, put=kept.put)

    def get(self) -> None:
        """Say what is new since the version that the browser has."""
        drawing = Drawing(dict(self.pieces()))
        said: dict[str, Any] = {"version": drawing.version, "clock": self.now().timestamp()}
        if self.get_query_argument("version", "") != drawing.version:
            said["pieces"] = drawing.pieces
        self.finish_json(said)


ROUTES = (Route("aside", Aside, "member"),)
