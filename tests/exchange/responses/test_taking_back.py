"""A wrong file of answers is taken back whole, before its reveal only, and nothing is told of it."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from cadence.errors import NotFound, UndoRefused
from cadence.exchange import Report
from cadence.exchange.responses.taking_back import take_back_responses
from cadence.model import Publication, Response
from cadence.store import View

Written = Callable[..., Path]
Take = Callable[..., Report]
PAPER = "Sheet,School,bounded-1\n1,Grady Middle,4\n2,Grady Middle,5\n1,Bellaire High School,3\n"


def answers(view: View) -> list[int | None]:
    return sorted(each.answers["bounded-1"] or 0 for each in view.all(Response))


def test_what_a_file_brought_goes_and_nothing_else(grady: View, take: Take, written: Written) -> None:
    take(written("Sheet,School,bounded-1\n9,Grady Middle,1\n"))
    number = take(written(PAPER)).change
    found = take_back_responses(grady, number)
    assert (found.removed, found.restored, found.left) == (3, 0, 0) and answers(grady) == [1]
    assert str(found) == "Taken back: 3 answers of Bellaire High, Grady Middle"


def test_what_a_file_replaced_stands_again(grady: View, take: Take, written: Written) -> None:
    take(written(PAPER))
    number = take(written(PAPER.replace("1,Grady Middle,4", "1,Grady Middle,2"))).change
    found = take_back_responses(grady, number)
    assert (found.removed, found.restored) == (0, 1) and answers(grady) == [3, 4, 5]


def test_whoever_has_answered_again_keeps_that_answer(grady: View, take: Take, written: Written) -> None:
    number = take(written(PAPER)).change
    take(written(PAPER.replace("1,Grady Middle,4", "1,Grady Middle,2")))
    found = take_back_responses(grady, number)
    assert (found.removed, found.left) == (2, 1) and answers(grady) == [2]


def test_looking_first_changes_nothing(grady: View, take: Take, written: Written) -> None:
    number = take(written(PAPER)).change
    found = take_back_responses(grady, number, check=True)
    assert "Would be taken back (nothing was written): 3 answers" in str(found)
    assert answers(grady) == [3, 4, 5]


def test_after_a_reveal_nothing_of_the_file_is_taken_back(grady: View, take: Take, written: Written) -> None:
    number = take(written(PAPER)).change
    body = {"survey": "pulse"}
    now = datetime(2026, 11, 25, tzinfo=UTC)
    grady.write(Publication(cycle=1, kind="conditions", team="grady", wave=2, published=now, body=body))
    with pytest.raises(UndoRefused, match="The results of Grady Middle are published"):
        take_back_responses(grady, number)
    assert answers(grady) == [3, 4, 5]


def test_of_the_reveal_of_all_teams_together_the_same_holds(
    grady: View, take: Take, written: Written
) -> None:
    number = take(written(PAPER)).change
    body = {"survey": "pulse", "basis": "answers"}
    now = datetime(2026, 11, 25, tzinfo=UTC)
    grady.write(Publication(cycle=1, kind="conditions", team=None, wave=2, published=now, body=body))
    with pytest.raises(UndoRefused, match="The results of all teams together are published"):
        take_back_responses(grady, number)


def test_a_reveal_of_another_wave_is_no_hindrance(grady: View, take: Take, written: Written) -> None:
    number = take(written(PAPER)).change
    now = datetime(2026, 11, 25, tzinfo=UTC)
    other = {"survey": "conditions"}
    grady.write(Publication(cycle=1, kind="conditions", team="grady", wave=1, published=now, body=other))
    assert take_back_responses(grady, number).removed == 3


def test_a_number_of_anything_else_names_the_files_that_came_in(
    grady: View, take: Take, written: Written
) -> None:
    number = take(written(PAPER)).change
    with pytest.raises(NotFound, match=rf"Taken in were, with day and count: {number - 2} \(.*, 3\)"):
        take_back_responses(grady, 1)


def test_a_file_is_taken_back_once(grady: View, take: Take, written: Written) -> None:
    number = take(written(PAPER)).change
    take_back_responses(grady, number)
    with pytest.raises(UndoRefused, match="Nothing of that file stands"):
        take_back_responses(grady, number)
    assert take(written(PAPER)).added == {"response": 3}
