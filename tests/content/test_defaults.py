"""What is shipped holds together."""

import re
from collections.abc import Iterator

import pytest

from cadence.content import Content, check_content
from cadence.content.layers import DEFAULTS
from cadence.content.lost import lost_words
from cadence.model.form import Passage, TableField

CONTENT = Content.load()
FORMS = """
initiative-audit system-self-check foundation-questions priorities-and-calendar charter roster-check
condition-to-move vision-draft clause-map vision-consent glossary-terms standard-unpacking vertical-alignment
metric-definition coaching-conversation predict collection-schedule five-whys driver-diagram goals
if-then stakeholders timeline-and-resources what-we-stop routines-and-succession leaders-week action-cards
fidelity-impact adapt-adopt-abandon feedback next-cycle ask commitments five-questions
""".split()
FACETS = {
    "real-team": {"bounded", "stable", "interdependent"},
    "compelling-purpose": {"clear", "challenging", "consequential"},
    "right-people": {"teamwork-skills", "perspectives"},
    "sound-structure": {"size", "task-design", "norms"},
    "supportive-context": {"information", "time-and-materials", "recognition", "authority"},
    "team-coaching": {"available", "helpful"},
    "safety": {"speaking-up"},
}


def texts() -> Iterator[tuple[str, str]]:
    for path in sorted(DEFAULTS.rglob("*.yaml")):
        yield path.relative_to(DEFAULTS).as_posix(), path.read_text(encoding="utf-8")


def test_nothing_shipped_has_a_complaint() -> None:
    assert check_content() == []


def test_every_form_that_a_session_may_name_is_there() -> None:
    assert {form.id for form in CONTENT.forms()} == set(FORMS)


@pytest.mark.parametrize("name", FORMS)
def test_a_form_has_an_example_and_room_to_write(name: str) -> None:
    form = CONTENT.form(name)
    assert form.example
    assert any(not isinstance(part, Passage) for part in form.parts)


def test_what_one_person_writes_alone_is_private() -> None:
    private = {form.id for form in CONTENT.forms() if form.private}
    assert {"vision-draft", "vision-consent", "coaching-conversation", "roster-check"} <= private
    assert not private & {"charter", "goals", "action-cards", "commitments", "clause-map"}


def test_every_table_says_how_wide_its_columns_are() -> None:
    tables = [p for form in CONTENT.forms() for p in form.parts if isinstance(p, TableField)]
    assert all(len(table.widths) == len(table.columns) for table in tables)


def test_the_survey_covers_every_facet_of_the_institute() -> None:
    survey = CONTENT.survey("conditions")
    assert {c.id: {f.id for f in c.facets} for c in survey.conditions} == FACETS
    assert len(list(survey.items())) <= 50


def test_essentials_enablers_and_climate_are_told_apart() -> None:
    families = [c.family for c in CONTENT.survey("conditions").conditions]
    assert families == ["essential"] * 3 + ["enabler"] * 3 + ["climate"]


def test_every_condition_has_items_both_ways_round() -> None:
    for condition in CONTENT.survey("conditions").conditions:
        assert {item.reverse for item in condition.items()} == {True, False}, condition.id


def test_every_facet_has_at_least_two_items() -> None:
    assert all(len(f.items) >= 2 for c in CONTENT.survey("conditions").conditions for f in c.facets)


def test_items_are_short_and_ask_one_thing() -> None:
    for item in CONTENT.survey("conditions").items():
        assert len(item.text.split()) <= 18, item
        assert not re.search(r"\band/or\b|;|\bnever\b|\balways\b", item.text), item


@pytest.mark.parametrize("name", ["conditions", "pulse"])
@pytest.mark.parametrize("field", ["confidentiality", "confidentiality_low_trust"])
def test_people_are_told_who_sees_what_before_they_answer(name: str, field: str) -> None:
    said = getattr(CONTENT.survey(name), field)
    for words in ("not anonymous", "who has submitted", "five or more", "without full names"):
        assert words in said


def test_the_pulse_asks_items_of_the_survey_in_the_same_words() -> None:
    first = {item.id: item for item in CONTENT.survey("conditions").items()}
    pulse = list(CONTENT.survey("pulse").items())
    assert 12 <= len(pulse) <= 16
    assert all(first[item.id] == item for item in pulse)


def test_the_pulse_names_conditions_and_facets_as_the_survey_does() -> None:
    first, pulse = CONTENT.survey("conditions"), CONTENT.survey("pulse")
    for whole, part in zip(first.conditions, pulse.conditions, strict=True):
        titles = {f.id: f.title for f in whole.facets}
        assert (whole.id, whole.title, whole.meaning) == (part.id, part.title, part.meaning)
        assert all(titles[f.id] == f.title for f in part.facets)
    assert (first.scale, first.confidentiality) == (pulse.scale, pulse.confidentiality)


def test_the_condition_to_move_is_one_of_the_survey() -> None:
    part = next(p for p in CONTENT.form("condition-to-move").parts if p.kind == "choice")
    assert list(part.options) == [c.title for c in CONTENT.survey("conditions").conditions]


def test_the_walkthrough_looks_at_student_teacher_and_content() -> None:
    metric = CONTENT.metric("walkthrough")
    assert {i.element for i in metric.indicators} == {"student", "teacher", "content"}
    assert all([level.value for level in i.levels] == [1, 2, 3, 4] for i in metric.indicators)


def test_practice_moments_use_every_level_and_not_observed() -> None:
    ratings = [level for v in CONTENT.metric("walkthrough").vignettes for level in v.reference.values()]
    assert set(ratings) == {None, 1, 2, 3, 4}


def test_the_glossary_explains_each_word_in_a_sentence_or_two() -> None:
    glossary = CONTENT.glossary()
    assert len(glossary) >= 40
    assert all(meaning.endswith(".") and len(meaning) <= 160 for meaning in glossary.values())


@pytest.mark.parametrize(("name", "text"), list(texts()))
def test_no_shipped_word_is_lost_as_a_comment(name: str, text: str) -> None:
    assert list(lost_words(text, name)) == []


@pytest.mark.parametrize(("name", "text"), list(texts()))
def test_shipped_words_are_calm_and_plain(name: str, text: str) -> None:
    assert not re.search(r"[A-Za-z]!(?:\s|$)", text), "an exclamation mark"
    assert "—" not in text, "an em dash"
    assert not re.search(r"RigorWalk|Danielson|TNTP|eleot|\bTDS\b|CLASS\b", text), "a published instrument"
