"""The action board over HTTP."""

from asyncio import get_running_loop
from datetime import date

from cadence.board import BoardTable
from cadence.model import Settings, Team
from cadence.serving.api import AtDesk
from cadence.serving.refusal import Refusal
from cadence.serving.rule import Route


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


ROUTES = (Route("api/board", BoardApi, "signed_in"),)
