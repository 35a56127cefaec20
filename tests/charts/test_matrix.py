import pytest

from cadence.charts import fidelity_impact


def test_actions_are_told_by_the_quarter_they_lie_in():
    drawing = fidelity_impact([("Stop", 2, 3), ("Newsletter", 4, 1), ("Slips", 4, 4), ("Posters", 1, 1)])
    assert drawing.title == "Done and helped: 1 of 4; hardly done, so not to be judged yet: 2"
    for told in (
        "Stop: done 2, helped 3 (hardly done, helped where done)",
        "Newsletter: done 4, helped 1 (done, no sign of help)",
        "Slips: done 4, helped 4 (done and helped)",
        "Posters: done 1, helped 1 (hardly done, no sign of help)",
    ):
        assert told in drawing.alt


def test_no_action_is_an_empty_square_to_write_on():
    assert fidelity_impact([]).title == "Was it done, and did it help? To be filled in"


@pytest.mark.parametrize("count", [1, 9, 30])
def test_any_number_of_actions_is_drawn(count):
    assert fidelity_impact([("A long name of an action " * 5, 4, 4)] * count).svg.startswith("<svg")
