"""What a workbook shows is what is read of it, or it is said that more is held."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from cadence.exchange.tables.formats import Format
from cadence.exchange.tables.sheet import Sheet, read_sheet

Formatted = Callable[..., Sheet]


@pytest.mark.parametrize(
    ("code", "value", "read", "shown"),
    [
        ("General", 45.2345, "45.2345", ""),
        ("0.0", 45.2345, "45.2345", "45.2"),
        ("0.0", 45.2, "45.2", ""),
        ("0%", 0.45, "45%", ""),
        ("0%", 0.4523, "45.23%", "45%"),
        ('0"%"', 45.0, "45%", ""),
        ('"<10"', 7.0, "<10", ""),
        ('[<10]"<10";0', 7.0, "<10", ""),
        ('[<10]"<10";0', 70.0, "70", ""),
        ('[>=95]"GE95";[<5]"LE5";0"%"', 3.0, "LE5", ""),
        ('"<"0', 10.0, "<10", ""),
        ('0.0"*"', 45.2, "45.2*", ""),
        (";;;", 7.0, "", ""),
        ("0;-0;;@", 0.0, "", ""),
        ("00000", 101.0, "00101", ""),
        ("000-000", 101.0, "000101", ""),
        ("0.0,", 1234.0, "1234", "1.2"),
        ("0.00E+00", 482364001271.0, "482364001271", "4.82E+11"),
        ('"TX-"0', 101.0, "101", "TX-101"),
        ("0;0", -3.0, "-3", "3"),
        ("#,##0;(#,##0)", -3.0, "-3", ""),
        ("[Red]0.0;[Blue]-0.0", -3.5, "-3.5", ""),
        ('[$€-407] #,##0.00', 3.5, "3.5", ""),
        ('0";"0', 12.0, "12", ""),
    ],
)  # fmt: skip
def test_a_number_is_read_as_it_is_shown_or_in_full(code: str, value: float, read: str, shown: str) -> None:
    assert Format.of(code).read(value, f"{value:.15g}") == (read, shown)


@given(st.text(alphabet='0#?.,%;"<>[]E+-_*\\@ dGeneral$€x/', max_size=20), st.floats(-1e12, 1e12))
def test_no_format_is_too_odd_to_be_read(code: str, value: float) -> None:
    read, shown = Format.of(code).read(value, f"{value:.15g}")
    assert isinstance(read, str) and isinstance(shown, str)


@pytest.fixture
def formatted(tmp_path: Path) -> Formatted:
    """Write one column of cells in a format to a workbook, and read it."""

    def write(code: str, *cells: Any, **options: Any) -> Sheet:
        path = tmp_path / "table.xlsx"
        with xlsxwriter.Workbook(path) as book:
            sheet = book.add_worksheet("Rates")
            sheet.write_row(0, 0, ["School ID", "Rate"])
            sheet.set_column(1, 1, None, None, options)
            for line, cell in enumerate(cells, start=1):
                sheet.write(line, 0, f"0{line}")
                sheet.write(line, 1, cell, book.add_format({"num_format": code}))
        return read_sheet(path, frozenset({"schoolid"}))

    return write


def rates(sheet: Sheet) -> list[str]:
    return [row.cells["Rate"] for row in sheet.rows]


def test_a_number_that_a_format_withholds_is_withheld(formatted: Formatted) -> None:
    sheet = formatted('[<10]"<10";0', 7, 12)
    assert rates(sheet) == ["<10", "12"]
    assert "shown in place of the number, and read: '<10' in B2" in sheet.notes


def test_what_a_format_hides_is_not_read(formatted: Formatted) -> None:
    sheet = formatted(";;;", 7, "a word")
    assert rates(sheet) == ["", ""]
    assert "not shown by its format, and read as empty: B2, and 1 more" in sheet.notes


def test_a_number_that_is_shown_rounded_is_read_in_full_and_that_is_said(formatted: Formatted) -> None:
    sheet = formatted("0.0,", 1234, 2000)
    assert rates(sheet) == ["1234", "2000"]
    assert "not shown in full, and read in full: B2 shows '1.2' and holds '1234', and 1 more" in sheet.notes


def test_a_word_of_days_in_a_format_makes_no_date(formatted: Formatted) -> None:
    assert rates(formatted('0" days in May"', 45000)) == ["45000"]


def test_a_hidden_column_is_read_and_told(formatted: Formatted) -> None:
    sheet = formatted("General", 7, hidden=True)
    assert rates(sheet) == ["7"]
    assert "hidden in the workbook, and read as the others: column B" in sheet.notes
