from datetime import timedelta

import pytest

from cadence.model import Person, Response
from cadence.publish import latest
from cadence.publish.standing import earlier

SECOND = {"survey": "pulse", "wave": 2}


def waves(kit, first, second, gap=30):
    """Return a view in which a first wave is published and a second can be; people by number."""
    folk = (Person(id=f"person-t-{i}", name=str(i)) for i in range(12))
    view = kit.FakeView(*folk, *(kit.response(i, {"s1": v}) for i, v in first.items()))
    kit.publish(view)
    later = kit.NOW + timedelta(days=gap)
    view.records += [kit.response(i, {"s1": v}, submitted=later, **SECOND) for i, v in second.items()]
    return view


def shown(view, kit):
    return "unsaid" not in kit.publish(view, wave=2).body["items"][2]


EIGHT = dict(enumerate([2, 2, 3, 4, 4, 4, 5, 5]))


def without(people, *numbers):
    return {i: v for i, v in people.items() if i not in numbers}


def test_somebody_who_left_while_nobody_changed_is_not_told_by_the_difference(kit):
    assert not shown(waves(kit, EIGHT, without(EIGHT, 2)), kit)


def test_somebody_new_while_nobody_changed_is_not_told_by_the_difference(kit):
    assert not shown(waves(kit, EIGHT, EIGHT | {8: 1}), kit)


def test_one_who_took_anothers_place_is_not_told_by_the_difference(kit):
    assert not shown(waves(kit, EIGHT, without(EIGHT, 2) | {8: 1}), kit)


def test_somebody_who_left_is_lost_in_the_changes_of_those_who_stayed(kit):
    assert shown(waves(kit, EIGHT, without(EIGHT, 2) | {0: 3, 5: 5}), kit)


def test_the_same_people_may_change_as_little_as_they_like(kit):
    assert shown(waves(kit, EIGHT, EIGHT | {0: 3}), kit)
    assert shown(waves(kit, EIGHT, EIGHT), kit)


def test_as_many_changes_of_people_as_the_threshold_tell_of_nobody(kit):
    new = without(EIGHT, 0, 1, 2) | {8: 2, 9: 2, 10: 3}
    assert shown(waves(kit, EIGHT, new), kit)
    assert not shown(waves(kit, EIGHT, without(EIGHT, 0, 1) | {8: 2, 9: 2}), kit)


def test_what_was_not_shown_before_has_no_difference(kit):
    few = {i: (v if i < 4 else None) for i, v in EIGHT.items()}
    assert shown(waves(kit, few, without(EIGHT, 2)), kit)


def test_an_item_shown_by_side_is_compared_by_side(kit):
    alike = dict(enumerate([1, 4, 4, 4, 4, 4, 4, 4]))
    assert not shown(waves(kit, alike, without(alike, 0)), kit)
    assert not shown(waves(kit, alike, {1: 4, 2: 4, 3: 5, 4: 5, 5: 5, 6: 4, 7: 4}), kit)
    assert shown(waves(kit, alike, {1: 1, 2: 2, 3: 2, 4: 5, 5: 5, 6: 4, 7: 4}), kit)


def test_people_whose_answers_were_erased_may_have_stayed(kit):
    view = waves(kit, EIGHT, without(EIGHT, 2))
    view.records = [r for r in view.records if getattr(r, "wave", 2) == 2 or isinstance(r, kit.Publication)]
    (found,) = earlier(view, "t", [r.person for r in view.all(Response)])
    assert (found.respondents, found.stayed) == (8, range(8))
    assert not shown(view, kit)


def test_an_answer_that_came_after_the_reveal_was_not_in_it(kit):
    view = waves(kit, EIGHT, EIGHT)
    view.records.append(kit.response(8, {"s1": 1}, submitted=kit.NOW + timedelta(days=1)))
    (found,) = earlier(view, "t", ["person-t-8"])
    assert list(found.stayed) == [0]


def test_whoever_answered_without_a_name_may_be_anybody(kit):
    view = waves(kit, EIGHT, EIGHT)
    view.records = [r for r in view.records if not isinstance(r, Person) or r.id == "person-t-0"]
    (found,) = earlier(view, "t", [f"person-t-{i}" for i in range(8)])
    assert found.stayed == range(1, 9)


def test_another_teams_results_are_another_matter(kit):
    view = waves(kit, EIGHT, EIGHT)
    assert earlier(view, "other", ["person-t-1"]) == []


@pytest.mark.parametrize("cycle", [2, 3])
def test_the_results_of_another_year_stand_as_well(kit, cycle):
    from cadence.publish import reveal

    view = waves(kit, EIGHT, {})
    view.records += [
        kit.response(i, {"s1": v}, cycle=cycle).model_copy(update={"id": f"later-{i}"})
        for i, v in without(EIGHT, 2).items()
    ]
    asked = {"cycle": cycle, "team": "t", "kind": "conditions", "now": kit.NOW}
    body = reveal(view, kit.library, kit.settings(), **asked).body
    assert "unsaid" in body["items"][2]


def test_all_teams_together_are_compared_with_all_teams_together(kit):
    first = [kit.response(i, {"s1": v}, team=t) for t in "abc" for i, v in EIGHT.items()]
    view = kit.FakeView(*first, *(Person(id=r.person, name="x") for r in first))
    kit.publish(view, team=None, low_trust=True)
    view.records += [
        r.model_copy(update={"id": f"{r.id}-2", **SECOND}) for r in first if r.person != "person-a-2"
    ]
    body = kit.publish(view, team=None, low_trust=True, wave=2).body
    assert "unsaid" in body["items"][2]


def test_latest_finds_the_newest_wave_or_the_one_named(kit):
    view = kit.FakeView()
    one, two = kit.publish(view), kit.publish(view, wave=2)
    kit.publish(view, kind="baseline", wave=1)
    assert latest(view, "conditions", 1, "t") == two
    assert latest(view, "conditions", 1, "t", wave=1) == one
    assert latest(view, "conditions", 1, "other") is None
    assert latest(view, "conditions", 2, "t") is None


def renamed(view, wave):
    """Put pseudonyms, as an export gives them, in place of the names of those who answered a wave."""
    for place, each in enumerate(view.records):
        if isinstance(each, Response) and each.wave == wave:
            view.records[place] = each.model_copy(update={"person": f"pseudonym-{each.person}"})
    return view


def stayed(view, wave):
    (before,) = earlier(view, "t", {r.person for r in view.all(Response) if r.wave == wave})
    return before.stayed


def test_pseudonyms_of_an_export_are_told_apart_as_people_are(kit):
    five_stayed = waves(kit, EIGHT, without(EIGHT, 0, 1, 2))
    assert stayed(renamed(renamed(five_stayed, 1), 2), 2) == range(5, 6)


def test_somebody_may_have_answered_under_a_pseudonym_before_and_by_name_now(kit):
    view = renamed(waves(kit, EIGHT, without(EIGHT, 0, 1, 2)), 1)
    assert stayed(view, 2) == range(6)
