"""The action board over HTTP."""

from asyncio import get_running_loop
from datetime import date
from functools import partial
from typing import Any, cast
from urllib.parse import quote

from tornado.http1connection import HTTP1Connection
from tornado.web import stream_request_body

from cadence.board import BoardTable
from cadence.board.files import MOST
from cadence.board.filetype import served_as
from cadence.institute.evidence import EvidenceFolder
from cadence.model import Evidence, Settings, Team
from cadence.serving.api import AtDesk
from cadence.serving.refusal import Refusal
from cadence.serving.rule import Route

_PATIENCE = 300.0  # seconds for a file to arrive whole


class AtBoard(AtDesk):
    """A handler that stands at a team's board."""

    def board(self) -> BoardTable:
        """Return the board of this person's team; a facilitator names the team."""
        place = self.desk(self.named()).place
        if not place.team or place.view.first(Team, id=place.team) is None:
            raise Refusal(
                404, "There is no board here.", "A board belongs to a team: open it from the team's page."
            )
        return BoardTable(
            view=place.view,
            content=place.content,
            cycle=place.cycle,
            team=place.team,
            person=place.person,
            now=place.now,
            folder=EvidenceFolder(self.house.root),
            since=_last_session(place.settings, place.now.astimezone().date()),
        )


def _last_session(settings: Settings, today: date) -> date | None:
    """Return the day of the last session before today."""
    return max((each.on for each in settings.sessions if each.on < today), default=None)


class BoardApi(AtBoard):
    """Shows the board, and does what is asked of it."""

    def get(self) -> None:
        """Answer with all that stands on it."""
        self.finish_json(self.board().show())

    async def post(self) -> None:
        """Answer once it is kept for good."""
        self.refuse_another()
        request, board = self.asked(), self.board()
        self.finish_json(await get_running_loop().run_in_executor(self.keeper, board.do, request))


class StoryApi(AtBoard):
    """Tells what happened to a card."""

    def get(self, card: str) -> None:
        """Answer with who did what, and when."""
        self.finish_json(self.board().story(card))


@stream_request_body
class FileApi(AtBoard):
    """Takes a file as evidence."""

    async def prepare(self, **settings: Any) -> None:
        """Let whoever may through, and then more of a request than others are allowed."""
        await super().prepare(**settings)
        self.sent = bytearray()
        connection = cast(HTTP1Connection, self.request.connection)
        connection.set_max_body_size(2 * MOST)  # of what is a little too much is said what is wrong
        connection.set_body_timeout(_PATIENCE)

    def data_received(self, chunk: bytes) -> None:
        """Take a piece, and no more than is needed to know that it is too much."""
        self.sent += chunk[: max(0, MOST + 1 - len(self.sent))]

    async def post(self) -> None:
        """Answer once it is kept for good."""
        self.refuse_another()
        request, board = {name: self.get_query_argument(name, "") for name in ("card", "name")}, self.board()
        request["key"] = self.get_query_argument("key", "")
        kept = partial(board.bring_file, request, bytes(self.sent))
        self.finish_json(await get_running_loop().run_in_executor(self.keeper, kept))


class KeptFile(AtBoard):
    """Hands out a file, to be kept and never to be shown by the browser as a page of ours."""

    async def get(self, id: str) -> None:
        """Answer with the file."""
        evidence = self.view.first(Evidence, id=id, kind="file")
        path = EvidenceFolder(self.house.root).files(evidence.team).get(id) if evidence else None
        if evidence is None or path is None:
            raise Refusal(404, "This file is not here.", "It may have been taken away. Look at the card.")
        self.set_header("Content-Type", served_as(path.suffix.removeprefix(".")))
        self.set_header(
            "Content-Disposition", f"attachment; filename*=UTF-8''{quote(evidence.text, safe='')}"
        )
        self.set_header("Content-Security-Policy", "sandbox; default-src 'none'")
        self.finish(await get_running_loop().run_in_executor(None, path.read_bytes))


ROUTES = (
    Route("api/board", BoardApi, "signed_in"),
    Route(r"api/board/story/([\w-]+)", StoryApi, "signed_in"),
    Route("api/board/file", FileApi, "signed_in"),
    Route(r"api/board/file/([0-9a-f]{32})", KeptFile, "signed_in"),
)
