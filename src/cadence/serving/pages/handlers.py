"""The routes of sessions: a member's page, the facilitator's look at it, and what is new on either."""

from typing import cast

from cadence.model import Session
from cadence.publish.offered import may_be_read
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
PIECES = "<!-- pieces -->"


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
        if not team and not may_be_read(session, outlook.steps):
            raise Refusal(409, f"{session.title} is not open now.", "Your facilitator opens it.")
        return outlook, session

    def shell(self, page: Page, outlook: Outlook, seq: int, failed: str = "", kernel: object = None) -> str:
        """Return what stands around the pieces of a page, with `PIECES` where they go."""
        return self.rendered(
            "kernel.html.j2" if kernel else "session.html.j2",
            title=page.title,
            team=outlook.name,
            notice=page.notice,
            institute=self.store.institute,
            address=self.request.path.removeprefix(self.base_url),
            page=page,
            seq=seq,
            failed=failed if self.who.role == "facilitator" else "",
            kernel=kernel,
            form_styles=[*self.assets.names("forms", ".css"), *self.assets.names("board", ".css")],
            form_scripts=self.assets.names("forms", ".js"),
        )


class SessionPage(Sessions):
    """The page of a session for whoever is on the team, or for the facilitator who looks in."""

    async def get(self, id: str, team: str = "") -> None:
        """Show the page, or a calm word until there is one."""
        outlook, session = self.place(id, team)
        seq = self.view.seq()  # before the page is looked at: what comes later is news
        kept = await self.pages.shelf.get((session.number, team or self.who.team), PATIENCE)
        if kept.page and kept.page.live:
            self.redirect(f"{self.request.path}/live")
        elif kept.page:
            before, after = self.shell(kept.page, outlook, seq, kept.failed).split(PIECES)
            self.finish_packed(quickly(before), kept.page.packed, quickly(after))
        elif kept.failed:
            self._excuse(session, kept)
        else:
            self.say("One moment", "This page is being made ready.", status=503, again=AGAIN, home=False)

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


ID, TEAM = r"session/([a-z0-9-]{1,60})", r"/team/([^/]{1,120})"
ROUTES = (
    Route(ID, SessionPage, "member"),
    Route(f"{ID}/pieces", SessionPieces, "member"),
    Route(ID + TEAM, SessionPage, "facilitator"),
    Route(f"{ID}{TEAM}/pieces", SessionPieces, "facilitator"),
)
