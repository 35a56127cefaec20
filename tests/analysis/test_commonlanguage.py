import pandas as pd

from cadence.analysis import common_language

TEXTS = pd.DataFrame(
    [
        ("Ash", "Students explain their thinking. Productive struggle is welcome."),
        ("Birch", "Every student explains."),
        ("Birch", "Productive struggles are part of it."),
        ("Cedar", "We honor student voice."),
        ("Dogwood", None),
    ],
    columns=["school", "text"],
)


def test_terms_that_most_schools_use_come_first():
    found = common_language(TEXTS)
    assert found.loc[0, ["term", "schools", "use"]].tolist() == ["student", 3, "shared"]
    rows = found.set_index("term")
    assert rows.loc["productive struggle", "who"] == "Ash, Birch"
    assert rows.loc["student voice", "use"] == "one school"
    assert "the" not in rows.index and "their" not in rows.index


def test_a_glossary_is_looked_for_in_all_endings_and_what_nobody_uses_is_told():
    found = common_language(TEXTS, ["explain", "productive struggle", "exit ticket"]).set_index("term")
    assert found["schools"].to_dict() == {"explain": 2, "productive struggle": 2, "exit ticket": 0}
    assert found.loc["exit ticket", "use"] == "nobody"


def test_where_shared_begins_can_be_said():
    found = common_language(TEXTS, ["explain"], shared=0.9)
    assert found.loc[0, "use"] == "some"


def test_no_texts_have_no_terms():
    assert common_language(TEXTS[:0]).empty
    assert common_language(TEXTS[:0], ["explain"])["schools"].tolist() == [0]


def test_half_of_the_schools_share_a_term():
    four = TEXTS.assign(text=TEXTS["text"].fillna("We listen."))
    assert common_language(four, ["explain"]).loc[0, ["share", "use"]].tolist() == [0.5, "shared"]
