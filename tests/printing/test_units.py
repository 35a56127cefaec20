"""What belongs together is found by its headings."""

from cadence.blocks import Heading, Lines, PageBreak, Paragraph, Table
from cadence.printing.parts import Words
from cadence.printing.units import units

TABLE = Table("A table", ("One",), (("1",),))


def test_a_unit_begins_at_each_heading_down_to_the_third_level() -> None:
    parts = [Heading("A", 2), TABLE, Heading("B", 3), TABLE, Heading("C", 4), TABLE]
    assert units(parts) == [parts[:2], parts[2:]]


def test_a_heading_with_words_alone_stays_with_what_follows() -> None:
    parts = [Words("## Our charter\n\nStart here."), Heading("Team charter", 3), Lines("Why")]
    assert units(parts) == [parts]


def test_a_markdown_cell_that_opens_with_a_heading_begins_a_unit() -> None:
    parts = [Heading("A", 2), TABLE, Words("## B\n\nWords."), TABLE]
    assert units(parts) == [parts[:2], parts[2:]]


def test_words_without_a_heading_stay_where_they_are() -> None:
    parts = [Heading("A", 2), TABLE, Words("More words."), Paragraph("And more.")]
    assert units(parts) == [parts]


def test_a_page_break_stands_alone_because_no_container_may_hold_one() -> None:
    parts = [Heading("A", 2), TABLE, PageBreak(), TABLE, Heading("B", 2), TABLE]
    assert units(parts) == [parts[:2], [parts[2]], [parts[3]], parts[4:]]


def test_nothing_is_lost_and_order_stays() -> None:
    parts = [PageBreak(), Heading("A", 2), Paragraph("x"), Heading("B", 2), PageBreak(), TABLE]
    assert [part for unit in units(parts) for part in unit] == parts
