import pytest

from cadence.analysis import feedback_check

WHOLE = {
    "team": "Grade 7, January to March, 22 visits",
    "celebrate": "Students talked to think in 14 of 22 visits; in the fall it was 5 of 17.",
    "observed": "In 6 of the other 8 notes a question was answered within two seconds; why, we cannot know.",
    "clause": "Students explain how they know.",
    "try": "In one lesson a week, count to five before anyone answers. We take over your copies on Fridays.",
    "question": "What did you change in January that we did not see?",
    "bring": "Priya Shah, on March 19",
}


def found(**changed):
    table = feedback_check(WHOLE | changed, ["Priya Shah", "Will Grace"])
    return list(zip(table["check"], table["field"], strict=True))


def test_feedback_that_describes_counts_and_asks_is_left_alone():
    assert found() == []


def test_nothing_written_is_not_asked_about():
    assert feedback_check({"celebrate": " "}).empty


@pytest.mark.parametrize(
    "text",
    [
        "In 3 of 4 visits Mr. Ortiz waited.",
        "Ask will@school.org about 3 visits",
        "will  grace did it in 3 visits",
    ],
)
def test_a_person_is_not_named(text):
    assert found(observed=text) == [("name", "observed")]


def test_who_brings_it_is_named_on_purpose():
    assert found(bring="Mr. Ortiz") == []


def test_a_word_that_grades_is_asked_about():
    assert found(celebrate="Great job in 14 of 22 visits") == [("verdict", "celebrate")]


def test_an_order_is_asked_about():
    assert found(**{"try": "You should count to five."}) == [("order", "try")]


def test_a_share_needs_its_count():
    assert found(observed="Seen in 64% of lessons") == [("count", "observed")]
    assert found(observed="Seen in 64%, 14 of 22 visits") == []


def test_what_is_missing_is_asked_for():
    assert found(celebrate="", clause="") == [("part", "celebrate"), ("part", "clause")]


def test_a_question_asks():
    assert found(question="Think about waiting longer.") == [("question", "question")]
