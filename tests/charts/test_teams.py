import xml.etree.ElementTree as Tree

from cadence.analysis import Unsaid
from cadence.charts import condition_multiples
from cadence.publish import ConditionProfile

NOTHING = ConditionProfile.from_body({"title": "C", "points": ["1", "2"], "unsaid": "Too few yet."})


def test_the_title_counts_where_teams_would_start(profile):
    drawing = condition_multiples({"Adams": profile(), "Bell": profile(), "Cole": NOTHING})
    assert drawing.title == "2 of 2 teams would talk first about Real team"
    assert "Cole: nothing shown" in drawing.alt
    Tree.fromstring(drawing.svg)


def test_teams_stand_in_the_order_given(profile):
    alt = condition_multiples({"Zoe": profile(), "Adams": profile()}).alt
    assert alt.index("Zoe") < alt.index("Adams")


def test_no_results_are_said():
    assert isinstance(condition_multiples({"Adams": NOTHING}), Unsaid)
    assert isinstance(condition_multiples({}), Unsaid)


def test_when_nothing_presses_no_team_is_singled_out(profile):
    well = profile((("r", "Real team", "essential", {"Bounded": (0, 0, 0, 5, 9)}),))
    assert (
        condition_multiples({"A": well}).title
        == "No condition asks for a conversation first in any of 1 teams"
    )
