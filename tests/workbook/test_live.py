"""A form in JupyterLab is filled in for the team that is picked, by the facilitator; in packets none is."""

import shutil
from pathlib import Path

import pytest

from cadence.content import Content
from cadence.forms.refused import Refused
from cadence.institute import Institute
from cadence.model import Entry
from cadence.store import Store, Viewer
from cadence.workbook.context import LAB, PACKET_OF, Context, find_session, find_team, in_lab, packet_of
from cadence.workbook.live import LabDesk

TEAM = "alcott-elementary"


@pytest.fixture
def context(demo: Institute, tmp_path: Path) -> Context:
    house = Institute.open(shutil.copytree(demo.root, tmp_path / "institute"))
    store, content = Store.open(house.database_url), Content.load(house.root, TEAM)
    view = store.view(Viewer("team", team=TEAM))
    return Context(house, content, store, view, find_team(store, TEAM), 1, find_session(content, 1))


def test_what_a_facilitator_types_for_a_team_is_the_teams(context: Context) -> None:
    desk = LabDesk(context)
    change = {"purpose": {"was": None, "now": "So that every student thinks."}}
    request = {"key": "k", "kind": "form", "id": "charter", "record": "", "changes": change}
    assert desk.answer({"ask": "save", "request": request})["saved"] == ["purpose"]
    (kept,) = context.view.all(Entry, team=TEAM, form="charter")
    assert kept.values["purpose"] == "So that every student thinks."
    assert desk.answer({"ask": "load", "kind": "form", "form": "charter"})["values"]["purpose"]
    assert desk.answer({"ask": "since", "seq": 0})["forms"][0] == ("form", "charter")


def test_a_question_that_nobody_asks_is_refused_in_words(context: Context) -> None:
    with pytest.raises(Refused, match="not understood"):
        LabDesk(context).answer({"ask": "everything"})


def test_where_a_packet_is_made_nothing_is_live(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(LAB, "1")
    monkeypatch.delenv(PACKET_OF, raising=False)
    assert in_lab()
    for team in ("alcott-elementary", ""):
        with packet_of(team):
            assert not in_lab()
    assert in_lab()
