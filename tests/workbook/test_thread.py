"""From any number to where it belongs, and the thread as a picture and a list."""

from dataclasses import replace

from cadence.blocks import Bullets, Callout, Chart, Table
from cadence.institute import Institute
from cadence.model import Card, Evidence
from cadence.workbook import Workbook, thread
from cadence.workbook.context import Context
from cadence.workbook.plan import goals_of
from cadence.workbook.vision import clauses


def context(house: Institute, session: str = "review") -> Context:
    return Workbook.open(str(house.root), session=session)._context


def test_the_thread_is_a_picture_and_the_same_as_a_list(demo: Institute) -> None:
    picture, table, *loose = thread.thread(context(demo))
    assert isinstance(picture, Chart) and isinstance(table, Table)
    for clause in clauses(context(demo)):
        assert clause.text in picture.alt
        assert any(clause.text in row for row in table.rows)
    assert all(isinstance(block, Callout) for block in loose)


def test_a_card_says_in_the_list_what_shows_it(demo: Institute) -> None:
    here = context(demo)
    proof = here.view.all(Evidence, team=here.team.id)[0]
    title = here.view.get(Card, proof.card).title
    table = thread.thread(here)[1]
    assert any(f"{title} (done, with evidence" in row[-1] for row in table.rows)


def test_what_is_shown_later_was_not_there_before(demo: Institute) -> None:
    table = thread.thread(context(demo, "plan"))[1]
    assert not any("with evidence" in row[-1] or "on the trend" in row[-1] for row in table.rows)


def test_a_number_leads_back_to_the_need_and_forward_to_the_cards(demo: Institute) -> None:
    here = context(demo)
    (bullets,) = thread.of_goals(here)
    assert isinstance(bullets, Bullets)
    goal = goals_of(here)[0]
    assert any(
        "answers the need" in told and f"“{goal.statement}”" in told and "cards done" in told
        for told in bullets.items
    )


def test_the_numbers_of_a_baseline_and_of_conditions_belong_somewhere_too(demo: Institute) -> None:
    assert thread.of_baseline(context(demo, "baseline"))
    (bullets,) = thread.of_conditions(context(demo, "conditions"))
    named = {clause.text for clause in clauses(context(demo)) if clause.need}
    assert all(any(text in told for text in named) for told in bullets.items)


def test_before_there_is_a_vision_nothing_belongs_anywhere(bare: Institute) -> None:
    here = context(bare)
    assert thread.thread(here) == []
    assert [*thread.of_goals(here), *thread.of_baseline(here), *thread.of_conditions(here)] == []


def test_ideas_that_serve_no_goal_are_only_ideas(demo: Institute) -> None:
    here = context(demo)
    ideas = [card for card in here.view.all(Card, team=here.team.id) if card.column == "ideas"]
    shown = str(thread.thread(here))
    assert ideas and not any(card.title in shown for card in ideas if not card.goal)


def test_another_cycle_has_a_thread_of_its_own(demo: Institute) -> None:
    assert thread.thread(replace(context(demo), cycle=2)) == []
