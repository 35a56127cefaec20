from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from cadence.publish import exportable
from cadence.publish.conditions import item_counts
from cadence.publish.disclosure import presentable

ITEMS = ("b1", "b2", "s1", "t1")
VALUE = st.one_of(st.none(), st.integers(1, 5))
ANSWERS = st.lists(st.dictionaries(st.sampled_from(ITEMS), VALUE), min_size=5, max_size=9)


def revealed(kit, answers, **changes):
    view = kit.FakeView(*(kit.response(i, a, comments={"o1": "Time."}) for i, a in enumerate(answers)))
    kit.publish(view, **changes)
    return view


@given(ANSWERS)
def test_every_published_table_can_be_made_from_the_rows(kit, answers):
    view = revealed(kit, answers)
    survey = kit.library.survey("conditions")
    found = exportable(view, 1)
    published = {row["item"]: row for row in view.first(kit.Publication, kind="conditions").body["items"]}
    again = item_counts(survey, found.responses).set_index("item")
    held = {each.what for each in found.withheld}
    for item, row in published.items():
        if item in held:
            assert "unsaid" in row or any(row["sides"])
            assert again.loc[item, "missing"] == len(answers)
        else:
            assert [again.loc[item, f"at_{i}"] for i in range(1, 6)] == row["counts"]
            assert [again.loc[item, k] for k in ("cannot_say", "missing")] == [
                row["cannot_say"],
                row["missing"],
            ]


def test_no_row_is_a_person_and_no_two_exports_know_each_other(kit):
    answers = [{"b1": v, "s1": v, "t1": v} for v in (1, 2, 3, 4, 5)] * 2
    view = revealed(kit, answers)
    one, other = exportable(view, 1), exportable(view, 1)
    assert len({r.person for r in (*one.responses, *other.responses)}) == 20
    together = [tuple(sorted(r.answers.items())) for r in one.responses]
    assert Counter(together) != Counter(tuple(sorted(a.items())) for a in answers)
    assert "person-t" not in str(one)
    assert {r.submitted for r in one.responses} == {kit.NOW}
    assert not any(r.comments or r.listed for r in one.responses)


def test_an_answer_after_the_reveal_changes_nothing_that_leaves(kit):
    view = revealed(kit, [{"b1": v} for v in (1, 2, 3, 4, 5)])

    def counted():
        return Counter(value for r in exportable(view, 1).responses for value in r.answers.values())

    before = counted()
    view.records.append(kit.response(9, {"b1": 1}))
    assert counted() == before


def test_what_is_not_revealed_does_not_leave(kit):
    view = kit.FakeView(*(kit.response(i, {"b1": i}) for i in range(1, 6)))
    assert exportable(view, 1).responses == ()
    kit.publish(kit.FakeView(*view.records[:4]))
    assert exportable(view, 1).responses == ()


def test_an_item_that_is_not_shown_by_point_stays_behind_with_the_reason(kit):
    found = exportable(revealed(kit, [{"b1": 4, "s1": v} for v in (1, 1, 4, 4, 5)]), 1)
    assert {item for r in found.responses for item in r.answers} == {"s1"}
    assert {each.what: each.why[:13] for each in found.withheld} == {
        "b1": "Answers so al", "b2": "Not shown: to", "t1": "Not shown: to",
    }  # fmt: skip


def test_in_low_trust_no_row_names_a_team(kit):
    view = kit.FakeView(*(kit.response(i, {"b1": i}, team=t) for t in "abc" for i in range(1, 6)))
    kit.publish(view, team=None, low_trust=True)
    found = exportable(view, 1).responses
    assert {r.team for r in found} == {""}
    assert len(found) == 15


def test_the_sum_of_teams_does_not_leave_a_second_time(kit):
    view = kit.FakeView(*(kit.response(i, {"b1": i}, team=t) for t in "abc" for i in range(1, 6)))
    for team in ("a", "b", "c", None):
        kit.publish(view, team=team)
    assert Counter(r.team for r in exportable(view, 1).responses) == {"a": 5, "b": 5, "c": 5}


def test_what_leaves_is_safe_to_publish_as_it_is(kit):
    """Whoever takes the rows in elsewhere and publishes them shows nothing that was held back here."""
    view = revealed(kit, [{"b1": 4, "s1": v} for v in (1, 1, 4, 4, 5)])
    again = item_counts(kit.library.survey("conditions"), exportable(view, 1).responses)
    assert presentable(again, 5)["item"].tolist() == ["s1"]
