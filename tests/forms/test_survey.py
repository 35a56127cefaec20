"""Who may answer a survey on the screen, and when no more."""

from datetime import UTC, datetime

import pytest

from cadence.content import Content
from cadence.forms.place import Place
from cadence.forms.survey import SurveyPaper
from cadence.institute import Institute
from cadence.model import Membership, Person, Response, Step, Team
from cadence.publish.steps import Steps
from cadence.store import Store, Viewer

HERE = {"cycle": 1, "team": "oak"}


@pytest.mark.parametrize(("who", "state"), [("pseudonym-1", "closed"), ("ben", "open")])
def test_a_team_whose_answers_came_along_without_names_cannot_answer_again(
    who: str, state: str, store: Store, backend: str, bare: Institute
) -> None:
    custodian = store.view(Viewer("custodian"))
    custodian.write(
        Team(id="oak", name="Oak"), Person(id="ana", name="Ana"), Membership(team="oak", person="ana"),
        Step(**HERE, session=0, step="conditions", state="open"),
        Response(**HERE, person=who, survey="conditions", answers={"bounded-1": 3}),
    )  # fmt: skip
    ana = store.view(Viewer("member", "ana", "oak"))
    content, steps = Content.load(None), Steps.read(ana, 1, "oak")
    now = datetime(2026, 11, 25, tzinfo=UTC)
    place = Place(ana, custodian, content, steps, bare.settings, 1, "oak", "ana", now)
    paper = SurveyPaper(place, content.survey("conditions"))
    assert paper.state()[0] == state
