"""The routes of sessions: the right page for the right person, and only while it is open."""

import gzip
import json
from typing import Any

import pytest

from cadence.model import Person, Step
from cadence.store import Viewer

pytestmark = [pytest.mark.notebook]

CYCLE = 1


def open_page(served: Any, team: str, session: int, state: str = "open") -> None:
    with served.store() as store:
        view = store.view(Viewer("custodian"))
        id = f"{team}.{CYCLE}.{session}.page"
        standing = view.first(Step, id=id)
        step = standing or Step(id=id, cycle=CYCLE, team=team, session=session, step="page")
        view.write(step.model_copy(update={"state": state}))


def test_pre_work_is_open_from_the_start_and_is_the_teams_own(served: Any, teams: list[str]) -> None:
    for team in teams:
        page = served.signed_in("member", team).get("/session/prework")
        assert page.status == 200
        assert page.text.count("<h1") == 1
        with served.store() as store:
            others = [t for t in teams if t != team]
            names = {p.name for p in store.view(Viewer("custodian")).all(Person)}
        assert names
        assert not [other for other in others if other in page.text]


def test_the_page_says_who_is_signed_in_and_in_which_team(served: Any, teams: list[str]) -> None:
    ana = served.signed_in("member", teams[0])
    me = ana.get("/api/me").json
    page = ana.get("/session/prework").text
    assert f"<strong>{me['name']}</strong>" in page
    assert f'data-person="{me["person"]}"' in page


def test_packed_or_not_it_is_the_same_page(served: Any, teams: list[str]) -> None:
    ana = served.signed_in("member", teams[0])
    packed = ana.get("/session/prework", Accept_Encoding="gzip")
    plain = ana.get("/session/prework", Accept_Encoding="identity")
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in plain.headers
    assert gzip.decompress(packed.body) == plain.body
    assert len(packed.body) < len(plain.body) / 3


def test_a_session_that_is_not_open_is_shown_to_nobody_but_the_facilitator(
    served: Any, teams: list[str]
) -> None:
    ana = served.signed_in("member", teams[0])
    for path in ("/session/plan", "/session/plan/pieces"):
        assert ana.get(path).status == 409
    look = served.signed_in("facilitator").get(f"/session/plan/team/{teams[0]}")
    assert look.status == 200


def test_opening_lets_the_team_in_and_closing_shuts_it_out_again(served: Any, teams: list[str]) -> None:
    mine, other = (served.signed_in("member", team) for team in teams[:2])
    open_page(served, teams[0], 2)
    assert mine.get("/session/vision").status == 200
    assert other.get("/session/vision").status == 409
    open_page(served, teams[0], 2, "closed")
    assert mine.get("/session/vision").status == 409


def test_no_member_reaches_another_teams_page(served: Any, teams: list[str]) -> None:
    ana = served.signed_in("member", teams[0])
    for path in ("/session/prework/team/", "/session/prework/team/%2e%2e%2f"):
        assert ana.get(path + teams[1]).status in (403, 404)
    assert ana.get(f"/session/prework?team={teams[1]}").text == ana.get("/session/prework").text


def test_who_is_not_signed_in_gets_no_page(served: Any) -> None:
    for path in ("/session/prework", "/session/prework/pieces", "/session/nothing"):
        assert served.client().get(path).status == 401


def test_a_session_that_there_is_not_is_not_found(served: Any, teams: list[str]) -> None:
    assert served.signed_in("member", teams[0]).get("/session/nothing").status == 404
    assert served.signed_in("facilitator").get("/session/prework/team/no-such-team").status == 404


def test_pieces_are_sent_to_whoever_has_other_ones(served: Any, teams: list[str]) -> None:
    ana = served.signed_in("member", teams[0])
    news = ana.get("/session/prework/pieces?version=old").json
    assert len(news["pieces"]) > 3
    again = ana.get(f"/session/prework/pieces?version={news['version']}").json
    assert again == {"version": news["version"]}


def test_assets_come_compressed_and_may_be_kept_for_good(served: Any, teams: list[str]) -> None:
    page = served.signed_in("member", teams[0]).get("/session/prework").text
    address = page.split('rel="stylesheet" href="')[1].split('"')[0]
    sheet = served.client().get(address, Accept_Encoding="gzip")
    assert sheet.status == 200
    assert "immutable" in sheet.headers["Cache-Control"]
    assert b".cadence" in gzip.decompress(sheet.body)
    assert served.client().get(address.replace("house.css", "session.html.j2")).status == 404


def test_a_notebook_that_stops_tells_the_facilitator_why_and_a_member_nothing_alarming(
    serve: Any, folder: Any
) -> None:
    path = folder.notebooks_dir / "00-prework.ipynb"
    notebook = json.loads(path.read_text("utf-8"))
    notebook["cells"][-1]["source"] = "book.no_such_part()"
    notebook["cells"][-1]["cell_type"] = "code"
    notebook["cells"][-1] |= {"outputs": [], "execution_count": None}
    path.write_text(json.dumps(notebook), "utf-8")
    served = serve(folder)
    team = "alcott-elementary"
    look = served.signed_in("facilitator").get(f"/session/prework/team/{team}")
    assert "book.no_such_part()" in look.text
    page = served.signed_in("member", team).get("/session/prework")
    assert page.status == 503
    assert "no_such_part" not in page.text
    assert "Traceback" not in page.text + look.text
