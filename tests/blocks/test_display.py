"""Showing blocks from a cell."""

import pytest
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output

from cadence.blocks import MIME, Paragraph, read_blocks, show
from cadence.blocks.display import bundle


def test_outside_a_notebook_blocks_are_printed(capsys: pytest.CaptureFixture[str]) -> None:
    show(Paragraph("Hello"))
    assert capsys.readouterr().out == "Hello\n"


def test_each_reader_finds_its_own_form() -> None:
    made = bundle([Paragraph("Hello")])
    assert read_blocks(made[MIME]) == [Paragraph("Hello")]
    assert "<p>Hello</p>" in made["text/html"] and made["text/plain"] == "Hello"


def test_what_was_shown_can_be_shown_again_in_its_place() -> None:
    InteractiveShell.clear_instance()
    InteractiveShell.instance()
    try:
        with capture_output() as seen:
            shown = show(Paragraph("before"), id="place")
            shown.update(Paragraph("after"))
    finally:
        InteractiveShell.clear_instance()
    assert shown.id == "place"
    assert [output.data["text/plain"] for output in seen.outputs] == ["before", "after"]
    assert [output.update for output in seen.outputs] == [False, True]


def test_a_page_learns_which_form_the_paper_stands_for_and_paper_does_not() -> None:
    said = bundle([Paragraph("On paper")], ("form", 'a"b'))
    assert '<div class="cadence-form" data-kind="form" data-id="a&quot;b" hidden></div>' in said["text/html"]
    assert said[MIME] == bundle([Paragraph("On paper")])[MIME]
