"""Forms over HTTP: what is in them, what was typed, and what has changed since."""

from asyncio import get_running_loop
from concurrent.futures import Executor, ThreadPoolExecutor
from typing import cast

from cadence.content import Content
from cadence.forms.desk import Desk, NotOpen
from cadence.forms.place import Place
from cadence.forms.writers import Writers
from cadence.publish.steps import Steps
from cadence.serving.handler import Handler
from cadence.serving.pages.pages import Pages
from cadence.serving.refusal import Refusal
from cadence.serving.rule import Route
from cadence.store import View, Viewer

_VIEWS, _WRITERS, _KEEPER = "views_of_people", "writers_of_fields", "keeper"


class AtDesk(Handler):
    """A handler that stands at the desk for whoever is signed in."""

    def desk(self, team: str = "") -> Desk:
        """Return the desk at which this person's forms lie; a facilitator names the team."""
        who = self.who
        settings = self.house.settings
        own = who.team if who.role == "member" else team
        content, steps = self._rules(own)
        return Desk(
            Place(
                view=self.lasting_view,
                custodian=self.custodian,
                content=content,
                steps=steps,
                settings=settings,
                cycle=settings.cycle.number,
                team=own,
                person=who.person,
                now=self.now(),
            ),
            cast(Writers, self.settings.setdefault(_WRITERS, Writers())),
        )

    def _rules(self, team: str) -> tuple[Content, Steps]:
        """Return the content that counts for a team and its steps, read anew only where they changed."""
        if not team:
            return Content.load(self.house.root), Steps()
        outlook = cast(Pages, self.settings["pages"]).outlook(team)
        return outlook.content, outlook.steps

    @property
    def lasting_view(self) -> View:
        """Return the person's view, the same each time: it remembers how far it has looked."""
        views = cast("dict[Viewer, View]", self.settings.setdefault(_VIEWS, {}))
        viewer = self.who.viewer
        if viewer not in views:
            views[viewer] = self.view
        return views[viewer]

    def named(self) -> str:
        """Return the team that a facilitator looks at; anybody else has their own."""
        return self.get_query_argument("team", "") if self.who.role == "facilitator" else ""

    def refuse_another(self) -> None:
        """Refuse what the device sends for somebody who was signed in on it before."""
        if self.request.headers.get("X-Cadence-Person", self.who.person) != self.who.person:
            raise Refusal(
                401, "Somebody else is signed in on this device now.", "Sign in again, and it is sent."
            )

    @property
    def keeper(self) -> Executor:
        """Return who writes: one at a time, as the database has it, and in the order in which it was sent."""
        found = self.settings.get(_KEEPER) or self.settings.setdefault(_KEEPER, ThreadPoolExecutor(1))
        return cast(Executor, found)


class FormApi(AtDesk):
    """Hands out a form."""

    def get(self, kind: str, name: str, record: str | None = None) -> None:
        """Answer with what it is drawn from, and with what stands in it."""
        self.finish_json(self.desk(self.named()).form(kind, name, record or ""))


class SaveApi(AtDesk):
    """Takes what was typed."""

    async def post(self) -> None:
        """Answer once it is kept for good; nobody else waits meanwhile, however long the database takes."""
        request = self.asked()
        self.refuse_another()
        desk = self.desk(self.named())
        try:
            said = await get_running_loop().run_in_executor(self.keeper, desk.save, request)
        except NotOpen as closed:
            raise Refusal(409, closed.message, closed.remedy) from None
        self.floor.trouble("")
        self.finish_json(said)


class SinceApi(AtDesk):
    """Says what has changed."""

    def get(self, seq: str) -> None:
        """Answer with the forms that changed after a number, and with the number to ask with next."""
        self.finish_json(self.desk(self.named()).since(int(seq)))


ROUTES = (
    Route(r"api/form/([\w-]+)/([\w-]+)(?:/([\w-]+))?", FormApi, "signed_in"),
    Route(r"api/save", SaveApi, "signed_in"),
    Route(r"api/since/(\d{1,15})", SinceApi, "signed_in"),
)
