"""The dictionary is what the model says, all of it, and the page in the documents is the dictionary."""

from pathlib import Path

import pytest

from cadence.exchange.export import as_markdown
from cadence.exchange.export.dictionary import HEADINGS, entries
from cadence.exchange.export.shape import LEAVING, STAYING, fields_of, refers_to, tables
from cadence.model import RECORDS, Card, Record

PAGE = Path(__file__).parents[3] / "docs" / "data-dictionary.md"


def test_the_page_is_the_dictionary() -> None:
    remedy = "write it anew: cadence export --dictionary > docs/data-dictionary.md"
    assert PAGE.read_text("utf-8") == as_markdown(), remedy


@pytest.mark.parametrize("kind", RECORDS, ids=lambda kind: kind.table)
def test_every_field_of_a_record_says_what_it_means(kind: type[Record]) -> None:
    assert [name for name, field in kind.model_fields.items() if not field.description] == []


def test_every_field_that_leaves_is_a_column_or_a_table() -> None:
    for kind in LEAVING:
        own = {name for table in tables() if table.of is kind for name in table.headings if not table.field}
        long = {table.field for table in tables() if table.of is kind and table.field}
        assert own | long == set(fields_of(kind)) and not own & long


def test_every_type_leaves_or_stays_and_the_confidential_ones_are_named() -> None:
    assert {*LEAVING, *STAYING} == set(RECORDS)
    assert {kind.table for kind in STAYING} == {
        "note", "consent", "rating", "voice", "invite", "sign_in", "event",
    }  # fmt: skip


@pytest.mark.parametrize("kind", [kind for kind in RECORDS if kind.parent], ids=lambda kind: kind.table)
def test_a_parent_is_a_record_that_is_named_by_its_id(kind: type[Record]) -> None:
    assert refers_to(kind, kind.parent) == kind.parent


def test_the_fields_that_hold_a_person_are_fields_of_the_record() -> None:
    for kind in RECORDS:
        assert set(kind.people) <= set(kind.model_fields)
    assert refers_to(Card, "owner") == "person"


def test_a_row_of_the_dictionary_has_a_cell_for_every_heading() -> None:
    rows = list(entries(tables()))
    assert {len(row) for row in rows} == {len(HEADINGS)}
    assert {row[0] for row in rows} == {table.name for table in tables()}
    (column,) = [row for row in rows if row[:2] == ("card", "column")]
    assert column[4] == "ideas, ready, doing, review, done"


def test_a_name_of_a_table_fits_on_the_tab_of_a_sheet() -> None:
    assert max(len(table.name) for table in tables()) <= 31
