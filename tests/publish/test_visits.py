from hypothesis import given
from hypothesis import strategies as st

from cadence.publish import Baseline

BANDS = ["K-2", "3-5", "6-8", ""]
VISITS = st.lists(st.tuples(st.sampled_from(BANDS), st.one_of(st.none(), st.integers(0, 3))), max_size=30)


def some(kit, rows, team="t"):
    return [kit.visit(i, team=team, band=band, talk=level) for i, (band, level) in enumerate(rows)]


def baseline(kit, rows):
    return kit.body_of(*some(kit, rows), kind="baseline")


def test_the_baseline_counts_visits_by_look_for(kit):
    body = baseline(kit, [("K-2", 3)] * 4 + [("K-2", 0)] * 2 + [("K-2", None)])
    talk, task = body["indicators"]
    assert (talk["good"], talk["n"], talk["not_observed"]) == (4, 6, 1)
    assert task == {"indicator": "task", "title": "Task", "unsaid": "Fewer than 5 visits could observe it."}
    assert (body["visits"], body["first"], body["last"]) == (7, "2026-09-07", "2026-09-07")


def bands(body):
    return {row["grade_band"] for row in body["bands"] if "unsaid" not in row}


@given(st.lists(st.tuples(st.sampled_from(BANDS), st.integers(0, 3)), max_size=4))
def test_under_five_visits_nothing_published_depends_on_any_of_them(kit, rows):
    assert baseline(kit, rows) == kit.body_of(kind="baseline")


def test_too_few_visits_say_why(kit):
    read = Baseline.from_body(kit.body_of(kind="baseline"))
    assert not read
    assert read.unsaid == "A baseline is shown after 5 or more visits."
    assert read.indicators.empty


@given(VISITS)
def test_no_grade_band_can_be_had_by_taking_the_others_from_the_total(kit, rows):
    body = baseline(kit, rows)
    if "unsaid" in body or "unsaid" in body["indicators"][0]:
        return
    shown = {row["grade_band"]: row["n"] for row in body["bands"] if "unsaid" not in row}
    sizes = {}
    for band, level in rows:
        if level is not None:
            sizes[band or "not given"] = sizes.get(band or "not given", 0) + 1
    left = {band: n for band, n in sizes.items() if band not in shown}
    assert all(n >= 5 for n in shown.values())
    assert body["indicators"][0]["n"] - sum(shown.values()) == sum(left.values())
    if left and shown:
        assert len(left) >= 2
        assert sum(left.values()) >= 5


def test_bands_come_in_the_order_of_the_metric_and_blank_ones_last(kit):
    body = baseline(kit, [(band, 3) for band in ("", "6-8", "K-2") for _ in range(5)])
    assert [row["grade_band"] for row in body["bands"]] == ["K-2", "6-8", "not given"]


def test_the_baseline_reads_back_as_tables(kit):
    read = Baseline.from_body(baseline(kit, [("K-2", 3)] * 6 + [("3-5", 0)] * 6))
    assert read.visits == 12
    assert read.indicators.set_index("indicator").loc["talk", "share"] == 0.5
    assert read.bands[["grade_band", "good", "n"]].to_numpy().tolist() == [["K-2", 6, 6], ["3-5", 0, 6]]


def test_the_institute_adds_up_what_three_teams_show(kit):
    view = kit.FakeView(*(v for n in "abc" for v in some(kit, [("K-2", 3)] * 4 + [("3-5", 0)] * 6, team=n)))
    for name in "abc":
        kit.publish(view, team=name, kind="baseline")
    body = kit.publish(view, team=None, kind="baseline").body
    assert (body["indicators"][0]["good"], body["indicators"][0]["n"]) == (12, 30)
    # Four visits were too few to show in every team, and took the other band with them.
    assert all("unsaid" in row for row in body["bands"])


def test_two_teams_make_no_institute(kit):
    view = kit.FakeView(*(v for n in "ab" for v in some(kit, [("K-2", 3)] * 6, team=n)))
    for name in "ab":
        kit.publish(view, team=name, kind="baseline")
    assert kit.publish(view, team=None, kind="baseline").body["unsaid"]


def test_a_grade_band_of_two_rooms_points_to_a_teacher_and_is_hidden(kit):
    rows = [(band, 3 * (i % 2)) for band in ("K-2", "3-5", "6-8") for i in range(8)]
    in_rooms = [v.model_copy(update={"room": f"{v.grade_band} {i % 2 if v.grade_band == 'K-2' else i % 4}"})
                for i, v in enumerate(some(kit, rows))]  # fmt: skip
    shown = bands(kit.body_of(*in_rooms, kind="baseline"))
    assert shown == {"6-8"}
    assert bands(baseline(kit, rows)) == {"K-2", "3-5", "6-8"}


def test_bands_in_which_nothing_was_seen_do_not_tell_it_by_the_total(kit):
    body = baseline(kit, [("K-2", 0)] * 3 + [("3-5", 0)] * 3 + [("6-8", 3)] * 6)
    assert all("unsaid" in row for row in body["bands"] if row["indicator"] == "talk")
