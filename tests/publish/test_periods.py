"""Visits by grade band over time: each visit in one period at most, each period suppressed by itself."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from cadence.content import Content
from cadence.model import Observation
from cadence.publish.periods import WEEKS, periods

METRIC = Content.load().metric("walkthrough")
LOOK = METRIC.indicators[0]
AFTER = date(2025, 11, 18)
BANDS = METRIC.grade_bands[:3]


def visit(number: int, days: int, band: str, room: str = "", level: int | None = 1) -> Observation:
    return Observation(
        id=f"v{number}", cycle=1, team="t", metric=METRIC.id, observer="o", on=AFTER + timedelta(days=days),
        grade_band=band, room=room or f"R{number}", levels={LOOK.id: level},
    )  # fmt: skip


def shown(found: list) -> list[tuple[str, int, int]]:
    return [
        (row["grade_band"], int(row["good"]), int(row["n"]))
        for each in found
        for row in each.bands.to_dict("records")
        if not row["unsaid"]
    ]


def at(weeks: int) -> date:
    return AFTER + timedelta(weeks=weeks)


def test_a_period_begins_after_the_baseline_and_is_left_out_until_it_is_over() -> None:
    seen = [visit(n, 1 + n, BANDS[0]) for n in range(9)] + [visit(99, 0, BANDS[0])]
    assert periods(METRIC, seen, AFTER, at(WEEKS), 5) == []
    (one,) = periods(METRIC, seen, AFTER, at(WEEKS) + timedelta(days=1), 5)
    assert one.visits == 9


def test_a_grade_band_with_few_visits_or_rooms_is_not_shown() -> None:
    many = [visit(n, 1 + n, BANDS[0]) for n in range(20)]
    few = [visit(100 + n, 1 + n, BANDS[1]) for n in range(3)]
    two_rooms = [visit(200 + n, 1 + n, BANDS[2], room=f"X{n % 2}") for n in range(9)]
    found = periods(METRIC, [*many, *few, *two_rooms], AFTER, at(WEEKS + 1), 5)
    assert {band for band, _, _ in shown(found)} <= {BANDS[0]}


VISITS = st.lists(
    st.tuples(
        st.integers(-10, 200),
        st.sampled_from(BANDS),
        st.sampled_from("ABCDEFG"),
        st.sampled_from([None, 1, 4]),
    ),
    max_size=60,
)


@given(VISITS, st.integers(0, 220), st.integers(3, 8))
def test_no_number_of_a_period_says_anything_of_fewer_visits_than_the_threshold(
    made, until, threshold
) -> None:
    seen = [visit(n, *each) for n, each in enumerate(made)]
    found = periods(METRIC, seen, AFTER, AFTER + timedelta(days=until), threshold)
    assert all(n >= threshold for _, _, n in shown(found))


@given(VISITS, st.integers(0, 220), st.integers(0, 220))
def test_what_is_shown_of_a_period_is_the_same_whenever_it_is_asked_for(made, one, other) -> None:
    seen = [visit(n, *each) for n, each in enumerate(made)]
    early, late = (periods(METRIC, seen, AFTER, AFTER + timedelta(days=d), 5) for d in sorted((one, other)))
    assert shown(late)[: len(shown(early))] == shown(early)
    assert sum(each.visits for each in late) <= sum(v.on > AFTER for v in seen)
