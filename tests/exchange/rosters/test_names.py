"""Names of people are put in the order in which they are spoken, and compared by what they share."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cadence.exchange.rosters.names import akin, compared, spoken

NAMES = st.lists(
    st.sampled_from(["Ann", "Bo", "de la Cruz", "O'Neil", "Jr.", "Ed.D.", "III", "Zoë"]),
    min_size=1,
    max_size=4,
)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("Ann Example", "Ann Example"),
        ("Example, Ann", "Ann Example"),
        ("  Example ,  Ann  Marie ", "Ann Marie Example"),
        ("de la Cruz, Ana María", "Ana María de la Cruz"),
        ("Example, Ann, Jr.", "Ann Example Jr."),
        ("Example Jr., Ann", "Ann Example Jr."),
        ("Example III, Ann", "Ann Example III"),
        ("Ann Example, Jr.", "Ann Example Jr."),
        ("Ann Example, Ed.D.", "Ann Example, Ed.D."),
        ("Example, Ann, Ph.D.", "Ann Example, Ph.D."),
        ("Ann Example,", "Ann Example"),
        ("Cher", "Cher"),
        ("O'Neil, Zoë", "Zoë O'Neil"),
    ],
)
def test_a_name_is_said_first_name_first(written: str, said: str) -> None:
    assert spoken(written) == said


@pytest.mark.parametrize("several", ["Example, Ann, Sample, Bob", "Ann, Bob, Cy"])
def test_commas_that_allow_no_order_are_not_guessed(several: str) -> None:
    assert spoken(several) is None


@pytest.mark.parametrize(
    "other",
    [
        "ann example",
        "ANN EXAMPLE",
        "Dr. Ann Example",
        "Ann Example, Ed.D.",
        "Mrs Ann Example",
        "Ann  Example, MBA",
    ],
)
def test_case_titles_and_degrees_make_no_other_person(other: str) -> None:
    assert compared(other) == compared("Ann Example")


@pytest.mark.parametrize("other", ["Ann Example Jr.", "Anne Example", "Ann B. Example", "Example Ann"])
def test_what_may_be_somebody_else_is_not_the_same_name(other: str) -> None:
    assert compared(other) != compared("Ann Example")


def test_a_shared_word_is_what_is_left_of_a_name_after_a_marriage() -> None:
    assert akin("Ann Example", "Ann Married") and akin("Dr. A. Example", "Zoe Example")
    assert not akin("Ann Example", "Zoe Other") and not akin("A. Example", "A. Other")


@given(NAMES)
def test_a_name_that_was_put_in_order_stays_as_it_is(parts: list[str]) -> None:
    said = spoken(", ".join(parts))
    assert said is None or spoken(said) == said


@given(NAMES)
def test_no_word_of_a_name_is_lost_or_made_up(parts: list[str]) -> None:
    said = spoken(", ".join(parts))
    if said is not None:
        assert sorted(said.replace(",", "").split()) == sorted(" ".join(parts).split())
