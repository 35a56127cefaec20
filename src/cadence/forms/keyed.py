"""A survey that was answered on paper, as a facilitator keys it in, one sheet after the other."""

import re
from typing import Any

from cadence.errors import NotAllowed, NotFound
from cadence.forms.flat import Flat
from cadence.forms.paper import PLANNED, Closed
from cadence.forms.place import Place
from cadence.forms.refused import Refused
from cadence.forms.survey import SurveyPaper, open_question
from cadence.model import Response, Survey
from cadence.model.record import new_id
from cadence.publish.steps import CONDITIONS, PULSE
from cadence.store import View

_RECORD = re.compile(r"[0-9a-f]{32}")
_HOW = "Mark what the paper says, in its order; leave out what it leaves out. Destroy the paper afterwards."
_LISTED = "Tick whom this sheet lists, and add whoever is missing, by their full name."


class KeyedPaper(SurveyPaper):
    """A sheet without a name; the page names it, and until it is handed in its keyer alone finds it again.

    The custodian keeps it, under an id that is made of who keys and of what the page named, so that nobody
    else can ask for it. Whoever answered has a random id, which leads to no sheet and to no person.
    """

    def __init__(self, place: Place, survey: Survey, record: str) -> None:
        super().__init__(place, survey)
        if survey.id not in (CONDITIONS, PULSE) or not place.team or not _RECORD.fullmatch(record):
            raise NotFound("There is no such sheet.", "Load the page anew.")
        self.id = place.record_id("keyed", survey.id, self.wave, place.person, record)

    def admit(self) -> None:
        """Refuse everybody but facilitators."""
        if not self.place.leads:
            raise NotAllowed("Paper is keyed by a facilitator.", "Hand your sheet to one, in its envelope.")

    @property
    def view(self) -> View:
        """Return the custodian's view, as for answers on paper that are imported."""
        return self.place.custodian

    def spec(self) -> dict[str, Any]:
        """Return what a page draws it from: the statements, and below them what else may stand on a sheet."""
        survey, statements = self.survey, self.statements()
        for number, row in enumerate(statements["rows"], start=1):
            row["label"] = f"{number}. {row['label']}"
        others = [part | {"help": _LISTED} for part in self.roster()]
        others += [open_question(each) | {"help": "As it is written."} for each in survey.open_questions]
        return super().spec() | {
            "kind": "keyed",
            "title": f"A sheet: {survey.title}",
            "purpose": _HOW,
            "minutes": 0,
            "notice": f"What people were told: {self.told()}",
            "submit": {"label": "Hand in this sheet", "done": ""},
            "parts": [statements, *others],
        }

    def state(self) -> Closed:
        """Return whether sheets are taken: as long as the survey is open and nothing of it is published."""
        state, why = super().state()
        return state, why.replace(PLANNED, "The team is not asked now: open the survey in the room first.")

    def kept(self) -> Response:
        """Return the sheet as it stands, or an empty one of somebody whom nobody knows."""
        place = self.place
        return self.view.first(Response, id=self.id) or Response(
            id=self.id,
            cycle=place.cycle,
            team=place.team,
            person=new_id(),
            survey=self.survey.id,
            wave=self.wave,
        )

    def flat(self, kept: Response) -> Flat:
        """Return what was keyed so far; of a sheet that is handed in nothing is told any more."""
        return {} if kept.submitted else super().flat(kept)

    def put(self, kept: Response, path: str, now: Any) -> Response:
        """Return the sheet with one answer changed, unless it is handed in."""
        if kept.submitted:
            raise Refused("This sheet is handed in.", "Take it back, and key it anew.")
        return super().put(kept, path, now)

    def remove(self, kept: Response) -> None:
        """Take the sheet back; one that was never kept, or is gone already, is no trouble."""
        if kept.revision:
            self.view.remove(kept)
