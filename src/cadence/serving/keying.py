"""Paper surveys, keyed on a page by whoever facilitates."""

from typing import cast

from cadence.publish.steps import CONDITIONS, PULSE
from cadence.serving.pages.pages import Pages
from cadence.serving.refusal import Refusal
from cadence.serving.rule import Route
from cadence.serving.screen import Screen


class KeyingPage(Screen):
    """Shows an empty sheet of a survey, for the team that is named by `?team=`."""

    def get(self, survey: str) -> None:
        """Show the page; the sheet comes to it by itself, and says whether it is taken now."""
        team = self.get_query_argument("team", "")
        if not team or survey not in (CONDITIONS, PULSE):
            raise Refusal(404, "There is no such paper to key.", "Choose a team and its survey in the room.")
        outlook = cast(Pages, self.settings["pages"]).outlook(team)
        self.show(
            "keying.html.j2",
            title=f"Key paper: {outlook.content.survey(survey).title}",
            team=outlook.name,
            team_id=team,
            survey=survey,
            institute=self.store.institute,
            styles=self.assets.names("forms", ".css"),
            scripts=self.assets.names("forms", ".js"),
        )


ROUTES = (Route(r"keying/([a-z0-9-]{1,60})", KeyingPage, "facilitator"),)
