"""What the five sessions show before anything has happened, and what after."""

from dataclasses import replace

import pytest

from cadence.blocks import Bullets, Callout, Chart, Facts, Statement
from cadence.institute import Institute
from cadence.model import Card, Commitment, Response
from cadence.publish.boundary import Boundary
from cadence.store import Store, Viewer
from cadence.workbook import (
    Workbook,
    baseline,
    conditions,
    plan,
    planner,
    prework,
    review,
    trend,
    vision,
)
from cadence.workbook.context import Context
from cadence.workbook.people import members_of

EMPTY = {
    "prework": prework.initiatives,
    "conditions": conditions.profile,
    "vision": vision.vision,
    "baseline": baseline.baseline,
    "plan": plan.goals,
    "review": trend.trend,
}


def context(house: Institute, session: str) -> Context:
    return Workbook.open(str(house.root), session=session)._context


def only(kind: type, blocks: object) -> list:
    return [block for block in blocks if isinstance(block, kind)]


@pytest.mark.parametrize("session", EMPTY)
def test_before_anything_has_happened_a_page_says_what_is_missing_and_what_brings_it(
    bare: Institute, session: str
) -> None:
    (callout,) = EMPTY[session](context(bare, session))
    assert isinstance(callout, Callout)
    assert callout.tone == "missing"
    assert callout.remedy


def test_the_survey_is_printed_until_its_results_are_published(bare: Institute, demo: Institute) -> None:
    assert conditions.survey(context(bare, "conditions"), "conditions")
    (words,) = conditions.survey(context(demo, "conditions"), "conditions")
    assert "its results are published" in words.text


def test_the_profile_is_one_chart_whose_words_carry_its_numbers(demo: Institute) -> None:
    (chart,) = only(Chart, conditions.profile(context(demo, "conditions")))
    assert "people answered" in chart.alt


def test_the_debrief_starts_with_one_condition_and_a_question(demo: Institute) -> None:
    (callout,) = only(Callout, conditions.debrief(context(demo, "conditions")))
    assert callout.title.startswith("Start with: ")
    assert callout.points[0].startswith("Ask: ")


def test_no_page_shows_who_wrote_what(demo: Institute) -> None:
    here = context(demo, "conditions")
    shown = str([*conditions.profile(here), *conditions.debrief(here)])
    with Store.open(demo.database_url) as store:
        answers = store.view(Viewer(role="custodian")).all(Response, team=here.team.id)
    assert answers
    assert not any(answer.person in shown or answer.id in shown for answer in answers)


def test_who_is_in_doubt_is_named_as_long_as_they_are_here(
    demo: Institute, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = context(demo, "conditions")
    known = members_of(here)[0]
    found = conditions.published(here)
    assert found
    told = replace(found, boundary=Boundary(8, (known.id,), ("erased",)))
    monkeypatch.setattr(conditions, "published", lambda _: told)
    (doubt,) = only(Bullets, conditions.roster(here))
    assert doubt.items == (
        f"{known.name}: on the roster, but some do not list them",
        "someone who has left: not on the roster, but some list them",
    )


def test_the_vision_that_stands_is_the_newest_version(demo: Institute) -> None:
    (statement,) = only(Statement, vision.vision(context(demo, "vision")))
    assert statement.source == "Version 2, agreed Oct 15, 2025"


def test_a_clause_without_a_look_for_is_flagged(demo: Institute) -> None:
    here = Workbook.open(str(demo.root), "king-early-childhood-center", session="vision")._context
    (callout,) = only(Callout, vision.clause_map(here))
    assert any(point.startswith("No look-for yet") for point in callout.points)


def test_the_baseline_comes_with_an_honest_sentence(demo: Institute) -> None:
    (statement,) = only(Statement, baseline.baseline(context(demo, "baseline")))
    assert "plausibly anywhere from" in statement.text
    assert "Oct 20, 2025" in statement.source


def test_the_board_is_shown_as_it_stood_on_the_day_of_the_meeting(demo: Institute) -> None:
    (before,) = only(Facts, plan.board(context(demo, "plan")))
    (after,) = only(Facts, plan.board(context(demo, "review")))
    done = {label: int(figure) for figure, label, _ in before.items}["Done"]
    assert done == 0
    assert {label: int(figure) for figure, label, _ in after.items}["Done"] == 3


def test_since_last_time_counts_what_the_records_say(demo: Institute) -> None:
    here = context(demo, "review")
    (facts,) = only(Facts, review.since_last_time(here))
    counted = {label: int(figure) for figure, label, _ in facts.items}
    window = (here.previous_meeting, here.today)
    cards = here.view.all(Card, team=here.team.id)
    kept = [c.done for c in here.view.all(Commitment, team=here.team.id) if c.done]
    assert counted["cards confirmed by a peer"] == sum(
        c.column == "done" and c.done is not None and window[0] <= c.done <= window[1] for c in cards
    )
    assert counted["commitments kept"] == sum(window[0] <= done <= window[1] for done in kept)


def test_the_first_session_says_that_later_ones_start_here(bare: Institute) -> None:
    (words,) = review.since_last_time(context(bare, "conditions"))
    assert "every later session starts" in words.text


def test_in_low_trust_mode_only_all_teams_together_are_shown(demo: Institute) -> None:
    here = context(demo, "conditions")
    wary = demo.settings.model_copy(update={"low_trust": True})
    shown = conditions.profile(replace(here, institute=replace(demo, settings=wary)))
    assert [block.title for block in only(Callout, shown)] == ["The results are not published yet"]
    assert only(Chart, shown) == []


def test_the_vision_is_asked_and_not_graded(demo: Institute, bare: Institute) -> None:
    (callout,) = vision.check(context(demo, "vision"))
    assert callout.points
    assert all(point.endswith(("?", ".")) for point in callout.points)
    assert vision.check(context(bare, "vision")) == []


def test_the_planner_starts_from_the_published_baseline_or_from_one_half(
    demo: Institute, bare: Institute
) -> None:
    (table,) = planner.visit_planner(context(bare, "baseline"))
    assert table.rows[0][0] == "know a share to about ± 15 points"
    assert ("see a rise from 50% to 70%", "93 each time", "131 each time") in table.rows
    (table,) = planner.visit_planner(context(demo, "baseline"))
    assert table.rows


def test_an_earlier_vision_says_what_the_next_made_of_it(demo: Institute) -> None:
    (earlier,) = only(Bullets, vision.vision(context(demo, "vision")))
    assert earlier.items[0].startswith("Version 1: ")
    assert " became '" in earlier.items[0]
