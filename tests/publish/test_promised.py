import pytest

from cadence.errors import NotAllowed, StaleRevision
from cadence.publish import preview, promise

FULL = {"b1": 4, "b2": 2, "s1": 3, "t1": 5}


def five(kit, teams="t"):
    return kit.FakeView(*(kit.response(i, FULL, team=team) for team in teams for i in range(5)))


@pytest.mark.parametrize(
    ("told", "now", "words"), [(True, False, "all teams"), (False, True, "their own team")]
)
def test_low_trust_cannot_be_switched_for_a_wave_that_somebody_answered(kit, told, now, words):
    view = five(kit)
    promise(view, kit.settings(low_trust=told), 1, 1, kit.NOW)
    with pytest.raises(NotAllowed, match=f"were told that results are shown for {words}") as refused:
        promise(view, kit.settings(low_trust=now), 1, 1, kit.NOW)
    with pytest.raises(NotAllowed):
        kit.publish(view, low_trust=now)
    assert f"'low_trust = {str(told).lower()}' into institute.toml" in str(refused.value)


def test_the_same_promise_twice_is_one_promise(kit):
    view = kit.FakeView()
    for _ in range(2):
        promise(view, kit.settings(), 1, 1, kit.NOW)
    assert len(view.records) == 1


def test_the_next_wave_may_be_asked_under_the_other_promise(kit):
    view = five(kit)
    promise(view, kit.settings(), 1, 1, kit.NOW)
    promise(view, kit.settings(low_trust=True), 1, 2, kit.NOW)
    with pytest.raises(NotAllowed):
        promise(view, kit.settings(), 1, 2, kit.NOW)


def test_what_is_revealed_first_is_the_promise_where_none_is_on_record(kit):
    view = five(kit, "abc")
    kit.publish(view, team="a", low_trust=False)
    with pytest.raises(NotAllowed):
        kit.publish(view, team=None, low_trust=True)


def test_a_preview_promises_nothing(kit):
    view = five(kit)
    preview(view, kit.library, kit.settings(), cycle=1, team="t", kind="conditions", now=kit.NOW)
    assert view.all(kit.Publication) == []


def test_visits_are_no_secret_and_need_no_promise(kit):
    view = kit.FakeView(*(kit.visit(i, talk=2) for i in range(6)))
    promise(view, kit.settings(low_trust=True), 1, 1, kit.NOW)
    assert kit.publish(view, kind="baseline").body["visits"] == 6


def test_of_two_promises_in_the_same_moment_the_other_must_hold(kit):
    view, other = kit.FakeView(), kit.FakeView()
    promise(other, kit.settings(low_trust=True), 1, 1, kit.NOW)
    told = other.records[0]
    answers = iter([None, None, told])
    view.first = lambda kind, **equals: next(answers)

    def write(record):
        raise StaleRevision("Somebody made it first.", told)

    view.write = write
    with pytest.raises(NotAllowed):
        promise(view, kit.settings(), 1, 1, kit.NOW)
