"""What is shown of the answers to a question in the room tells nothing of one person."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from cadence.model import Question, Round, Voice
from cadence.publish.heard import Before, bands, heard, point_of

SIX = tuple(f"{n} fingers" for n in range(6))
FIST = Question(id="q", kind="fist", title="Fist", text="Good enough?", options=SIX)
DOTS = Question(id="q", kind="dots", title="Dots", text="Where first?", options=("A", "B", "C"))
IDEAS = Question(id="q", kind="brainstorm", title="Ideas", text="What could we do?")
GUESS = Question(id="q", kind="predict", title="Guess", text="How many?", options=("Talk", "Targets"))


def a_round(private: bool = True, number: int = 1, **more: Any) -> Round:
    threshold = 5 if private else 1
    return Round(
        cycle=1, team="oak", question="q", private=private, threshold=threshold, number=number, **more
    )


def voices(*values: dict[str, Any], people: str = "abcdefghijkl") -> list[Voice]:
    given = zip(people, values, strict=False)
    return [Voice(cycle=1, team="oak", question="q", person=p, values=v) for p, v in given]


def fingers(*numbers: int) -> list[Voice]:
    return voices(*({"fingers": SIX[n]} for n in numbers))


def shown(question: Question, said: list[Voice], before: Any = (), **more: Any) -> dict[str, Any]:
    return heard(question, a_round(**more), said, ["Ana Ruiz"], before)


def test_a_fist_shows_how_many_chose_each_number() -> None:
    (row,) = shown(FIST, fingers(1, 3, 4, 4, 5))["items"]
    assert row["counts"] == [0, 1, 0, 1, 2, 1] and row["sides"] == [0, 0]


def test_where_all_but_one_agree_only_the_side_is_told() -> None:
    (row,) = shown(FIST, fingers(1, 4, 4, 4, 4, 4))["items"]
    assert row["counts"] == [0] * 6 and row["sides"] == [1, 5]


def test_one_doubt_is_heard_and_names_are_taken_out_of_it() -> None:
    said = [*fingers(4, 4, 5, 3), Voice(cycle=1, team="oak", question="q", person="z", values={
        "fingers": SIX[1], "reason": "Ana Ruiz was not asked"})]  # fmt: skip
    body = shown(FIST, said)
    assert body["reasons"] == ["[name] was not asked"] and body["named"] == []


def test_an_open_round_says_who_chose_what() -> None:
    body = shown(FIST, fingers(1, 5), private=False)
    assert body["named"] == [{"person": "a", "fingers": SIX[1]}, {"person": "b", "fingers": SIX[5]}]
    assert body["items"][0]["counts"] == [0, 1, 0, 0, 0, 1]


def test_a_second_round_does_not_tell_what_the_one_who_came_answered() -> None:
    first = fingers(1, 3, 4, 4, 5)
    was = a_round(state="revealed", shown=shown(FIST, first))
    before = [Before(was, frozenset("abcde"))]
    (row,) = shown(FIST, fingers(1, 3, 4, 4, 5, 2), before, number=2)["items"]
    assert "unsaid" in row
    (same,) = shown(FIST, fingers(1, 3, 4, 5, 5), before, number=2)["items"]
    assert same["counts"] == [0, 1, 0, 1, 1, 2]


def test_dots_are_counted_in_order_and_only_ordered_where_numbers_would_tell() -> None:
    mixed = voices(*({"dots": list(each)} for each in ("AB", "AC", "A", "BC", "AB")))
    assert shown(DOTS, mixed)["dots"] == [
        {"option": "A", "people": 4}, {"option": "B", "people": 3}, {"option": "C", "people": 2},
    ]  # fmt: skip
    alike = shown(DOTS, voices(*({"dots": list(each)} for each in ("AB", "AB", "C", "AB", "AB"))))
    assert not alike["exact"] and {each["people"] for each in alike["dots"]} == {None}


def test_ideas_come_one_a_line_without_an_author() -> None:
    body = shown(IDEAS, voices(*({"ideas": f"idea {n}\n\n  second   {n}"} for n in range(5))))
    assert sorted(each["text"] for each in body["ideas"]) == sorted(
        [*(f"idea {n}" for n in range(5)), *(f"second {n}" for n in range(5))]
    )
    assert len({each["id"] for each in body["ideas"]}) == 10 and "person" not in str(body)


def test_what_is_expected_is_counted_in_bands() -> None:
    assert bands(GUESS) == ["0 to 20", "20 to 40", "40 to 60", "60 to 80", "80 to 100"]
    assert [point_of(GUESS, 0, {"expected-1": n}) for n in (0, 19.9, 20, 100, None, "x")] == [
        1, 1, 2, 5, None, None,
    ]  # fmt: skip
    body = shown(GUESS, voices(*({"expected-1": n, "expected-2": 50} for n in (5, 30, 30, 70, 90))))
    assert body["items"][0]["counts"] == [1, 2, 0, 1, 1]
    assert body["items"][1]["sides"] == [5, 0]  # all the same


@given(st.lists(st.integers(0, 5), min_size=5, max_size=10))
@settings(max_examples=60, deadline=None)
def test_nobody_who_answered_otherwise_alone_learns_what_all_the_others_did(numbers: list[int]) -> None:
    (row,) = shown(FIST, fingers(*numbers))["items"]
    if "unsaid" not in row:
        assert sum(row["counts"]) + sum(row["sides"]) == len(numbers)
        assert len(numbers) - max(row["counts"]) > 1
