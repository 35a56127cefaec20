"""The page of a team's action board, on its own."""

from typing import cast
from urllib.parse import quote

from cadence.blocks import html
from cadence.board.ahead import ahead
from cadence.board.calendar import calendar
from cadence.board.dates import dates_of
from cadence.board.standing import standing
from cadence.board.weekly import weekly
from cadence.serving.api import AtDesk
from cadence.serving.pages.outlook import Outlook
from cadence.serving.pages.pages import Pages
from cadence.serving.refusal import Refusal
from cadence.serving.rule import Route
from cadence.serving.screen import Screen


class OfTeam(AtDesk, Screen):
    """A handler for one's own team, or for a facilitator for the team named by `?team=`."""

    def team(self) -> str:
        """Return the team's id; refuse where there is none."""
        team = self.who.team if self.who.role == "member" else self.named()
        if not team:
            raise Refusal(
                404, "There is no board here.", "A board belongs to a team: choose one in the room."
            )
        return team

    def outlook(self, team: str) -> Outlook:
        """Return what holds for a team now."""
        return cast(Pages, self.settings["pages"]).outlook(team)


class BoardPage(OfTeam):
    """Shows the board."""

    def get(self) -> None:
        """Show the page; the cards come to it by themselves."""
        team = self.team()
        outlook = self.outlook(team)
        self.show(
            "board.html.j2",
            title="The action board",
            team=outlook.name,
            looked_at="" if self.who.role == "member" else team,
            institute=self.store.institute,
            styles=[*self.assets.names("forms", ".css"), *self.assets.names("board", ".css")],
            scripts=[*self.assets.names("forms", ".js"), *self.assets.names("board", ".js")],
        )


class BoardWeek(OfTeam):
    """Shows the agenda of the weekly meeting as the board has it now, and the next ninety days."""

    def get(self) -> None:
        """Show it, to be read aloud from a screen or printed."""
        team = self.team()
        content, today = self.outlook(team).content, self.now().astimezone().date()
        stands = standing(self.view, team, self.house.settings.cycle.number, today)
        names = {**stands.others, **stands.people}
        columns = {each.id: each.title for each in content.board().columns}
        protocol = content.protocol("weekly-fifteen")
        self.show(
            "board-week.html.j2",
            title=protocol.title,
            team=self.outlook(team).name,
            agenda=html(weekly(protocol, stands.cards, names, columns, today)),
            ahead=html(ahead(stands.cards, names, today)),
            back=self.base_url + (f"board?team={quote(team)}" if self.who.role != "member" else "board"),
        )


class BoardCalendar(OfTeam):
    """Hands out the days of the board and the meetings as a file for a calendar."""

    def get(self) -> None:
        """Answer with all days of the team, or with `?whose=mine` those of one's own cards."""
        team = self.team()
        outlook = self.outlook(team)
        person = self.who.person if self.get_query_argument("whose", "") == "mine" else ""
        entries = dates_of(self.custodian, self.house, outlook.content, team, person)
        self.set_header("Content-Type", "text/calendar; charset=utf-8")
        self.set_header("Content-Disposition", 'attachment; filename="action-board.ics"')
        self.finish(calendar(outlook.name, entries, self.house.settings.timezone))


ROUTES = (
    Route("board", BoardPage, "signed_in"),
    Route("board/week", BoardWeek, "signed_in"),
    Route(r"board/calendar\.ics", BoardCalendar, "signed_in"),
)
