import pytest

from cadence.publish.steps import set_state
from cadence.store import Viewer

from .conftest import Served


def test_a_pulse_is_answered_on_a_page_of_its_own_while_it_is_asked(served: Served, teams: list[str]) -> None:
    member = served.signed_in("member", teams[0])
    assert member.get("/survey/pulse").status == 409
    with served.store() as store:
        set_state(store.view(Viewer("custodian")), "open", cycle=1, teams=[teams[0]], session=5, step="pulse")
    page = member.get("/survey/pulse")
    assert page.status == 200 and 'data-kind="survey" data-id="pulse"' in page.text
    assert set(member.get("/survey/pulse/pieces?version=x").json) == {"version"}
    assert member.get("/api/form/survey/pulse").json["form"]["state"] == "open"
    assert served.signed_in("member", teams[1]).get("/survey/pulse").status == 409


@pytest.mark.parametrize("name", ["lunch", "charter"])
def test_what_is_no_survey_is_not_asked(served: Served, teams: list[str], name: str) -> None:
    assert served.signed_in("member", teams[0]).get(f"/survey/{name}").status == 409


def test_results_of_a_closed_session_are_still_to_be_read(served: Served, teams: list[str]) -> None:
    member = served.signed_in("member", teams[0])
    assert member.get("/session/baseline").status in (200, 503)
    assert member.get("/session/plan").status == 409
