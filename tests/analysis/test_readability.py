import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cadence.analysis import Unsaid, reading
from cadence.analysis.readability import sentences_of, words_of
from cadence.analysis.syllables import by_rule, syllables

TEXTS = json.loads((Path(__file__).parent / "data" / "readability_texts.json").read_text("utf-8"))


# textstat 0.7.8 (and its own tests @dadf3d2): words, sentences, syllables, grade, ease, SMOG.
@pytest.mark.parametrize(
    ("name", "words", "sentences", "total", "grade", "ease", "smog"),
    [
        ("EASY_TEXT", 99, 11, 139, 4.488, 78.918, 7.348),
        ("SHORT_TEXT", 5, 1, 7, 2.880, 83.320, 8.842),
        ("LONG_TEXT", 372, 17, 549, 10.359, 59.771, 11.670),
    ],
)
def test_counts_and_scores_are_those_of_textstat(name, words, sentences, total, grade, ease, smog):
    found = reading(TEXTS[name])
    assert (found.words, found.sentences, found.syllables) == (words, sentences, total)
    assert (found.grade, found.ease, found.smog) == pytest.approx((grade, ease, smog), abs=1e-3)


# textstat joins words with a hyphen to one that its dictionary lacks: 'singer-songwriter' has 5 syllables and
# not 4, 'near-universal' 5 and not 3. 'remove_punctuation' has 6 and not 5. No other word differs.
@pytest.mark.parametrize(("name", "theirs", "joined"), [("PUNCT_TEXT", 72, 2), ("FOG_WIKI", 191, 2)])
def test_words_with_a_hyphen_have_the_syllables_of_their_parts(name, theirs, joined):
    assert reading(TEXTS[name]).syllables == theirs + joined


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("science", 2), ("people", 2), ("area", 3), ("create", 2), ("something", 2), ("learned", 1),
        ("decided", 3), ("houses", 2), ("don't", 1), ("Students’", 2), ("teacher's", 2), ("idea", 3),
        ("well-balanced", 3), ("500", 1),
    ],
)  # fmt: skip
def test_syllables_of_words_that_everybody_knows(word, count):
    assert syllables(word) == count


@pytest.mark.parametrize(
    ("word", "count"),
    [("table", 2), ("rule", 1), ("being", 2), ("likely", 2), ("rhythm", 2), ("zebrafied", 3)],
)
def test_a_word_that_no_list_knows_is_counted_by_its_spelling(word, count):
    assert by_rule(word) == count


def test_a_stop_inside_a_number_or_an_ellipsis_before_a_word_ends_no_sentence_of_its_own():
    assert len(sentences_of("It rose by 3.5 points in May. We were glad of it!")) == 2
    assert len(sentences_of("Playing ... games has always been good.")) == 1


def test_clauses_on_lines_of_their_own_are_sentences():
    assert len(sentences_of("- Students explain their thinking\n- Teachers ask one more question")) == 2
    assert len(sentences_of("Students explain their thinking\n\nTeachers ask one more question")) == 2


def test_punctuation_is_no_word():
    assert words_of("“Why?” — she asked & smiled ...") == ["Why", "she", "asked", "smiled"]


# Gunning (1952): names, words with hyphens, and words made long by an ending are not hard.
def test_hard_words_are_gunnings():
    assert reading("We saw Amelia in a well-rehearsed comedy.").hard == 1
    assert reading("She created a complicated argument.").hard == 2


def test_no_words_cannot_be_read():
    assert isinstance(reading(" ... "), Unsaid)


def test_a_short_text_is_not_firm():
    assert not reading(TEXTS["SHORT_TEXT"]).firm
    assert reading(TEXTS["LONG_TEXT"]).firm


@given(st.text(max_size=40))
def test_anything_can_be_read(text):
    found = reading(text)
    assert isinstance(found, Unsaid) or found.syllables >= found.words
