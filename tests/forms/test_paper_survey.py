"""The survey on paper."""

import pytest

from cadence.blocks.block import Callout, Grid, Lines
from cadence.content import Content
from cadence.forms import paper_survey, promise

SURVEY = Content.load().survey("conditions")


def test_who_sees_what_comes_before_the_first_statement() -> None:
    blocks = paper_survey(SURVEY)
    promised = next(i for i, b in enumerate(blocks) if isinstance(b, Callout))
    asked = next(i for i, b in enumerate(blocks) if isinstance(b, Grid | Lines))
    assert promised < asked
    callout = blocks[promised]
    assert isinstance(callout, Callout)
    assert callout.text == SURVEY.confidentiality
    assert "types the pages in" in callout.remedy


def test_every_statement_is_there_once_with_its_number() -> None:
    rows = [row for b in paper_survey(SURVEY) if isinstance(b, Grid) for row in b.rows]
    assert rows == [f"{n}. {item.text}" for n, item in enumerate(SURVEY.items(), start=1)]


def test_the_grids_say_which_statements_they_hold() -> None:
    prompts = [b.prompt for b in paper_survey(SURVEY) if isinstance(b, Grid)]
    assert prompts == [
        f"Mark one answer in each row ({part})" for part in ("1 to 17", "18 to 33", "34 to 50")
    ]


def test_cannot_say_can_be_marked() -> None:
    grid = next(b for b in paper_survey(SURVEY) if isinstance(b, Grid))
    assert grid.options == (*SURVEY.scale.points, "Cannot say")


def test_conditions_are_not_named_to_those_who_answer() -> None:
    said = "".join(row for b in paper_survey(SURVEY) if isinstance(b, Grid) for row in (b.prompt, *b.rows))
    assert not [c.title for c in SURVEY.conditions if c.title in said]


def test_roster_and_open_questions_have_room() -> None:
    prompts = [b.prompt for b in paper_survey(SURVEY) if isinstance(b, Lines)]
    assert prompts == [SURVEY.roster_question, *(q.text for q in SURVEY.open_questions)]


@pytest.mark.parametrize(
    ("respondents", "said"),
    [(5, "five or more"), (3, "three or more"), (8, "eight or more"), (12, "12 or more")],
)
def test_the_promise_names_the_number_that_the_institute_asks_for(respondents: int, said: str) -> None:
    for low_trust in (False, True):
        assert said in promise(SURVEY, respondents=respondents, low_trust=low_trust)


def test_low_trust_promises_that_no_team_is_shown() -> None:
    assert "no results are shown for a single team" in promise(SURVEY, low_trust=True)
    assert "no results are shown for a single team" not in promise(SURVEY)
