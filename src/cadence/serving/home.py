"""The first page: what somebody may do now."""

from collections.abc import Iterator
from typing import Any, ClassVar, cast

from cadence.content import Content
from cadence.publish.offered import Offer, offered
from cadence.serving.current import Current
from cadence.serving.pace import now_on
from cadence.serving.pages.pages import Pages
from cadence.serving.progress import Progress
from cadence.serving.refusal import Refusal
from cadence.serving.rule import Route

RESULTS = {
    "conditions": "How your team works together",
    "pulse": "The pulse",
    "baseline": "Your baseline",
}
SECTIONS = {"conditions": "#s-how-our-team-is-set-up.1", "baseline": "#s-where-instruction-stands-today.1"}
"""Where results stand in the notebooks that come along; a page without that place is shown from its top."""


class Home(Current):
    """Shows members what is open, and sends everybody else to their own first page."""

    template: ClassVar[str] = "home.html.j2"
    page: ClassVar[str] = ""

    def get(self) -> None:
        """Show the first page of whoever asks."""
        who = self.visitor
        if who is None:
            self._welcome()
        elif who.role != "member":
            self.redirect(self.base_url + ("room" if who.role == "facilitator" else "district"))
        elif not who.team:
            raise Refusal(403, "You are not on a team at the moment.", "Tell your facilitator.")
        else:
            super().get()

    def around(self) -> dict[str, Any]:
        """Return what stands around the pieces."""
        team = cast(Pages, self.settings["pages"]).outlook(self.who.team)
        return {"title": "What you can do now", "team": team.name}

    def pieces(self) -> Iterator[tuple[str, str]]:
        """Yield what is on now, what may be filled in, and what may be read."""
        outlook = cast(Pages, self.settings["pages"]).outlook(self.who.team)
        offers = offered(outlook.sessions.values(), outlook.steps)
        kept = self.floor.kept
        yield "asked", self.drawn("asked", put=kept.put)
        yield "now", self.drawn("now", now=now_on(kept.pace, outlook.sessions.values(), kept.timer))
        yield "help", self.drawn("help", call=self.floor.kept.calls.get(self.who.team))
        content = Content.load(self.house.root, self.who.team)
        progress = Progress(self.view, self.who, self.house.settings.cycle.number, outlook.steps)
        doing = [(each, list(progress.tasks(each, content))) for each in offers if each.open or each.surveys]
        yield "doing", self.drawn("doing", doing=sorted(doing, key=_newest_first))
        yield "visits", self.drawn("visits", metrics=content.metrics(), made=progress.visits)
        results = [each for each in offers if each.results]
        yield "results", self.drawn("results", results=results, named=RESULTS, sections=SECTIONS)

    def _welcome(self) -> None:
        """Say how people get in."""
        lines = ["You come in by your own invite: open its link, or scan the square on your slip."]
        walkin = self.floor.kept.walkin
        open_door = walkin is not None and walkin.until > self.now()
        link = (f"{self.base_url}walk-in", "I have no invite, but my team's code") if open_door else None
        lines.append("" if open_door else "If you have none, ask your facilitator.")
        self.show(
            "message.html.j2", title=self.house.settings.name, lines=filter(None, lines), again=0, link=link
        )


def _newest_first(doing: tuple[Offer, object]) -> int:
    """Put the session that was opened last in the agenda first: pre-work stays open all year."""
    return -doing[0].session.number


ROUTES = (Route("", Home, "anyone"),)
