"""The desk: it hands out forms, takes back what was typed, and says what has changed.

It knows no HTTP: the serving process asks it, and so does a widget in JupyterLab.
"""

from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from typing import Any, TypeVar
from uuid import uuid4

from cadence.errors import CadenceError, NotFound, StaleRevision
from cadence.forms.clusters import PREFIX, ClustersPaper
from cadence.forms.entry import EntryPaper
from cadence.forms.kept import KeptPaper, kept_tables, told_of
from cadence.forms.keyed import KeyedPaper
from cadence.forms.moments import MomentsPaper
from cadence.forms.paper import Paper
from cadence.forms.place import Place
from cadence.forms.question import QuestionPaper
from cadence.forms.refused import Refused
from cadence.forms.survey import SurveyPaper
from cadence.forms.visit import VisitPaper
from cadence.forms.writers import Name, Writers
from cadence.model import Entry, Note, Observation, Person, Rating, Record, Response, Round, Vision, Voice
from cadence.model.kept import KEPT
from cadence.store.receipts import Receipt

K = TypeVar("K")
MOST_CHANGES = 400  # in one request; a page sends what was typed within half a second
_TRIES = 50
_OF_FORMS: dict[str, type[Record]] = {
    each.table: each for each in (Entry, Note, Observation, Rating, Response, Round, Voice)
}
_OF_BOARD = {"card", "evidence", "goal", "verification"}  # tables whose records stand on the board


class NotOpen(CadenceError):
    """The form is closed, or its results are shown; nothing was taken."""


class Desk:
    """The forms of one person at one place."""

    def __init__(self, place: Place, writers: Writers | None = None) -> None:
        self.place = place
        self._writers = writers or Writers()

    def form(self, kind: str, name: str, record: str = "") -> dict[str, Any]:
        """Return a form, with what this person may see that stands in it.

        Raises
        ------
        NotFound
            There is no such form.
        NotAllowed
            It is for others.
        """
        seq = self.place.view.seq()  # before anything is read: what comes later is asked for again
        paper = self._paper(kind, name, record)
        state, why = paper.state()
        kept = paper.kept()
        values = paper.flat(kept)
        return {
            "form": paper.spec() | {"state": state, "why": why},
            "values": values,
            "seq": seq,
            "submitted": paper.submitted(kept),
            "by": self._by((kind, name, record), values),
        } | paper.more()

    def save(self, request: Mapping[str, Any]) -> dict[str, Any]:
        """Take what was typed and return, once it is kept for good, what became of each value.

        A value that stands already, or that stands as it was when it was changed, is taken; one that
        somebody else has changed meanwhile comes back in `differs`, with theirs. What a request changed once
        is not changed again by the same one, however late it comes again and whatever was written since.

        Raises
        ------
        NotOpen
            Nothing can be written into the form now.
        """
        kind, name, record = (str(request.get(key) or "") for key in ("kind", "id", "record"))
        paper = self._paper(kind, name, record)
        if turn := request.get("turn"):
            paper.turn(str(turn))
            return self._said({"saved": [], "differs": {}, "refused": {}, "submitted": None})
        state, why = paper.state()
        if state != "open":
            raise NotOpen("This form is closed." if state == "closed" else "This form is done.", why)
        if request.get("remove") is True:
            paper.remove(paper.kept())
            return self._said({"saved": [], "differs": {}, "refused": {}, "submitted": None})
        reply = self._saved(paper, request)
        form = (kind, name, record)
        if not paper.together:
            return self._said(reply)
        self._writers.wrote(form, self.place.team, reply["saved"], self.place.person)
        for path, who in self._by(form, reply["differs"]).items():
            reply["differs"][path]["by"] = who
        return self._said(reply)

    def _said(self, reply: dict[str, Any]) -> dict[str, Any]:
        return reply | {"seq": self.place.view.seq(), "at": self.place.now.isoformat()}

    def _by(self, form: Name, paths: Iterable[str]) -> dict[str, str]:
        """Return the names of teammates who wrote last into these fields, as far as that was seen."""
        place = self.place
        last = self._writers.of(form, place.team, paths, place.person)
        names = place.view.names((Person.table, each) for each in set(last.values()))
        return {path: names.get((Person.table, each), "") for path, each in last.items()}

    def since(self, seq: int) -> dict[str, Any]:
        """Return the number to ask with next, the forms that changed since, and whether the page may have.

        Made to be polled: where nothing changed it costs one look at the clock.
        """
        newest, changed = self.place.view.changed(seq)
        forms = sorted({form for table, ids in changed.items() for form in self._forms(table, ids)})
        forms += [form for form in self._keeping(changed) if form not in forms]
        forms += [("board", "board")] if not _OF_BOARD.isdisjoint(changed) else []
        page = not changed.keys() <= _OF_FORMS.keys()
        return {"seq": newest, "forms": forms, "page": page, "steps": {}, "message": ""}

    def _forms(self, table: str, ids: tuple[str, ...]) -> Iterator[tuple[str, str]]:
        """Yield the forms of these records, all of a table's where none are named."""
        kind = _OF_FORMS.get(table)
        if kind is None:
            return
        view, team = self.place.view, self.place.team
        found = [view.first(kind, id=id) for id in ids] if ids else view.all(kind, team=team)
        for record in found:
            if record is not None and record.team == team:  # type: ignore[attr-defined]
                yield _name_of(record)

    def _keeping(self, changed: Iterable[str]) -> list[tuple[str, str]]:
        """Return the forms whose rows, or whose lists, are records of these tables."""
        tables = sorted({*KEPT, Vision.table} & set(changed))
        known = self.place.content.forms() if tables else []
        return sorted({("form", form) for table in tables for form in told_of(table, known)})

    def _paper(self, kind: str, name: str, record: str) -> Paper[Any]:
        place = self.place
        match kind:
            case "form":
                form = place.content.form(name)
                return (KeptPaper if kept_tables(form) else EntryPaper)(place, form)
            case "survey":
                return SurveyPaper(place, place.content.survey(name))
            case "keyed":
                return KeyedPaper(place, place.content.survey(name), record)
            case "visit":
                return VisitPaper(place, place.content.metric(name), record)
            case "calibration":
                return MomentsPaper(place, place.content.metric(name))
            case "question":
                return QuestionPaper(place, place.content.question(name))
            case "clusters":
                return ClustersPaper(place, place.content.question(name))
        raise NotFound("There is no such form.", "Load the page anew.")

    def _saved(self, paper: Paper[K], request: Mapping[str, Any]) -> dict[str, Any]:
        changes, receipt = _changes(request), self._receipt(request)
        paper.prepare()
        for _ in range(_TRIES):
            done = paper.view.saved_before(receipt) & changes.keys()
            before = paper.kept()
            after, reply = _applied(paper, before, {p: each for p, each in changes.items() if p not in done})
            if request.get("submit") is True and not reply["differs"] and not reply["refused"]:
                try:
                    after = paper.submit(after)
                except Refused as refusal:
                    reply["refused"][""] = _words(refusal)
            try:
                self._keep(paper, before, after, Receipt(receipt, self.place.now, [*done, *reply["saved"]]))
            except (StaleRevision, NotFound):
                continue  # somebody else was quicker: look at what stands now
            paper.after(after)
            saved = [path for path in changes if path in done or path in reply["saved"]]
            return reply | {"saved": saved, "submitted": paper.submitted(after)}
        raise Refused("Many people write here at this moment.", "It is tried again in a moment.")

    @staticmethod
    def _keep(paper: Paper[K], before: K, after: K, receipt: Receipt) -> None:
        was, now = paper.records(before), paper.records(after)
        changed = [each for id, each in now.items() if each != was.get(id)]
        removed = [each for id, each in was.items() if each.revision and id not in now]
        if changed or removed:
            paper.view.write_once(receipt, changed, removed)

    def _receipt(self, request: Mapping[str, Any]) -> str:
        """Return what the receipt of a request is called: made of its key, and of who sends it where to."""
        place = self.place
        key = request.get("key") or uuid4().hex
        words = [key, *(request.get(each) for each in ("kind", "id", "record"))]
        return sha256("\n".join(map(str, (place.person, place.team, *words))).encode()).hexdigest()


def _name_of(record: Record) -> tuple[str, str]:
    """Return the kind and the id of the form that a record is kept for."""
    match record:
        case Response():
            return "survey", record.survey
        case Observation():
            return "visit", record.metric
        case Rating():
            return "calibration", record.metric
        case Round() | Voice():
            return "question", record.question
        case Entry() if record.form.startswith(PREFIX):
            return "clusters", record.form.removeprefix(PREFIX).partition("/")[0]
        case Entry() | Note():
            return "form", record.form
    raise TypeError(type(record).__name__)


def _changes(request: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    changes = request.get("changes") or {}
    if (
        not isinstance(changes, dict)
        or len(changes) > MOST_CHANGES
        or not all(isinstance(each, dict) for each in changes.values())
    ):
        raise Refused("What was sent is not understood.", "Load the page anew.")
    return changes


def _applied(paper: Paper[K], kept: K, changes: dict[str, dict[str, Any]]) -> tuple[K, dict[str, Any]]:
    """Return what stands once the changes are made that can be, and what became of each."""
    stands = paper.flat(kept)
    reply: dict[str, Any] = {"saved": [], "differs": {}, "refused": {}}
    for path, change in changes.items():
        now, there = change.get("now"), stands.get(path)
        if same(there, paper.alike(path, now)):
            reply["saved"].append(path)
        elif not same(there, paper.alike(path, change.get("was"))):
            reply["differs"][path] = {"theirs": there, "by": ""}
        else:
            try:
                kept = paper.put(kept, path, now)
                reply["saved"].append(path)
            except Refused as refusal:
                reply["refused"][path] = _words(refusal)
    return kept, reply


def _words(refusal: CadenceError) -> dict[str, str]:
    return {"what": refusal.message, "remedy": refusal.remedy}


def same(one: Any, other: Any) -> bool:
    """Return whether two values are the same; nothing, an empty text, an empty list and 'not ticked' are."""
    if _nothing(one) or _nothing(other):
        return _nothing(one) and _nothing(other)
    return bool(one == other) and isinstance(one, bool) == isinstance(other, bool)


def _nothing(value: Any) -> bool:
    return value is None or value is False or value in ("", [])
