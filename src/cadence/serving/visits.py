"""Visits to classrooms on a page of their own, in and between meetings: for one hand in a corridor."""

from html import escape
from typing import ClassVar

from cadence.serving.pages.outlook import Outlook
from cadence.serving.rule import Route
from cadence.serving.single import Single, SinglePage, SinglePieces


class Visits(Single):
    """A metric that the team may visit for."""

    kind: ClassVar[str] = "visit"
    heading: ClassVar[str] = "This visit"

    def titled(self, id: str, outlook: Outlook) -> str:
        """Return what the visits are for, or raise `NotFound` where the team has no such metric."""
        return f"Visits: {outlook.content.metric(id).title}"

    def cover(self, title: str) -> str:
        """Return headings for those who have them read aloud: the first screen is the form's."""
        return f'<h1 class="cad-hidden">{escape(title)}</h1><h2 class="cad-hidden">{self.heading}</h2>'


class VisitPage(Visits, SinglePage):
    """The visit that is open on this device, and those of today."""


class VisitPieces(Visits, SinglePieces):
    """What is new on its page."""


_ID = r"visit/([a-z0-9-]{1,60})"
ROUTES = (
    Route(_ID, VisitPage, "member"),
    Route(f"{_ID}/pieces", VisitPieces, "member"),
)
