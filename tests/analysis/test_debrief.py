import pandas as pd
import pytest

from cadence.analysis import debrief_order
from cadence.analysis.answers import described

AGREED_HIGH = (0, 0, 2, 10, 12)
AGREED_LOW = (6, 12, 5, 1, 0)
SPLIT = (10, 2, 0, 2, 10)


def profile(**conditions):
    rows = [
        {"condition": name, "family": family, **{f"at_{i}": c for i, c in enumerate(at, start=1)}}
        for name, (family, at) in conditions.items()
    ]
    return described(pd.DataFrame(rows)) if rows else pd.DataFrame(rows)


def order(**conditions):
    return list(debrief_order(profile(**conditions))["condition"])


def test_essentials_come_before_enablers():
    assert order(context=("enabler", SPLIT), team=("essential", AGREED_LOW)) == ["team", "context"]


def test_spread_comes_before_level():
    assert order(low=("essential", AGREED_LOW), split=("essential", SPLIT)) == ["split", "low"]


def test_the_lower_of_two_low_ones_comes_first():
    lower = (12, 11, 1, 0, 0)
    assert order(low=("enabler", AGREED_LOW), lower=("enabler", lower)) == ["lower", "low"]


def test_what_people_agree_is_well_can_wait():
    assert order(team=("essential", AGREED_HIGH), context=("enabler", AGREED_LOW)) == ["context", "team"]


def test_what_may_not_be_shown_comes_last_of_its_kind_and_says_so():
    table = debrief_order(profile(hidden=("essential", (0, 0, 0, 0, 0)), fine=("essential", AGREED_HIGH)))
    assert list(table["condition"]) == ["fine", "hidden"]
    assert table["reason"].iloc[1] == "Too few answers may be shown to say."


def test_the_reason_is_one_sentence_with_the_numbers():
    reason = debrief_order(profile(team=("essential", SPLIT)))["reason"].iloc[0]
    assert "12 of 24 answers favorable and 12 not" in reason
    assert "essentials come before enablers" in reason
    assert reason.count(".") == 1


@pytest.mark.parametrize("points", [2, 4, 7])
def test_other_scales_have_their_own_middle(points):
    at = [0] * points
    at[-1] = 8
    assert debrief_order(profile(team=("essential", tuple(at))))["need"].iloc[0] == "steady"


def test_no_conditions_have_no_order():
    assert debrief_order(profile()).empty
