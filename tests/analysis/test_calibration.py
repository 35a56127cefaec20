import pandas as pd
import pytest

from cadence.analysis import agreement_report, disagreements, hardest_units, leanings, paradox
from cadence.analysis.ratings import wide
from cadence.errors import CadenceError

SCALE = ["Not yet", "Partly", "Mostly", "Fully"]
VIGNETTES = pd.DataFrame(
    {
        "Ana": ["Partly", "Mostly", "Fully", " "],
        "Bo": ["Partly", "Partly", "Fully", "Fully"],
        "Cy": ["Not yet", "Mostly", "Fully", ""],
    },
    index=["v1", "v2", "v3", "v4"],
)


def _two(cross):
    rows = [(a, b) for a, row in enumerate(cross) for b, n in enumerate(row) for _ in range(n)]
    return pd.DataFrame(rows, columns=["one", "other"])


def test_the_report_has_every_coefficient_with_what_it_assumes():
    report = agreement_report(VIGNETTES, SCALE)
    assert len(report) == 8
    assert (report["unsaid"] == "").all()
    assert report["plain"].str.len().min() > 40
    assert (report["units"] == 3).all()


def test_two_observers_have_cohens_kappa_too():
    assert agreement_report(VIGNETTES[["Ana", "Bo"]], SCALE)["statistic"].str.startswith("Cohen").sum() == 3


def test_what_cannot_be_said_has_its_reason_in_the_report():
    report = agreement_report(VIGNETTES[["Ana"]], SCALE)
    assert (report["unsaid"] != "").all()
    assert report["value"].isna().all()


# Feinstein and Cicchetti (1990): both tables agree on 85 of 100; kappa is 0.70 and 0.32.
def test_the_paradox_is_explained_where_it_occurs():
    words = paradox(_two([[80, 10], [5, 5]]))
    assert words.startswith("Observers agree on 85% of pairs, and kappa is only 0.3")
    assert "88% of all ratings are '0.0'" in words
    assert "AC1" in words


def test_no_paradox_is_claimed_where_there_is_none():
    assert paradox(_two([[40, 9], [6, 45]])) == ""
    assert paradox(_two([[10, 30], [20, 10]])) == ""


def test_all_the_same_is_a_paradox_too():
    assert "kappa is not defined" in paradox(_two([[20]]), levels=[0, 1])


def test_the_map_counts_each_pair_of_levels_that_met():
    found = disagreements(VIGNETTES, SCALE).set_index(["one", "other"])
    assert found["pairs"].to_dict() == {
        ("Not yet", "Partly"): 2, ("Partly", "Partly"): 1, ("Partly", "Mostly"): 2,
        ("Mostly", "Mostly"): 1, ("Fully", "Fully"): 3,
    }  # fmt: skip
    assert found["share"].sum() == pytest.approx(1)
    assert found.loc[("Not yet", "Partly"), "apart"] == 1


def test_the_hardest_unit_comes_first_and_single_ratings_are_left_out():
    found = hardest_units(VIGNETTES, SCALE)
    assert list(found["unit"]) == ["v1", "v2", "v3"]
    assert found.loc[0, "agreed"] == pytest.approx(1 / 3)


def test_a_generous_observer_leans_above_zero():
    found = leanings(pd.DataFrame({"Ana": [2, 3], "Bo": [1, 2], "Cy": [None, None]}), [1, 2, 3]).set_index(
        "rater"
    )
    assert found["leaning"].dropna().to_dict() == {"Ana": 1, "Bo": -1}
    assert found.loc["Cy", "unsaid"]


def test_a_list_of_ratings_becomes_a_table_and_a_second_rating_is_refused():
    rows = pd.DataFrame([("v1", "Ana", 2), ("v1", "Bo", 3)], columns=["unit", "rater", "level"])
    assert wide(rows, "unit", "rater", "level").loc["v1", "Bo"] == 3
    with pytest.raises(CadenceError, match="'Ana' rated 'v1' more than once"):
        wide(pd.concat([rows, rows]), "unit", "rater", "level")
