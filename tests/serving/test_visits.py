from datetime import date

from cadence.model import Observation
from cadence.store import Viewer

from .conftest import Served


def test_visits_have_a_page_of_their_own_whatever_is_open(served: Served, teams: list[str]) -> None:
    member = served.signed_in("member", teams[0])
    page = member.get("/visit/walkthrough")
    assert page.status == 200 and 'data-kind="visit" data-id="walkthrough"' in page.text
    assert set(member.get("/visit/walkthrough/pieces?version=x").json) == {"version"}
    assert member.get("/visit/lunch").status == 404
    assert served.signed_in("facilitator").get("/visit/walkthrough").status == 403


def test_the_first_page_says_how_many_visits_one_made_oneself(served: Served, teams: list[str]) -> None:
    ben, cleo = (served.signed_in("member", teams[0], number) for number in (0, 1))
    with served.store() as store:
        view = store.view(Viewer("custodian"))
        view.remove(*view.all(Observation, team=teams[0], observer=ben.person))
        view.remove(*view.all(Observation, team=teams[0], observer=cleo.person))
        view.write(
            Observation(
                cycle=1, team=teams[0], metric="walkthrough", observer=ben.person, on=date(2026, 9, 1)
            )
        )
    assert "1 by you so far" in ben.get("/").text
    assert "none by you yet" in cleo.get("/").text
