"""A form on a page of its own, for what belongs to no meeting: a pulse, a visit to a classroom."""

from html import escape
from typing import ClassVar

from cadence.serving.packing import quickly
from cadence.serving.pages.handlers import PIECES, Sessions
from cadence.serving.pages.outlook import Outlook
from cadence.serving.pages.page import Page, Piece


class Single(Sessions):
    """What the routes of such pages share; `kind` is the form's, `heading` is read aloud above it."""

    kind: ClassVar[str]
    heading: ClassVar[str]

    def titled(self, id: str, outlook: Outlook) -> str:
        """Return the page's title, or refuse a form that this team is not to fill in now."""
        raise NotImplementedError

    def cover(self, title: str) -> str:
        """Return what stands above the form, as HTML."""
        return f'<h1>{escape(title)}</h1><h2 class="cad-hidden">{self.heading}</h2>'

    def found(self, id: str) -> tuple[Outlook, Page]:
        """Return the page of a form."""
        outlook = self.pages.outlook(self.who.team)
        title = self.titled(id, outlook)
        place = f'<div class="cadence-form" data-kind="{self.kind}" data-id="{escape(id)}"></div>'
        piece = Piece(f"{self.kind}:{id}", place, (self.kind, id))
        return outlook, Page(title, self.cover(title), (piece,), ())


class SinglePage(Single):
    """The form."""

    def get(self, id: str) -> None:
        """Show it."""
        seq = self.view.seq()
        outlook, page = self.found(id)
        before, after = self.shell(page, outlook, seq).split(PIECES)
        self.finish_packed(quickly(before), page.packed, quickly(after))


class SinglePieces(Single):
    """What the page asks for when there is news: it is the form alone that changes."""

    def get(self, id: str) -> None:
        """Answer that the page is as it was."""
        self.finish_json({"version": self.found(id)[1].version})
