"""A survey or a question on a page of its own, for as long as it is asked: it belongs to no meeting."""

from html import escape
from typing import ClassVar

from cadence.content import Content
from cadence.publish.steps import CONDITIONS, PULSE
from cadence.serving.packing import quickly
from cadence.serving.pages.handlers import PIECES, Sessions
from cadence.serving.pages.outlook import Outlook
from cadence.serving.pages.page import Page, Piece
from cadence.serving.refusal import Refusal
from cadence.serving.rule import Route


class Asked(Sessions):
    """What these routes share: the page around one form, for a member's team."""

    kind: ClassVar[str]

    def called(self, id: str, outlook: Outlook) -> str:
        """Return the title of what is asked, or refuse what is not."""
        raise NotImplementedError

    def found(self, id: str) -> tuple[Outlook, Page]:
        """Return the page of what the team is asked now, or was; refuse any other."""
        outlook = self.pages.outlook(self.who.team)
        title = self.called(id, outlook)
        place = f'<div class="cadence-form" data-kind="{self.kind}" data-id="{id}"></div>'
        piece = Piece(f"{self.kind}:{id}", place, (self.kind, id))
        cover = f'<h1>{escape(title)}</h1><h2 class="cad-hidden">Your answers</h2>'
        return outlook, Page(title, cover, (piece,), ())


class AskedPage(Asked):
    """The page."""

    def get(self, id: str) -> None:
        """Show it."""
        seq = self.view.seq()
        outlook, page = self.found(id)
        before, after = self.shell(page, outlook, seq).split(PIECES)
        self.finish_packed(quickly(before), page.packed, quickly(after))


class AskedPieces(Asked):
    """What the page asks for when there is news: it is the form alone that changes."""

    def get(self, id: str) -> None:
        """Answer that the page is as it was."""
        self.finish_json({"version": self.found(id)[1].version})


class _Survey(Asked):
    kind = "survey"

    def called(self, id: str, outlook: Outlook) -> str:
        if id not in (CONDITIONS, PULSE) or outlook.steps.state(0, id) == "closed":
            raise Refusal(409, "This survey is not asked now.", "Your facilitator opens it.")
        return Content.load(self.house.root, self.who.team).survey(id).title


class _Question(Asked):
    kind = "question"

    def called(self, id: str, outlook: Outlook) -> str:
        return outlook.content.question(id).title


class SurveyPage(_Survey, AskedPage):
    """A survey."""


class SurveyPieces(_Survey, AskedPieces):
    """What is new on it."""


class QuestionPage(_Question, AskedPage):
    """A question in the room."""


class QuestionPieces(_Question, AskedPieces):
    """What is new on it."""


_SURVEY, _QUESTION = r"survey/([a-z0-9-]{1,60})", r"question/([a-z0-9._-]{1,60})"
ROUTES = (
    Route(_SURVEY, SurveyPage, "member"),
    Route(f"{_SURVEY}/pieces", SurveyPieces, "member"),
    Route(_QUESTION, QuestionPage, "member"),
    Route(f"{_QUESTION}/pieces", QuestionPieces, "member"),
)
