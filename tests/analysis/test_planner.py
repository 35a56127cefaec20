import pytest
from hypothesis import given
from hypothesis import strategies as st

from cadence.analysis import change_seen, design_effect, visits_for_change, visits_for_interval, wilson
from cadence.analysis.planner import _fewer, _visits
from cadence.errors import CadenceError


# R: power.prop.test(p1 = .50, p2 = .75, power = .90) in its help page gives n = 76.7; 40 to 60% gives 96.92.
def test_visits_for_a_change_are_those_of_r():
    assert _visits(0.5, 0.75, 0.9, 0.95) == pytest.approx(76.7, abs=0.05)
    assert visits_for_change(0.4, 0.6).visits == 97
    assert visits_for_change(0.5, 0.75, power=0.9).visits == 77


# Cochran (1977), 4.4: 400 of 3,200 islanders become 356.
def test_a_small_population_needs_fewer_visits_as_in_cochran():
    n = visits_for_interval(0.5, 0.05, confidence=0.9545).visits
    assert n == pytest.approx(400, abs=4)  # Wilson's interval is a little narrower than Cochran's
    fewer = visits_for_interval(0.5, 0.05, confidence=0.9545, population=3200).visits
    assert fewer == pytest.approx(356, abs=4)


def test_bunches_need_more_visits():
    assert design_effect(0.2, 6) == 2
    assert visits_for_change(0.4, 0.6, effect=2).visits == 194
    assert visits_for_interval(0.5, 0.1, effect=2).visits == 2 * visits_for_interval(0.5, 0.1).visits


def test_the_plan_is_told_in_a_sentence():
    assert visits_for_change(0.4, 0.6).words.startswith("97 visits each time show a move from 40% to 60%")
    assert "plus or minus 10 points" in visits_for_interval(0.5, 0.1).words


def test_nobody_needs_more_visits_than_there_are():
    assert visits_for_interval(0.5, 0.01, population=40).visits <= 40


@given(st.floats(0, 1), st.floats(0.02, 0.45))
def test_so_many_visits_are_enough_and_one_less_is_not(share, within):
    n = visits_for_interval(share, within).visits
    low, high = wilson(share * n, n)
    assert (high - low) / 2 <= within + 1e-9
    if n > 1:
        low, high = wilson(share * (n - 1), n - 1)
        assert (high - low) / 2 > within - 1e-9


@given(st.floats(0.05, 0.8), st.integers(20, 2000))
def test_the_change_that_would_be_seen_asks_for_as_many_visits_as_there_are(before, visits):
    rise = change_seen(before, visits)
    if rise is not None:
        assert _visits(before, before + rise, 0.8, 0.95) == pytest.approx(visits, rel=1e-4)


def test_too_few_visits_show_no_change_at_all():
    assert change_seen(0.9, 3) is None


@pytest.mark.parametrize(
    "call",
    [
        lambda: visits_for_change(0.4, 0.4),
        lambda: visits_for_change(0, 0.4),
        lambda: visits_for_interval(1.2, 0.1),
        lambda: visits_for_interval(0.5, 0),
        lambda: design_effect(1.5, 3),
    ],
)
def test_what_cannot_be_planned_is_refused(call):
    with pytest.raises(CadenceError):
        call()


def test_one_visit_is_one_visit_however_few_there_could_be():
    assert _fewer(1, 50) == 1
    assert _fewer(400, 3200) == pytest.approx(355.65, abs=0.01)
