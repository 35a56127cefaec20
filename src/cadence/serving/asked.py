"""A survey on a page of its own, for as long as it is asked: a pulse belongs to no meeting."""

from html import escape

from cadence.content import Content
from cadence.publish.steps import CONDITIONS, PULSE
from cadence.serving.packing import quickly
from cadence.serving.pages.handlers import PIECES, Sessions
from cadence.serving.pages.outlook import Outlook
from cadence.serving.pages.page import Page, Piece
from cadence.serving.refusal import Refusal
from cadence.serving.rule import Route


class Asked(Sessions):
    """What the routes of surveys share."""

    def found(self, id: str) -> tuple[Outlook, Page]:
        """Return the page of a survey that the team is asked now, or was; refuse any other."""
        outlook = self.pages.outlook(self.who.team)
        if id not in (CONDITIONS, PULSE) or outlook.steps.state(0, id) == "closed":
            raise Refusal(409, "This survey is not asked now.", "Your facilitator opens it.")
        title = Content.load(self.house.root, self.who.team).survey(id).title
        place = f'<div class="cadence-form" data-kind="survey" data-id="{id}"></div>'
        piece = Piece(f"survey:{id}", place, ("survey", id))
        cover = f'<h1>{escape(title)}</h1><h2 class="cad-hidden">Your answers</h2>'
        return outlook, Page(title, cover, (piece,), ())


class SurveyPage(Asked):
    """The survey."""

    def get(self, id: str) -> None:
        """Show it."""
        seq = self.view.seq()
        outlook, page = self.found(id)
        before, after = self.shell(page, outlook, seq).split(PIECES)
        self.finish_packed(quickly(before), page.packed, quickly(after))


class SurveyPieces(Asked):
    """What the page asks for when there is news: it is the form alone that changes."""

    def get(self, id: str) -> None:
        """Answer that the page is as it was."""
        self.finish_json({"version": self.found(id)[1].version})


_ID = r"survey/([a-z0-9-]{1,60})"
ROUTES = (
    Route(_ID, SurveyPage, "member"),
    Route(f"{_ID}/pieces", SurveyPieces, "member"),
)
