from datetime import UTC, datetime

import pytest

from cadence.errors import NotAllowed, NotFound
from cadence.model import Response, Step, Team
from cadence.publish import steps
from cadence.store import Store, Viewer

NOW = datetime(2026, 9, 20, 12, tzinfo=UTC)
FULL = {"b1": 4, "b2": 2, "s1": 3, "t1": 5}


@pytest.fixture
def store(tmp_path):
    with Store.open(f"sqlite:///{tmp_path / 'x.sqlite'}") as opened:
        opened.view(Viewer("custodian")).write(*(Team(id=name, name=name) for name in "tuv"))
        yield opened


@pytest.fixture
def custodian(store):
    return store.view(Viewer("custodian"))


def move(view, wanted, teams="t", **where):
    return steps.set_state(view, wanted, **{"cycle": 1, "teams": list(teams), "session": 2} | where)


def answer(custodian, kit, people=5, **changes):
    custodian.write(*(kit.response(i, FULL, **changes) for i in range(people)))


def reveal(custodian, kit, team="t", kind="conditions", low_trust=False, **changes):
    asked = {"cycle": 1, "team": team, "kind": kind, "now": NOW} | changes
    return steps.reveal(custodian, kit.library, kit.settings(low_trust=low_trust), **asked)


def test_pre_work_and_its_survey_are_open_from_the_start_and_nothing_else(custodian):
    found = steps.Steps.read(custodian, 1, "t")
    assert [found.state(n) for n in range(6)] == ["open", *["closed"] * 5]
    assert [found.state(1, name) for name in ("conditions", "pulse", "baseline")] == [
        "open",
        "closed",
        "closed",
    ]


def test_what_is_opened_is_open_for_those_teams_in_that_session_alone(custodian):
    move(custodian, "open", "tu")
    assert [steps.state(custodian, 1, name, 2) for name in "tuv"] == ["open", "open", "closed"]
    assert steps.state(custodian, 1, "t", 3) == steps.state(custodian, 2, "t", 2) == "closed"


def test_opening_and_closing_again_keeps_one_record(custodian):
    for wanted in ("open", "closed", "open"):
        move(custodian, wanted)
    assert [each.state for each in custodian.all(Step)] == ["open"]


def test_setting_a_step_as_it_is_changes_nothing(custodian):
    assert move(custodian, "open") == move(custodian, "open")


def test_a_member_reads_the_steps_and_cannot_set_them(store, custodian):
    member = store.view(Viewer("member", "p", "t"))
    move(custodian, "open")
    assert steps.state(member, 1, "t", 2) == "open"
    with pytest.raises(NotAllowed):
        move(member, "closed")


def test_a_step_that_there_is_not_is_met_with_those_that_there_are(custodian):
    with pytest.raises(NotFound, match="page, conditions"):
        move(custodian, "open", step="lunch")
    with pytest.raises(NotFound):
        steps.state(custodian, 1, "t", 1, "lunch")


def test_a_reveal_publishes_and_sets_the_step(custodian, kit):
    answer(custodian, kit)
    assert reveal(custodian, kit).body["respondents"] == 5
    assert steps.state(custodian, 1, "t", 0, "conditions") == "revealed"
    assert [(each.step, each.state) for each in custodian.all(Step)] == [("conditions", "revealed")]


def test_too_few_answers_are_refused_with_the_reason_and_the_step_stays(custodian, kit):
    answer(custodian, kit, people=4)
    with pytest.raises(NotAllowed, match="5 or more people"):
        reveal(custodian, kit)
    assert steps.state(custodian, 1, "t", 1, "conditions") == "open"


def test_a_publication_that_stands_is_revealed_whatever_the_step_says(custodian, kit):
    answer(custodian, kit)
    kit.publish(custodian)
    assert steps.state(custodian, 1, "t", 1, "conditions") == "revealed"
    assert custodian.all(Step) == []


@pytest.mark.parametrize("wanted", ["open", "closed"])
def test_what_is_revealed_is_neither_opened_nor_closed_again(custodian, kit, wanted):
    answer(custodian, kit)
    reveal(custodian, kit)
    with pytest.raises(NotAllowed, match="next pulse"):
        move(custodian, wanted, step="conditions")
    changed = move(custodian, wanted, "tu", step="conditions")
    assert [(each.team, each.state) for each in changed] == [("u", wanted)]


def test_after_a_pulse_that_is_revealed_comes_another(custodian, kit):
    move(custodian, "open", step="pulse")
    found = steps.Steps.read(custodian, 1, "t")
    assert (found.state(5, "pulse"), found.wave("pulse")) == ("open", 2)
    answer(custodian, kit, survey="pulse", wave=2)
    reveal(custodian, kit, wave=2)
    assert steps.state(custodian, 1, "t", 5, "pulse") == "revealed"
    move(custodian, "open", step="pulse")
    found = steps.Steps.read(custodian, 1, "t")
    assert (found.state(5, "pulse"), found.wave("pulse")) == ("open", 3)
    move(custodian, "closed", step="pulse")
    assert steps.state(custodian, 1, "t", 5, "pulse") == "closed"


def test_in_low_trust_the_one_result_of_all_reveals_the_step_of_each(custodian, kit):
    for name in "tuv":
        answer(custodian, kit, people=6, team=name)
    reveal(custodian, kit, team=None, low_trust=True)
    assert [steps.state(custodian, 1, name, 1, "conditions") for name in "tuv"] == ["revealed"] * 3


def test_a_total_of_what_teams_show_reveals_no_team_that_has_not_shown_its_own(custodian, kit):
    for name in "tuv":
        answer(custodian, kit, people=6, team=name)
        reveal(custodian, kit, team=name)
    custodian.write(Team(id="w", name="w"))
    reveal(custodian, kit, team=None)
    assert steps.state(custodian, 1, "w", 1, "conditions") == "open"
    assert custodian.all(Response, team="w") == []


def test_two_who_open_in_the_same_moment_both_find_it_open(custodian):
    class Late:
        """A view whose first write comes just after somebody else's."""

        def __init__(self, view):
            self.view, self.waited = view, False
            self.all, self.first = view.all, view.first

        def write(self, *written):
            if not self.waited:
                self.waited = True
                move(self.view, "closed")
            return self.view.write(*written)

    assert move(Late(custodian), "open")[0].state == "open"
    assert steps.state(custodian, 1, "t", 2) == "open"
