"""HTML that somebody else's library made."""

import base64
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cadence.blocks import Bullets, Heading, Paragraph, Table
from cadence.printing.foreign import parts_of_html
from cadence.printing.parts import Picture, Verbatim


def test_a_data_frame_is_a_table() -> None:
    pandas = pytest.importorskip("pandas")
    frame = pandas.DataFrame({"share": [0.5, 0.25], "who": ["a", "b"]}, index=["x", "y"])
    (table,) = parts_of_html(frame.to_html())
    assert table == Table(
        "", ("", "share", "who"), (("x", "0.50", "a"), ("y", "0.25", "b")), ("left", "right", "left")
    )


def test_columns_in_two_tiers_are_said_together() -> None:
    pandas = pytest.importorskip("pandas")
    frame = pandas.DataFrame(
        [[1, 2]], columns=pandas.MultiIndex.from_tuples([("2025", "n"), ("2025", "share")])
    )
    (table,) = parts_of_html(frame.to_html())
    assert isinstance(table, Table) and table.columns == ("", "2025, n", "2025, share")


def test_cells_that_span_rows_leave_the_others_in_place() -> None:
    (table,) = parts_of_html("<table><tr><td rowspan=2>a<td>1</tr><tr><td>2</tr></table>")
    assert isinstance(table, Table) and table.rows == (("a", "1"), ("", "2"))


def test_words_lists_headings_and_code_come_along() -> None:
    made = parts_of_html("<h3>T</h3>some <b>bold</b> words<ul><li>a<li>b</ul><pre>x\n  y</pre><p>end")
    assert made == [
        Heading("T", 3),
        Paragraph("some bold words"),
        Bullets(("a", "b")),
        Verbatim("x\n  y"),
        Paragraph("end"),
    ]


def test_a_list_inside_a_list_joins_it() -> None:
    assert parts_of_html("<ol><li>a<ul><li>b</ul><li>c</ol>d") == [
        Bullets(("a", "b", "c"), ordered=True),
        Paragraph("d"),
    ]


def test_scripts_styles_and_addresses_do_not() -> None:
    assert (
        parts_of_html("<style>p{}</style><script>alert(1)</script><img src='https://example.org/x.png'>")
        == []
    )


def test_a_picture_inside_comes_along(sample: Any) -> None:
    source = "data:image/png;base64," + base64.b64encode(sample.png()).decode()
    (picture,) = parts_of_html(f'<img alt="A bar" src="{source}">')
    assert picture == Picture(sample.png(), "png", "A bar")


MARKS = [
    "a",
    " ",
    "<",
    "&",
    "<table>",
    "</table>",
    "<tr>",
    "<td colspan=3>",
    "<th rowspan=2>",
    "<li>",
    "<ul>",
    "</ul>",
]


@given(st.lists(st.sampled_from(MARKS)).map("".join))
def test_no_markup_is_too_broken(markup: str) -> None:
    for part in parts_of_html(markup):
        assert not isinstance(part, Table) or len({len(row) for row in part.rows}) <= 1
