"""The routes of sessions: a member's page, the facilitator's look at it, and what is new on either."""

from typing import cast

from cadence.model import Session
from cadence.serving.packing import quickly
from cadence.serving.pages.outlook import Outlook
from cadence.serving.pages.page import Page
from cadence.serving.pages.pages import Pages
from cadence.serving.pages.shelf import Kept
from cadence.serving.refusal import Refusal
from cadence.serving.rule import Route
from cadence.serving.screen import Screen

PATIENCE = 10.0  # seconds until whoever waits for a page is told that it takes a moment
AGAIN = 3  # seconds after which their browser asks once more
_PIECES = "<!-- pieces -->"


class Sessions(Screen):
    """What the routes of sessions share: which team's, which session, and whether it is open."""

    @property
    def pages(self) -> Pages:
        """Return the pages of the institute."""
        return cast(Pages, self.settings["pages"])

    def place(self, id: str, team: str) -> tuple[Outlook, Session]:
        """Return the session that is asked for, and what holds for the team; refuse one that is closed.

        `team` is named by facilitators alone; they look whether it is open or not.
        """
        outlook = self.pages.outlook(team or self.who.team)
        session = outlook.session(id)
        if not team and outlook.steps.state(session.number) == "closed":
            raise Refusal(409, f"{session.title} is not open now.", "Your facilitator opens it.")
        return outlook, session


class SessionPage(Sessions):
    """The page of a session for whoever is on the team, or for the facilitator who looks in."""

    async def get(self, id: str, team: str = "") -> None:
        """Show the page, or a calm word until there is one."""
        outlook, session = self.place(id, team)
        seq = self.view.seq()  # before the page is looked at: what comes later is news
        kept = await self.pages.shelf.get((session.number, team or self.who.team), PATIENCE)
        if kept.page:
            self._show(kept.page, kept, outlook, seq)
        elif kept.failed:
            self._excuse(session, kept)
        else:
            self.say("One moment", "This page is being made ready.", status=503, again=AGAIN, home=False)

    def _show(self, page: Page, kept: Kept, outlook: Outlook, seq: int) -> None:
        shell = self.rendered(
            "session.html.j2",
            title=page.title,
            team=outlook.name,
            notice=page.notice,
            institute=self.store.institute,
            address=self.request.path.removeprefix(self.base_url),
            page=page,
            seq=seq,
            failed=kept.failed if self.who.role == "facilitator" else "",
            form_styles=self.assets.names("forms", ".css"),
            form_scripts=self.assets.names("forms", ".js"),
        )
        before, after = shell.split(_PIECES)
        self.finish_packed(quickly(before), page.packed, quickly(after))

    def _excuse(self, session: Session, kept: Kept) -> None:
        if self.who.role == "facilitator":
            self.say(
                f"{session.title} could not be made", kept.failed, "It is tried again when that has changed."
            )
        else:
            self.say(
                session.title,
                "This page is not ready yet.",
                "Your facilitator can see why.",
                status=503,
                again=30,
            )


class SessionPieces(Sessions):
    """What a page that is open already asks for when there is news."""

    async def get(self, id: str, team: str = "") -> None:
        """Answer with the pieces, after the run that is under way if the browser has these already."""
        _, session = self.place(id, team)
        version = self.get_query_argument("version", "")
        kept = await self.pages.shelf.newer((session.number, team or self.who.team), version, PATIENCE)
        page = kept.page
        if page is None or page.version == version:
            self.finish_json({"version": version})
            return
        self.finish_json(
            {
                "version": page.version,
                "pieces": [[piece.key, piece.html] for piece in page.pieces],
                "sections": [[section.anchor, section.title] for section in page.sections],
            }
        )


_ID, _TEAM = r"session/([a-z0-9-]{1,60})", r"/team/([^/]{1,120})"
ROUTES = (
    Route(_ID, SessionPage, "member"),
    Route(f"{_ID}/pieces", SessionPieces, "member"),
    Route(_ID + _TEAM, SessionPage, "facilitator"),
    Route(f"{_ID}{_TEAM}/pieces", SessionPieces, "facilitator"),
)
