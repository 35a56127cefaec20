"""Tables as people send them: encodings, delimiters, workbooks, and what is wrong with their frame."""

import csv
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from unicodedata import normalize

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from cadence.errors import ImportRefused
from cadence.exchange.tables.sheet import read_sheet

Written = Callable[..., Path]
CELL = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Zs", "Zl", "Zp", "Cf")), min_size=1)


@given(st.lists(st.lists(CELL, min_size=2, max_size=2), min_size=1, max_size=5))
def test_what_the_csv_module_writes_is_read_back_as_it_was(body: list[list[str]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "table.csv")
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, quoting=csv.QUOTE_ALL).writerows([["a", "b"], *body])
        as_one_sign = [[normalize("NFC", cell) for cell in row] for row in body]
        assert [list(row.cells.values()) for row in read_sheet(path).rows] == as_one_sign


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_names_with_accents_survive_the_encodings_of_spreadsheets(written: Written, encoding: str) -> None:
    sheet = read_sheet(written("School;Name\nPeña;José\n".encode(encoding)))
    assert sheet.rows[0].cells == {"School": "Peña", "Name": "José"}
    assert ("Windows-1252" in str(sheet.notes)) == (encoding == "cp1252")


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_delimiter_is_the_one_in_the_header(written: Written, delimiter: str) -> None:
    sheet = read_sheet(written(f'"Name, in full"{delimiter}City\n"Grady, Middle"{delimiter}Houston\n'))
    assert sheet.rows[0].cells == {"Name, in full": "Grady, Middle", "City": "Houston"}


def test_a_row_is_named_by_the_line_it_begins_on_even_after_a_line_break_in_a_cell(written: Written) -> None:
    sheet = read_sheet(written('Name,City\n"two\nlines",Houston\n\nGrady,Houston\n'))
    assert [row.line for row in sheet.rows] == [2, 5]


def test_blanks_that_cannot_be_seen_are_taken_off(written: Written) -> None:
    assert read_sheet(written("Name\n\u00a0Grady\u200b \n")).rows[0].cells == {"Name": "Grady"}


def test_what_a_screen_would_obey_is_taken_out_of_a_cell(written: Written) -> None:
    cells = read_sheet(written("Name\nGra\x1b[31mdy\x07\n")).rows[0].cells
    assert cells == {"Name": "Gra[31mdy"}


def test_a_folder_is_no_table(tmp_path: Path) -> None:
    (tmp_path / "lists.csv").mkdir()
    with pytest.raises(ImportRefused, match=r"lists\.csv: this is a folder"):
        read_sheet(tmp_path / "lists.csv")


def test_a_heading_that_stands_twice_is_told_apart_by_a_number(written: Written) -> None:
    sheet = read_sheet(written("Name,City,Name\na,b,c\n"))
    assert sheet.headers == ("Name", "City", "Name (2)") and sheet.repeated == {"Name"}


def test_a_cell_beyond_the_last_heading_is_named(written: Written) -> None:
    (complaint,) = read_sheet(written("Name,City\nGrady,Houston,TX\n")).complaints
    assert complaint.line == 2 and "'TX'" in complaint.message


@pytest.mark.parametrize(
    ("content", "name", "says"),
    [
        ("", "empty.csv", "empty"),
        ("\n , \n", "blank.csv", "empty"),
        ("Name,City\n", "headings.csv", "headings and no rows"),
        (b"PK\x03\x04\0\0", "really-a-workbook.csv", "damaged"),
        (b"not a zip", "broken.xlsx", "no workbook"),
        ("Name\n", "schools.pdf", "'.pdf' files are no tables that can be read"),
        (
            'Name\n"never closed\n',
            "open.csv",
            r"open\.csv:2 a quotation mark is opened here and never closed",
        ),
    ],
)
def test_a_file_that_is_no_table_is_refused_with_the_reason(
    written: Written, content: str | bytes, name: str, says: str
) -> None:
    with pytest.raises(ImportRefused, match=says) as refused:
        read_sheet(written(content, name))
    assert refused.value.complaints[0].file == name
    assert refused.value.complaints[0].remedy


def test_a_file_that_is_not_there_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(ImportRefused, match=r"absent\.csv: there is no such file"):
        read_sheet(tmp_path / "absent.csv")


def test_typed_cells_of_a_workbook_become_the_text_that_people_would_type(workbook: Written) -> None:
    path = workbook(["id", "share", "open", "grades"], [482364001271, 0.5, True, date(2024, 6, 9)])
    assert list(read_sheet(path).rows[0].cells.values()) == ["482364001271", "0.5", "TRUE", "2024-06-09"]


def test_a_workbook_keeps_its_line_numbers_under_empty_rows(workbook: Written) -> None:
    sheet = read_sheet(workbook([], ["Name"], [], ["Grady"]))
    assert (sheet.header_line, sheet.rows[0].line) == (2, 4)


def test_sheets_that_were_not_read_are_named(workbook: Written) -> None:
    sheet = read_sheet(workbook(["Name"], ["Grady"], more_sheets=("Staff",)))
    assert sheet.file == "table.xlsx, sheet 'Schools'"
    assert "Staff" in sheet.notes[0]


def test_a_cell_merged_over_several_lines_counts_for_each_and_hidden_lines_are_told(tmp_path: Path) -> None:
    path = tmp_path / "merged.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["District", "School ID"])
        sheet.merge_range(1, 0, 2, 0, "Houston ISD")
        for line in (1, 2, 3):
            sheet.write(line, 1, f"A{line}")
        sheet.set_row(3, None, None, {"hidden": 1})
    read = read_sheet(path, frozenset({"district", "schoolid"}))
    assert [row.cells["District"] for row in read.rows] == ["Houston ISD", "Houston ISD", ""]
    said = " ".join(read.notes)
    assert "'Houston ISD' on line 3 too, column A" in said and "read as the others: line 4" in said
