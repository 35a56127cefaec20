"""The pages of an institute while its server runs: which there are, and who looks after them."""

from collections.abc import Iterator
from pathlib import Path

from tornado.ioloop import PeriodicCallback

from cadence.institute import Institute
from cadence.model import Step
from cadence.publish.steps import PAGE
from cadence.serving.pages.mark import Watch
from cadence.serving.pages.outlook import Outlook, Outlooks
from cadence.serving.pages.page import Order
from cadence.serving.pages.press import Press
from cadence.serving.pages.shelf import Place, Shelf
from cadence.store import Store, Viewer

LOOK_EVERY = 250  # milliseconds between two looks at whether an open page still shows what is so


class Pages:
    """Makes, keeps and renews the pages of sessions."""

    def __init__(self, house: Institute, store: Store, at_once: int = 0) -> None:
        self._house, self._store = house, store
        self._press = Press(at_once)
        self._watch = Watch(store, house.root)
        self._outlooks = Outlooks(lambda team: Outlook.read(house, store, team), self._watch.mark)
        self._opened = Opened(store, house.settings.cycle.number)
        self.shelf = Shelf(self._press, self._watch.mark, self._order)
        self._looking = PeriodicCallback(self.look, LOOK_EVERY)

    def start(self) -> None:
        """Let the workers warm up, and look after pages from now on; needs a running loop."""
        self._press.start()
        self._looking.start()

    async def close(self) -> None:
        """Stop looking, and end the workers."""
        self._looking.stop()
        await self.shelf.close()
        self._press.close()

    def look(self) -> None:
        """Make again what is no longer so, and ahead what has just been opened."""
        for place in self._opened.news():
            self.shelf.prepare(place)
        self.shelf.look()

    def outlook(self, team: str) -> Outlook:
        """Return what holds for a team's pages now, or raise `NotFound`."""
        return self._outlooks.of(team)

    def _order(self, place: Place) -> Order:
        session, team = place
        root = Path(self._house.root).resolve()
        return Order(str(root), session, team, Institute.open(root).settings.cycle.number)


class Opened:
    """Notices which sessions are opened, so that their pages are there before anyone comes."""

    def __init__(self, store: Store, cycle: int) -> None:
        self._view = store.view(Viewer(role="facilitator"))
        self._cycle = cycle
        self._seq: int | None = None

    def news(self) -> Iterator[Place]:
        """Yield the session and team of each page opened since the last look; at first each team's newest."""
        if self._seq is None:
            self._seq = self._view.seq()
            yield from {step.team: (step.session, step.team) for step in self._open()}.values()
            return
        self._seq, changed = self._view.changed(self._seq)
        if "step" in changed:
            yield from ((s.session, s.team) for s in self._open() if s.id in changed["step"])

    def _open(self) -> list[Step]:
        steps = self._view.all(Step, cycle=self._cycle, step=PAGE)
        return sorted((s for s in steps if s.state != "closed"), key=lambda step: step.session)
