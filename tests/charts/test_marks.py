from hypothesis import given
from hypothesis import strategies as st

from cadence.charts.marks import place

MARKS = st.lists(st.tuples(st.floats(40, 424), st.text("abc xyz", min_size=1, max_size=30)), max_size=9)


@given(MARKS)
def test_no_label_overlaps_another(made):
    placed = place(made)
    assert sorted((p.x, p.words) for p in placed) == sorted(made)
    for i, one in enumerate(placed):
        for other in placed[i + 1 :]:
            if one.level == other.level:
                assert one.end <= other.start or other.end <= one.start


def test_marks_with_room_to_their_right_keep_clear_of_each_others_lines():
    placed = place([(60.0, "Exit slips"), (110.0, "Talk moves"), (160.0, "Targets")])
    for low in placed:
        assert not any(low.start < high.x < low.end for high in placed if high.level > low.level)
