from dataclasses import replace

import pandas as pd
import pytest

from cadence.analysis import ENGLISH, Terms, clause_elements, vision_check, vision_reading


def _clauses(*texts):
    return pd.DataFrame({"clause": [f"c{n}" for n in range(1, len(texts) + 1)], "text": texts})


GOOD = _clauses(
    "Every student explains how they solved a problem, and a peer asks one question.",
    "Teachers listen first, and then choose the next question from what students said.",
)


def test_a_vision_that_can_be_seen_raises_no_question():
    assert vision_check(GOOD).empty


def test_each_clause_is_mapped_to_student_teacher_and_content():
    found = clause_elements(GOOD).set_index("clause")
    assert found.loc["c1"].tolist() == [True, False, True]
    assert found.loc["c2"].tolist() == [True, True, True]


def _asked(*texts, **options):
    return vision_check(_clauses(*texts), **options).set_index("check")


def test_what_is_missing_from_the_whole_is_asked_once():
    found = _asked("We talk.", "We write.")
    assert list(found.loc["elements", "words"].str.extract(r"of the (\w+)")[0]) == [
        "student",
        "teacher",
        "content",
    ]
    assert found.loc["equity", "clause"] == ""


def test_a_verb_that_cannot_be_seen_is_asked_about():
    found = _asked("Every student understands and appreciates the text.")
    assert found.loc["verbs", "found"] == "understands, appreciates"
    assert "'understands' cannot be seen" in found.loc["verbs", "words"]
    assert "verbs" not in _asked("Every student understands the text and explains it.").index


def test_jargon_and_letters_are_asked_about_unless_the_glossary_has_them():
    text = "Every student explains rigorous tasks in the PLC to teachers."
    found = _asked(text)
    assert found.loc["jargon", "found"] == "rigorous"
    assert found.loc["terms", "found"] == "PLC"
    defined = _asked(text, glossary=["Rigorous task", "plc"])
    assert not {"jargon", "terms"} & set(defined.index)


def test_a_setting_a_long_clause_and_a_long_vision_are_asked_about():
    assert _asked("Every student talks at the whiteboard.").loc["setting", "found"] == "whiteboard"
    found = _asked(*["Every student explains the problem to a teacher " + "again and again " * 12] * 5)
    assert found.loc["length"].shape[0] == 6


def test_a_hard_text_is_told_its_grade_and_on_how_little_it_rests():
    text = "Every student systematically investigates representative interdisciplinary problems."
    found = _asked(text)
    assert "on few words, so roughly" in found.loc["grade", "words"]
    assert vision_reading(_clauses(text)).grade > 10


def test_another_lexicon_can_be_brought():
    lexicon = replace(ENGLISH, jargon=Terms.of("explains"))
    assert _asked("Every student explains the task.", lexicon=lexicon).loc["jargon", "found"] == "explains"


def test_no_clauses_raise_no_questions():
    assert vision_check(_clauses()).empty
    assert vision_check(_clauses(None, "  ")).empty


@pytest.mark.parametrize(
    ("term", "text"),
    [
        ("use", "using it"),
        ("try", "tried"),
        ("plan", "planning"),
        ("show", "Shows"),
        ("growth mindset", "growth  mindsets"),
    ],
)
def test_terms_are_found_in_their_endings(term, text):
    assert Terms((term,)).found(text)


def test_terms_are_not_found_inside_other_words():
    assert not Terms(("tell", "art")).found("Satellite party, foretell, smart")
    assert not Terms(()).found("anything")
