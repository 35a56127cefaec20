"""Blocks as HTML."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cadence.blocks import (
    Agenda,
    AgendaRow,
    Block,
    Bullets,
    Callout,
    Chart,
    Checklist,
    Cover,
    Facts,
    Grid,
    Heading,
    Lines,
    PageBreak,
    Paragraph,
    Prose,
    Statement,
    Table,
    html,
)
from cadence.blocks.reading import KINDS


def every_kind(text: str) -> list[Block]:
    return [
        Cover(text, text, text, text, text, text, text, text, text),
        Heading(text),
        Paragraph(text),
        Callout("win", text, text, (text,), text),
        Agenda(text, (AgendaRow(0, 5, text, text, text, True),)),
        Chart(text, "<svg/>", text, text),
        Table(text, (text, text), ((text, text),), note=text),
        Facts(((text, text, text),)),
        Statement(text, text),
        Bullets((text,), text),
        Lines(text, 2, text),
        Checklist(text, (text,), text),
        Grid(text, (text,), (text,), text),
        Prose(text),
        PageBreak(),
    ]


def test_every_kind_of_block_has_html() -> None:
    blocks = every_kind("x")
    assert {block.kind for block in blocks} == set(KINDS)
    assert html(blocks)


@pytest.mark.parametrize("block", every_kind("<b>&\"'</b>"), ids=lambda block: block.kind)
def test_words_are_never_markup(block: Block) -> None:
    assert "<b>" not in html([block])


@given(st.text())
def test_whatever_is_typed_stays_text(text: str) -> None:
    made = html([Paragraph(text)])
    inner = made.replace("<p>", "").replace("</p>", "").replace("<br>", "")
    assert "<" not in inner and ">" not in inner


def test_a_tone_is_said_in_words() -> None:
    assert "Not there yet" in html([Callout("missing", "No baseline")])
    assert "Needs attention" in html([Callout("warning", "No owner")])


def test_an_agenda_shows_times_of_day_when_the_opening_is_known() -> None:
    rows = (AgendaRow(45, 10, "Look"),)
    assert "4:15 pm" in html([Agenda("Today", rows, "15:30")])
    assert "0:45" in html([Agenda("Today", rows)]) and "From the start" in html([Agenda("Today", rows)])


def test_the_first_column_heads_its_rows_unless_told_otherwise() -> None:
    rows = (("a", "1"),)
    assert html([Table("T", ("x", "y"), rows)]).count('scope="row"') == 1
    assert html([Table("T", ("x", "y"), rows, row_header=False)]).count('scope="row"') == 0


def test_rows_to_write_in_are_announced() -> None:
    made = html([Table("T", ("x", "y"), blank_rows=3)])
    assert made.count("To be filled in") == 3


def test_a_drawing_is_a_picture_with_words_and_its_script_stays_asleep() -> None:
    made = html([Chart("Finding", "<svg><script>x</script></svg>", "What it shows")])
    assert 'alt="What it shows"' in made and "<script" not in made and "<svg" not in made


def test_a_heading_without_words_is_left_out() -> None:
    assert html([Heading(" \n")]) == ""


def test_prose_is_markdown_without_html_in_it() -> None:
    made = html([Prose("**Bold** <i>no</i> ![gone](x.png)\n\n# \n\n[x](javascript:y)")])
    assert "<strong>Bold</strong>" in made and "&lt;i&gt;" in made
    assert "[Picture: gone]" in made and "<img" not in made and "<h1" not in made and "href" not in made


def test_levels_can_be_decided_by_the_page() -> None:
    made = html([Heading("A", 1), Prose("# B")], levels=lambda asked, text: asked + 1)
    assert "<h2>A</h2>" in made and "<h2>B</h2>" in made


def test_nothing_to_list_makes_no_empty_list() -> None:
    assert html([Facts(())]) == "" and html([Bullets(())]) == ""
    assert "<ul" not in html([Checklist("Prompt", ())])


def test_a_table_of_ragged_rows_is_a_rectangle() -> None:
    made = html([Table("T", ("a",), (("1", "2", "3"), ()))])
    assert made.count("<tr>") == 3 and made.count("</td>") + made.count("</th>") == 9


def test_a_table_too_wide_for_a_phone_can_be_stacked_there_and_stays_a_table() -> None:
    made = html([Table("T", tuple("abcdefgh"), (("a card",) * 8,), blank_rows=2)])
    assert 'role="table"' in made and 'role="rowheader"' in made and 'data-label="h"' in made
    assert "On paper: 2 more empty rows." in made
    assert "data-label" not in html([Table("T", ("a", "b"), (("1", "2"),))])


def test_an_empty_form_is_not_stacked_since_there_is_nothing_to_read() -> None:
    assert "cad-stack" not in html([Table("T", tuple("abcdefgh"), blank_rows=5)])


def test_a_date_in_a_cell_is_not_broken_over_lines() -> None:
    made = html([Table("T", ("a", "b"), (("x", "Mar 10, 2026"), ("y", "a long sentence of 2026")))])
    assert made.count("cad-number") == 1


def test_a_table_in_markdown_scrolls_by_itself() -> None:
    assert html([Prose("|a|\n|-|\n|b|\n")]).count('class="cad-scroll"') == 1


def test_a_ring_of_a_grid_knows_its_option() -> None:
    assert 'data-label="&lt;b&gt;"' in html([Grid("How far?", ("True",), ("<b>", "fully"))])
