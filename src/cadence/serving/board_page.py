"""The page of a team's action board, on its own."""

from typing import cast

from cadence.serving.api import AtDesk
from cadence.serving.pages.pages import Pages
from cadence.serving.refusal import Refusal
from cadence.serving.rule import Route
from cadence.serving.screen import Screen


class BoardPage(AtDesk, Screen):
    """Shows the board of one's own team, or to a facilitator that of the team named by `?team=`."""

    def get(self) -> None:
        """Show the page; the cards come to it by themselves."""
        team = self.who.team if self.who.role == "member" else self.named()
        if not team:
            raise Refusal(
                404, "There is no board here.", "A board belongs to a team: choose one in the room."
            )
        outlook = cast(Pages, self.settings["pages"]).outlook(team)
        self.show(
            "board.html.j2",
            title="The action board",
            team=outlook.name,
            looked_at="" if self.who.role == "member" else team,
            institute=self.store.institute,
            styles=[*self.assets.names("forms", ".css"), *self.assets.names("board", ".css")],
            scripts=[*self.assets.names("forms", ".js"), *self.assets.names("board", ".js")],
        )


ROUTES = (Route("board", BoardPage, "signed_in"),)
