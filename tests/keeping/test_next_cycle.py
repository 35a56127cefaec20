"""The next cycle begins with what lives on."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from cadence.cli import app
from cadence.errors import NotAllowed
from cadence.institute import Institute
from cadence.keeping.next_cycle import carry_over, refuse_twice, what_goes_along
from cadence.model import Card, Clause, Entry, Goal, Membership, Review, Vision
from cadence.store import Store, View, Viewer

TEAM = "alcott-elementary"
NEXT = ["next-cycle", "--title", "School year 2026-27", "--starts", "2026-08-03", "--ends", "2027-06-11"]


@pytest.fixture
def house(demo: Institute, tmp_path: Path) -> Institute:
    shutil.copytree(demo.root, tmp_path / "house")
    return Institute.open(tmp_path / "house")


@pytest.fixture
def view(house: Institute) -> Iterator[View]:
    with Store.open(house.database_url) as store:
        yield store.view(Viewer(role="custodian"))


def decide(view: View, decision: str) -> Goal:
    """Let the team's first review decide so, and return its goal."""
    review = view.all(Review, team=TEAM, cycle=1)[0]
    view.write(review.model_copy(update={"decision": decision}))
    return view.get(Goal, review.goal)


def carried(view: View) -> None:
    carry_over(view, what_goes_along(view, 1))


def test_the_vision_goes_along_with_its_clauses_and_is_the_first_of_its_cycle(view: View) -> None:
    before = max(view.all(Vision, team=TEAM, cycle=1), key=lambda each: each.version)
    carried(view)
    (vision,) = view.all(Vision, team=TEAM, cycle=2)
    assert (vision.text, vision.version) == (before.text, 1)
    assert [c.text for c in view.all(Clause, vision=vision.id)] == [
        c.text for c in view.all(Clause, vision=before.id)
    ]


@pytest.mark.parametrize(("decision", "goes"), [("adapt", True), ("adopt", False), ("abandon", False)])
def test_a_goal_goes_along_unless_it_was_adopted_or_abandoned(view: View, decision: str, goes: bool) -> None:
    goal = decide(view, decision)
    (team, _) = what_goes_along(view, 1)
    carried(view)
    found = [each for each in view.all(Goal, team=TEAM, cycle=2) if each.order == goal.order]
    assert bool(found) == goes
    assert bool(team.left) != goes
    for each in found:
        assert each.baseline is None and each.due is None and each.target == goal.target
        assert view.get(Clause, str(each.clause)).text == view.get(Clause, str(goal.clause)).text


def test_open_cards_of_goals_that_go_on_begin_again(view: View) -> None:
    stopped = decide(view, "abandon")
    open_ = [c for c in view.all(Card, team=TEAM, cycle=1) if c.column != "done" and c.goal != stopped.id]
    carried(view)
    cards = view.all(Card, team=TEAM, cycle=2)
    assert sorted(c.title for c in cards) == sorted(c.title for c in open_)
    goals = {goal.id for goal in view.all(Goal, team=TEAM, cycle=2)}
    for card in cards:
        assert card.column in ("ideas", "ready") and not (card.due or card.started or card.mark)
        assert card.goal is None or card.goal in goals


def test_a_card_does_not_go_along_with_somebody_who_has_left(view: View) -> None:
    owner = next(c.owner for c in view.all(Card, team=TEAM, cycle=1) if c.owner and c.column == "doing")
    (seat,) = view.all(Membership, team=TEAM, person=owner)
    view.write(seat.model_copy(update={"left": view.all(Goal, team=TEAM)[0].due}))
    carried(view)
    assert all(owner not in (c.owner, c.verifier) for c in view.all(Card, team=TEAM, cycle=2))


def test_forms_that_hold_from_year_to_year_go_along_and_others_do_not(view: View) -> None:
    view.write(Entry(id="x", cycle=1, team=TEAM, form="charter", values={"purpose": "To see it"}))
    carried(view)
    entries = {entry.form: entry.values for entry in view.all(Entry, team=TEAM, cycle=2)}
    assert entries.keys() == {"charter", "routines-and-succession"}
    assert entries["charter"] == {"purpose": "To see it"}


def test_what_was_stays_as_it_was(view: View) -> None:
    before = [view.all(kind, cycle=1) for kind in (Vision, Goal, Card, Entry, Review)]
    carried(view)
    assert [view.all(kind, cycle=1) for kind in (Vision, Goal, Card, Entry, Review)] == before


def test_nothing_is_carried_over_twice(view: View) -> None:
    carried(view)
    again = what_goes_along(view, 1)
    assert all(each.standing and not each.records for each in again)
    with pytest.raises(NotAllowed, match="begun the next cycle already"):
        refuse_twice(again)


def test_the_command_says_what_goes_along_and_writes_the_cycle_into_the_settings(house: Institute) -> None:
    here = ["--institute", str(house.root)]
    said = CliRunner().invoke(app, [*NEXT, *here, "--check"])
    assert "Nothing was changed." in said.output and "Alcott Elementary: 1 vision" in said.output
    assert Institute.open(house.root).settings == house.settings
    assert CliRunner().invoke(app, [*NEXT, *here, "--yes"]).exit_code == 0
    after = Institute.open(house.root).settings
    assert (after.cycle.number, after.cycle.title) == (2, "School year 2026-27")
    assert after.sessions == () and after.facilitators == house.settings.facilitators


def test_a_cycle_that_begins_before_this_one_ends_is_refused(house: Institute) -> None:
    typed = [*NEXT[:-4], "--starts", "2026-01-01", "--ends", "2027-01-01", "--institute", str(house.root)]
    refused = CliRunner().invoke(app, typed)
    assert "the present one ends on" in str(refused.exception)
