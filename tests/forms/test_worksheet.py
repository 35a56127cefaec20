"""A form prints with room to write, and with what is already filled in."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cadence.blocks import html, plain
from cadence.blocks.block import (
    Block,
    Bullets,
    Checklist,
    Grid,
    Heading,
    Lines,
    Paragraph,
    Prose,
    Statement,
    Table,
)
from cadence.content import Content
from cadence.forms import worksheet
from cadence.model import Form

CONTENT = Content.load()


def form(*parts: dict[str, Any], **more: Any) -> Form:
    return Form.model_validate(
        {"id": "f", "title": "A form", "purpose": "To try.", "minutes": 4, "parts": parts, **more}
    )


def last(*parts: dict[str, Any], values: dict[str, Any] | None = None) -> Block:
    return worksheet(form(*parts), values)[-1]


TEXT = {"kind": "text", "id": "why", "label": "Why?", "help": "Be brief.", "lines": 5}
TABLE = {"kind": "table", "id": "t", "label": "Who", "columns": ["Name", "Role"], "widths": [1, 2], "rows": 3}
HEADED = {**TABLE, "rows": 2, "first": ["Lead", "Notes"]}
CHECKS = {"kind": "checklist", "id": "c", "label": "Check", "items": ["one", "two"]}
GRID = {"kind": "grid", "id": "g", "label": "Mark", "rows": ["a", "b"], "options": ["No", "Yes"]}
CHOICE = {"kind": "choice", "id": "x", "label": "Which?", "help": "Think.", "options": ["this", "that"]}


def test_a_worksheet_opens_with_what_it_is_for_and_how_long_it_takes() -> None:
    blocks = worksheet(form(TEXT, example="Like this.", private=True), level=3)
    assert blocks[0] == Heading("A form", 3)
    assert blocks[1] == Paragraph("To try. About 4 minutes. For you alone: nobody else sees this page.")
    assert blocks[2] == Paragraph("For example: Like this.")


def test_an_empty_text_field_is_lines_and_a_filled_one_shows_its_words() -> None:
    assert last(TEXT) == Lines("Why?", 5, "Be brief.")
    assert last(TEXT, values={"why": "  "}) == Lines("Why?", 5, "Be brief.")
    assert worksheet(form(TEXT), {"why": "Because\nwe must"})[-2:] == [
        Paragraph("Why?"),
        Statement("Because\nwe must"),
    ]


def test_a_number_says_its_unit_and_a_date_that_it_is_one() -> None:
    number = {"kind": "number", "id": "n", "label": "How many?", "unit": "visits"}
    assert last(number) == Lines("How many? (in visits)", 1)
    assert last(number, values={"n": 8.0}) == Statement("8")
    assert last({"kind": "date", "id": "d", "label": "By"}) == Lines("By (date)", 1)


def test_zero_is_an_answer() -> None:
    assert last({"kind": "number", "id": "n", "label": "How many?"}, values={"n": 0}) == Statement("0")


def test_a_choice_says_how_many_to_mark_and_shows_what_was_chosen() -> None:
    assert last(CHOICE) == Checklist("Which?", ("this", "that"), "Think. Mark one.")
    many = last({**CHOICE, "many": True})
    assert isinstance(many, Checklist)
    assert many.help.endswith("Mark all that apply.")
    assert last(CHOICE, values={"x": "that"}) == Bullets(("that",), lead="Which?")
    assert last(CHOICE, values={"x": ["this", "that"]}) == Bullets(("this", "that"), lead="Which?")


def test_a_grid_becomes_a_table_when_it_is_answered() -> None:
    assert last(GRID) == Grid("Mark", ("a", "b"), ("No", "Yes"))
    table = last(GRID, values={"g": {"b": "Yes"}})
    assert isinstance(table, Table)
    assert table.rows == (("a", ""), ("b", "Yes"))


@pytest.mark.parametrize(
    "rows", [[["Ana", "Lead"]], [{"Role": "Lead", "Name": "Ana"}], [["Ana", "Lead", "more"], []]]
)
def test_rows_that_are_filled_take_the_place_of_empty_ones(rows: list[Any]) -> None:
    table = last(TABLE, values={"t": rows})
    assert isinstance(table, Table)
    assert (table.rows, table.blank_rows) == ((("Ana", "Lead"),), 2)


def test_more_rows_than_the_paper_has_are_all_shown() -> None:
    table = last(TABLE, values={"t": [[str(n), ""] for n in range(5)]})
    assert isinstance(table, Table)
    assert (len(table.rows), table.blank_rows) == (5, 0)


def test_a_table_with_row_headers_keeps_its_order() -> None:
    table = last(HEADED, values={"t": [["Notes", "Bo"], ["Other", "Cy"]]})
    assert isinstance(table, Table)
    assert table.rows == (("Lead", ""), ("Notes", "Bo"), ("Other", "Cy"))
    assert table.row_header


def test_what_is_ticked_is_listed_apart_from_what_is_open() -> None:
    assert last(CHECKS) == Checklist("Check", ("one", "two"))
    assert worksheet(form(CHECKS), {"c": ["one"]})[-2:] == [
        Bullets(("one",), lead="Check: done"),
        Checklist("Check", ("two",)),
    ]
    assert last(CHECKS, values={"c": ["one", "two"]}) == Bullets(("one", "two"), lead="Check: done")


def test_a_passage_is_prose_and_takes_no_answer() -> None:
    passage = {"kind": "passage", "title": "How", "text": "Like so."}
    assert last(passage) == Prose("**How.** Like so.")


HOSTILE = "<script>alert(1)</script> # **bold** \\ $x$ ‮ 😀"


def test_what_people_wrote_never_becomes_markup() -> None:
    values = {"why": HOSTILE, "t": [[HOSTILE, HOSTILE]], "x": HOSTILE, "g": {"a": HOSTILE}, "c": [HOSTILE]}
    blocks = worksheet(form(TEXT, TABLE, CHOICE, GRID, CHECKS), values)
    assert "<script>" not in html(blocks)
    assert not [b for b in blocks if isinstance(b, Prose)]


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)


@given(st.fixed_dictionaries({key: ANYTHING for key in ("why", "t", "x", "g", "c")}))
def test_no_answer_however_odd_stops_a_page(values: dict[str, Any]) -> None:
    blocks = worksheet(form(TEXT, TABLE, CHOICE, GRID, CHECKS), values)
    assert html(blocks)
    assert plain(blocks)


@pytest.mark.parametrize("shipped", CONTENT.forms(), ids=lambda f: f.id)
def test_every_shipped_form_has_a_page(shipped: Form) -> None:
    blocks = worksheet(shipped)
    assert shipped.title in plain(blocks)
    rooms = [b for b in blocks if isinstance(b, Lines | Table | Grid | Checklist)]
    assert len(rooms) == sum(part.kind != "passage" for part in shipped.parts)


def test_rows_that_begin_with_the_same_words_are_refused() -> None:
    with pytest.raises(ValueError, match="first names a row twice"):
        form(TABLE | {"first": ["Why", "Why"]})
