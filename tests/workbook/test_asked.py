"""Questions in a notebook: a slip on paper, and what was said once it is shown."""

from pathlib import Path
from shutil import copytree
from typing import Any

import pytest

from cadence.blocks import plain
from cadence.errors import NotFound
from cadence.institute import Institute
from cadence.model import Round, Voice
from cadence.publish.heard import heard
from cadence.store import Viewer
from cadence.workbook import Workbook
from cadence.workbook.asked import question
from cadence.workbook.context import Context

QUESTIONS = {
    "good-enough": "fist",
    "where-to-begin": "dots",
    "what-moves-it": "brainstorm",
    "before-we-look": "predict",
}


@pytest.mark.parametrize(("name", "kind"), QUESTIONS.items())
def test_before_anybody_answers_it_is_a_slip_that_says_how_to_use_it(
    bare: Institute, name: str, kind: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    book = Workbook.open(str(bare.root))
    getattr(book, kind)(name)
    shown = capsys.readouterr().out
    asked = book._context.content.question(name)
    assert asked.title in shown and "no name on it" in shown
    assert all(option in shown for option in asked.options)


def of(here: Context, name: str) -> dict[str, Any]:
    return {"cycle": 1, "team": here.team.id, "question": name}


def answer(kind: str, options: tuple[str, ...], n: int) -> dict[str, Any]:
    match kind:
        case "fist":
            return {"fingers": options[n], "reason": f"why {n}"}
        case "dots":
            return {"dots": list(options[n % 3 : n % 3 + 2])}
        case "brainstorm":
            return {"ideas": f"idea {n}"}
    return {f"expected-{k}": 15 * n for k in (1, 2, 3)}


@pytest.mark.parametrize(("name", "kind"), QUESTIONS.items())
def test_what_was_shown_stands_in_its_place(bare: Institute, tmp_path: Path, name: str, kind: Any) -> None:
    here = Workbook.open(str(copytree(bare.root, tmp_path / "institute")))._context
    asked = here.content.question(name)
    said = [Voice(person=f"p{n}", values=answer(kind, asked.options, n), **of(here, name)) for n in range(6)]
    body = heard(asked, Round(threshold=5, **of(here, name)), said, [], [])
    store = here.store.view(Viewer("custodian"))
    (made,) = store.write(Round(number=9, state="revealed", threshold=5, shown=body, **of(here, name)))
    words = plain(list(question(here, name, kind)))
    expected = {
        "fist": "why 3",
        "dots": "6 people put their dots",
        "brainstorm": "idea 5",
        "predict": "6 people expect",
    }
    assert expected[kind] in words and asked.after.split(".")[0] in words
    assert made.shown == body


def test_a_question_of_another_kind_is_refused_with_the_right_call(bare: Institute) -> None:
    with pytest.raises(NotFound) as refused:
        Workbook.open(str(bare.root)).dots("good-enough")
    assert refused.value.remedy == 'Write book.fist("good-enough").'
