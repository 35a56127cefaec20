"""The table at which a team has its board: what stands on it, what is asked of it, and what comes of that.

It knows no HTTP: the serving process asks it, and so does a notebook in JupyterLab.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any
from uuid import uuid4

from cadence.board.asked import BoardRefused, Outcome, Request, text_of
from cadence.board.cards import add, edit, move, remove
from cadence.board.drawn import drawn_board, drawn_card
from cadence.board.files import laid_down
from cadence.board.past import own_last, writer_of
from cadence.board.proof import bring, confirm, drop, give_back
from cadence.board.sitting import Sitting
from cadence.board.standing import Standing, last_touched, standing
from cadence.board.story import story
from cadence.content import Content
from cadence.errors import NotAllowed, StaleRevision, UndoRefused
from cadence.institute.evidence import EvidenceFolder
from cadence.model import Board, Card
from cadence.store import View
from cadence.store.receipts import Receipt

_TRIES = 50
_VERBS: Mapping[str, Callable[[Sitting, Request], Outcome]] = {
    "add": add,
    "edit": edit,
    "move": move,
    "remove": remove,
    "evidence": bring,
    "drop-evidence": drop,
    "confirm": confirm,
    "return": give_back,
}


@dataclass(frozen=True)
class BoardTable:
    """The board of a team as one person has it.

    `view` is the person's own, `folder` keeps files, `since` is the day of the last session before today.
    """

    view: View
    content: Content
    cycle: int
    team: str
    person: str
    now: datetime
    folder: EvidenceFolder
    since: date | None = None

    def show(self) -> dict[str, Any]:
        """Return the whole board, as the page draws it."""
        seq = self.view.seq()  # before anything is read: what comes later is asked for again
        at = self._sitting()
        own = own_last(self.view, self.team, self.now)
        touched = last_touched(self.view, at.standing, self.team, self.cycle)
        return (
            {"seq": seq}
            | drawn_board(at, self.since, touched)
            | {"undo": own.told(at.board) if own else None}
        )

    def story(self, card: str) -> dict[str, Any]:
        """Return what happened to a card, the newest first: who did what, and when."""
        stands = self._sitting().standing
        return {"story": story(self.view, stands, self._board, stands.card(card))}

    def do(self, request: Request) -> dict[str, Any]:
        """Do what is asked, and return once it is kept what became of it.

        What a request did once it does not do again, however late it comes again. What somebody else has
        changed meanwhile is not overwritten: it comes back in `differs`.

        Raises
        ------
        CadenceError
            It is not understood, or what it is about is not there.
        """
        return self._once(request, lambda receipt: self._done(request, receipt))

    def bring_file(self, request: Request, data: bytes) -> dict[str, Any]:
        """Keep a file as evidence of a card: `card`, `name` and `key` of the request say of which and what.

        Raises
        ------
        CadenceError
            There is no such card, or the disk does not take the file.
        """
        return self._once(request, lambda receipt: self._kept_file(request, data, receipt))

    def _once(self, request: Request, done: Callable[[str], Outcome]) -> dict[str, Any]:
        receipt = self._receipt(request)
        for _ in range(_TRIES):
            if self.view.saved_before(receipt):
                return self._reply(request, Outcome())
            try:
                return self._reply(request, done(receipt))
            except StaleRevision:
                continue  # somebody else was quicker: look at what stands now
        raise BoardRefused("Many people move cards at this moment.", "Try again in a moment.")

    def _done(self, request: Request, receipt: str) -> Outcome:
        verb = text_of(request, "do")
        if verb == "undo":
            return self._undone(receipt)
        if verb not in _VERBS:
            raise BoardRefused("The board does not know how to do this.", "Load the page anew.")
        return self._keep(_VERBS[verb](self._sitting(), request), receipt)

    def _keep(self, outcome: Outcome, receipt: str) -> Outcome:
        if not (outcome.written or outcome.removed):
            return outcome
        try:
            self.view.write_once(Receipt(receipt, self.now, ["done"]), outcome.written, outcome.removed)
        except NotAllowed as refusal:
            return Outcome(refused={"": {"what": refusal.message, "remedy": refusal.remedy}})
        return outcome

    def _kept_file(self, request: Request, data: bytes, receipt: str) -> Outcome:
        outcome, path = laid_down(self._sitting(), request, data, self.folder)
        stays = False
        try:
            done = self._keep(outcome, receipt)
            stays = not done.refused
            return done
        finally:
            if path and not stays:
                path.unlink(missing_ok=True)

    def _undone(self, receipt: str) -> Outcome:
        own = own_last(self.view, self.team, self.now)
        if own is None:
            return Outcome(refused={"": {"what": "There is nothing of yours to take back.", "remedy": ""}})
        try:
            self.view.undo(own.number, batch=True, receipt=Receipt(receipt, self.now, ["done"]))
        except UndoRefused:
            what = "It cannot be taken back: somebody has changed the same card since."
            return Outcome(refused={"": {"what": what, "remedy": "Look at the card, and change it by hand."}})
        except NotAllowed as refusal:
            return Outcome(refused={"": {"what": refusal.message, "remedy": refusal.remedy}})
        return Outcome(f"Taken back: {own.label(self._board)}.")

    def _reply(self, request: Request, outcome: Outcome) -> dict[str, Any]:
        at = self._sitting()
        own = own_last(self.view, self.team, self.now)
        card = next((each for each in at.standing.cards if each.id == request.get("card")), None)
        return {
            "seq": self.view.seq(),
            "at": self.now.isoformat(),
            "card": drawn_card(at, card) if card else None,
            "differs": dict(outcome.differs),
            "refused": dict(outcome.refused),
            "ask": outcome.ask,
            "undo": own.told(at.board) if own else None,
            "said": outcome.said,
        }

    @property
    def _board(self) -> Board:
        return self.content.board()

    def _sitting(self) -> Sitting:
        stands = standing(self.view, self.team, self.cycle, self.now.astimezone().date())

        def last_writer(card: str, name: str) -> str:
            return self._last_writer(stands, stands.card(card), name)

        return Sitting(
            standing=stands,
            board=self._board,
            cycle=self.cycle,
            team=self.team,
            person=self.person,
            now=self.now,
            sizes=self.folder.sizes(self.team),
            last_writer=last_writer,
        )

    def _last_writer(self, stands: Standing, card: Card, name: str) -> str:
        writer = writer_of(self.view, card, name)
        return "" if writer == self.person else stands.name(writer)

    def _receipt(self, request: Request) -> str:
        """Return what the receipt of a request is called: made of its key, and of who sends it."""
        words = ("board", self.person, self.team, request.get("key") or uuid4().hex)
        return sha256("\n".join(map(str, words)).encode()).hexdigest()
