"""From a notebook to a document."""

from typing import Any

import pytest
from nbformat.v4 import new_markdown_cell, new_raw_cell

from cadence.blocks import Cover, Paragraph
from cadence.printing.document import read_document
from cadence.printing.parts import Verbatim, Words


def test_the_cover_comes_first_wherever_it_was_shown(sample: Any) -> None:
    cells = [new_markdown_cell("# Session\n\nIntroduction"), sample.shown(Paragraph("x"), sample.COVER)]
    document = read_document(sample.notebook(*cells))
    assert document.cover == sample.COVER
    assert [type(part) for part in document.parts] == [Words, Paragraph]
    assert document.parts[0].markdown.strip() == "Introduction"
    assert document.running == "Lincoln Park Elementary School · Team conditions"


def test_metadata_that_make_no_sense_are_passed_over(sample: Any) -> None:
    document = read_document(sample.notebook(language="klingon!", paper="b5", created="soon", title=" "))
    assert (document.language, document.paper, document.created) == ("en", "letter", None)
    assert document.title == "Meeting packet"
    assert read_document({"metadata": {"cadence": ["x"]}, "cells": []}).title == "Meeting packet"


@pytest.mark.parametrize(
    "said, kept", [("es", "es"), ("en_us", "en-US"), ("pt-BR", "pt-BR"), ("zh-Hans", "zh"), ("", "en")]
)
def test_languages(sample: Any, said: str, kept: str) -> None:
    assert read_document(sample.notebook(language=said)).language == kept


def test_a_cover_without_a_title_takes_the_packets(sample: Any) -> None:
    document = read_document(sample.notebook(sample.shown(Cover("P", "", "North")), title="A brief"))
    assert document.cover and document.cover.title == document.heading == "A brief"


def test_raw_cells_and_objects_without_words_are_left_out(sample: Any) -> None:
    shown = [
        sample.output({"text/plain": text})
        for text in ("<Axes: >", "[<Line2D at 0x7f>]", "<Figure size 3>", "'<b>'")
    ]
    document = read_document(sample.notebook(new_raw_cell("raw"), *shown))
    assert document.parts == (Verbatim("'<b>'"),)
