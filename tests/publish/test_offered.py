from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cadence.content import Content
from cadence.publish.offered import form_open, may_be_read, offered
from cadence.publish.steps import Steps

SESSIONS = Content.load().sessions()


def steps(*said, published=()):
    return Steps(dict.fromkeys(said, "open"), frozenset(published))


def at(number, *said, published=()):
    return offered(SESSIONS, steps(*said, published=published))[number]


def test_before_anything_is_opened_only_pre_work_and_its_survey_are_offered():
    found = offered(SESSIONS, Steps())
    assert [offer.session.number for offer in found if offer] == [0]
    assert found[0].open and found[0].surveys == ("conditions",)
    assert "initiative-audit" in found[0].forms


def test_a_session_that_is_opened_offers_its_forms_and_no_others():
    assert at(2, (2, "page")).forms == SESSIONS[2].worksheets
    assert at(3, (2, "page")).forms == ()


def test_results_stay_when_their_session_is_closed():
    closed = at(3, published=[("baseline", 1)])
    assert (closed.open, closed.results, bool(closed)) == (False, ("baseline",), True)


def test_a_survey_whose_results_are_out_is_asked_no_more():
    offer = at(0, published=[("conditions", 1)])
    assert (offer.open, offer.surveys) == (True, ())


def test_a_pulse_is_asked_whether_or_not_a_session_is_open_and_the_last_one_still_shows():
    asked = at(5, (0, "pulse-3"), published=[("conditions", 1), ("conditions", 2)])
    assert (asked.open, asked.surveys, asked.results) == (False, ("pulse",), ("pulse",))


@pytest.mark.parametrize(("form", "said", "may"), [
    ("charter", [], False), ("charter", [(1, "page")], True), ("charter", [(2, "page")], False),
    ("ask", [], True), ("of-our-own", [], True),
])  # fmt: skip
def test_a_form_is_open_while_a_session_that_holds_it_is(form, said, may):
    assert form_open(form, SESSIONS, steps(*said)) is may


@given(
    st.sets(st.tuples(st.integers(0, 5), st.just("page"))),
    st.sets(st.sampled_from([("conditions", 1), ("conditions", 2), ("baseline", 1)])),
)
def test_every_form_offered_is_open_and_every_closed_one_is_not_offered(said, published):
    now = steps(*said, published=published)
    forms = {form for offer in offered(SESSIONS, now) for form in offer.forms}
    everywhere = {form for session in SESSIONS for form in session.worksheets}
    assert forms == {form for form in everywhere if form_open(form, SESSIONS, now)}


def test_sessions_come_by_number_however_they_are_given():
    upside_down = [SimpleNamespace(number=each.number, worksheets=()) for each in reversed(SESSIONS)]
    assert [offer.session.number for offer in offered(upside_down, Steps())] == [0, 1, 2, 3, 4, 5]


def test_a_page_may_be_read_while_it_is_open_and_for_good_once_it_has_results():
    assert may_be_read(SESSIONS[2], steps((2, "page")))
    assert not may_be_read(SESSIONS[2], steps())
    assert may_be_read(SESSIONS[3], steps(published=[("baseline", 1)]))
    assert not may_be_read(SESSIONS[5], steps((0, "pulse")))
