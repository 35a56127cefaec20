"""However a file is written: letters, delimiters, sheets and cells are told from what is in it."""

import re
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from cadence.errors import ImportRefused
from cadence.exchange.schools.reading import SCHOOLS
from cadence.exchange.tables import limits
from cadence.exchange.tables.columns import open_table
from cadence.exchange.tables.sheet import read_sheet

Written = Callable[..., Path]
Fill = Callable[[xlsxwriter.Workbook, Any], None]
KNOWN = SCHOOLS.known()
TWO = "School ID,Name\n1,GRADY\n2,POE\n"


@pytest.fixture
def made(tmp_path: Path) -> Callable[[Fill], Path]:
    """Write a workbook whose first sheet 'Data' is filled by a function."""

    def make(fill: Fill) -> Path:
        path = tmp_path / "table.xlsx"
        with xlsxwriter.Workbook(path) as book:
            sheet = book.add_worksheet("Data")
            sheet.write_row(0, 0, ["School ID", "Name"])
            sheet.write_row(1, 0, ["1", "GRADY"])
            fill(book, sheet)
        return path

    return make


# --- text ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["cp1252", "mac_roman"])
@pytest.mark.parametrize("name", ["Peña", "École", "Niño García", "O\u2019Brien", "Straße", "DÉPARTEMENT"])
def test_old_letters_are_told_apart_and_the_guess_is_shown(
    written: Written, encoding: str, name: str
) -> None:
    sheet = read_sheet(written(f"Id,Name\n1,{name}\n".encode(encoding)))
    assert sheet.rows[0].cells["Name"] == name
    assert f"line 2 rightly says '{name}'" in sheet.notes[0]


def test_utf_16_is_read_without_its_mark_too(written: Written) -> None:
    assert read_sheet(written("Id,Name\n1,Peña\n".encode("utf-16-be"))).rows[0].cells["Name"] == "Peña"


def test_two_encodings_in_one_file_are_refused_with_the_line(written: Written) -> None:
    data = "Id,Name\n1,Peña\n".encode() + "2,Niño\n".encode("cp1252")
    with pytest.raises(ImportRefused, match=r"table\.csv:3 .* something else on this one"):
        read_sheet(written(data))


def test_a_decimal_comma_does_not_pass_for_a_delimiter(written: Written) -> None:
    sheet = read_sheet(written("Name;Share\nGRADY;0,5\nPOE;0,25\n"))
    assert sheet.rows[1].cells == {"Name": "POE", "Share": "0,25"}


def test_a_comma_in_prose_does_not_pass_for_a_delimiter(written: Written) -> None:
    sheet = read_sheet(written("Name;City, state\nGRADY;Houston, TX\nPOE;Houston, TX\n"))
    assert sheet.headers == ("Name", "City, state")


def test_the_line_that_names_the_delimiter_is_obeyed_and_counted(written: Written) -> None:
    sheet = read_sheet(written("sep=|\nName|City\nGRADY|Houston\n"))
    assert (sheet.header_line, sheet.rows[0].line) == (2, 3)


def test_an_id_that_a_formula_keeps_whole_is_taken_out_of_it(written: Written) -> None:
    assert read_sheet(written('Id,Name\n="0123",Poe\n')).rows[0].cells["Id"] == "0123"


def test_a_last_line_that_ends_early_is_named(written: Written) -> None:
    (complaint,) = read_sheet(written("Id,Name,City\n1,GRADY,Houston\n2,PO")).complaints
    assert complaint.line == 3 and "cut off" in complaint.message


# --- around the table ----------------------------------------------------------------------------------


def test_titles_above_and_totals_and_footnotes_below_are_left_alone_and_quoted(written: Written) -> None:
    table = "Riverside campuses\n\nas of October\n" + TWO + "Total,2 schools\n\nNote: preliminary\n"
    sheet = read_sheet(written("City\n".join([table, ""]).removesuffix("City\n")), KNOWN)
    assert [row.cells["Name"] for row in sheet.rows] == ["GRADY", "POE", "2 schools"]
    lacking = "Id,Name,City\n" + "1,GRADY,Houston\n2,POE,Houston\n" + "Total,,\n* preliminary,,\n"
    sheet = read_sheet(written("Riverside campuses\n" + lacking), KNOWN)
    assert len(sheet.rows) == 2
    assert sheet.notes == (
        "line 1 above the headings left alone: 'Riverside campuses'",
        "line 5 below the table left alone: 'Total'",
        "line 6 below the table left alone: '* preliminary'",
    )


def test_a_school_that_is_called_total_is_no_total(written: Written) -> None:
    sheet = read_sheet(written("Id,Name\n1,GRADY\n2,Total Learning Academy\n"), KNOWN)
    assert len(sheet.rows) == 2


def test_headings_on_two_lines_are_put_together(written: Written) -> None:
    groups = "School ID,Name,Reading,,Math,\n,,Tested,Passed,Tested,Passed\n1,GRADY,9,8,7,6\n"
    sheet = read_sheet(written(groups), KNOWN)
    assert sheet.headers[2:] == ("Reading Tested", "Reading Passed", "Math Tested", "Math Passed")
    assert sheet.rows[0].cells["Math Passed"] == "6" and "lines 1 and 2" in sheet.notes[0]


def test_groups_above_headings_that_repeat_tell_them_apart(written: Written) -> None:
    groups = ",,Reading,,Math,\nSchool ID,Name,Tested,Passed,Tested,Passed\n1,GRADY,9,8,7,6\n"
    sheet = read_sheet(written(groups), KNOWN)
    assert sheet.headers == (
        "School ID", "Name", "Reading Tested", "Reading Passed", "Math Tested", "Math Passed",
    )  # fmt: skip


def test_the_line_of_the_headings_can_be_said(written: Written) -> None:
    table = "School ID,Name\nCampus,Title\n1,GRADY\n"
    assert read_sheet(written(table), KNOWN, line=2).headers == ("Campus", "Title")


def test_headings_that_come_again_at_a_page_break_are_no_row(written: Written) -> None:
    assert len(read_sheet(written(TWO + "School ID,Name\n3,FURR\n")).rows) == 3


def test_a_column_without_a_heading_is_left_alone_and_said(written: Written) -> None:
    sheet = read_sheet(written("Id,,Name\n1,x,GRADY\n"))
    assert sheet.rows[0].cells == {"Id": "1", "Name": "GRADY"}
    assert "column B has no heading" in sheet.notes[0]


# --- workbooks -----------------------------------------------------------------------------------------


def test_numbers_are_read_as_a_workbook_shows_them(made: Callable[[Fill], Path]) -> None:
    def fill(book: xlsxwriter.Workbook, sheet: Any) -> None:
        sheet.write_row(0, 2, ["Share", "Code", "Day", "Count"])
        sheet.write_number(1, 2, 0.452, book.add_format({"num_format": "0.0%"}))
        sheet.write_number(1, 3, 10000500870, book.add_format({"num_format": "000000000000"}))
        sheet.write_datetime(1, 4, date(2024, 6, 9), book.add_format({"num_format": "d-mmm"}))
        sheet.write_number(1, 5, 0.1 + 0.2)

    cells = read_sheet(made(fill)).rows[0].cells
    assert [cells[name] for name in ("Share", "Code", "Day", "Count")] == [
        "45.2%", "010000500870", "2024-06-09", "0.3",
    ]  # fmt: skip


def test_a_formula_that_nobody_worked_out_and_one_that_failed_are_named_by_cell(
    made: Callable[[Fill], Path],
) -> None:
    def fill(book: xlsxwriter.Workbook, sheet: Any) -> None:
        sheet.write_row(2, 0, ["2", "POE"])
        sheet.write_formula(1, 1, '="GR"&"ADY"', None, "")
        sheet.write_formula(2, 1, "=NA()", None, "#N/A")

    complaints = open_table(made(fill), SCHOOLS).complaints
    assert [(each.line, each.key) for each in complaints] == [(2, "Name, column B"), (3, "Name, column B")]
    assert "has not been worked out" in complaints[0].message and "'#N/A'" in complaints[1].message


def test_the_nought_that_a_program_puts_in_place_of_a_value_is_not_believed(
    made: Callable[[Fill], Path],
) -> None:
    def fill(book: xlsxwriter.Workbook, sheet: Any) -> None:
        sheet.write_formula(1, 1, "=A2&A2")

    (complaint,) = open_table(made(fill), SCHOOLS).complaints
    assert complaint.key == "Name, column B" and "'=A2&A2' has not been worked out" in complaint.message


def test_a_workbook_whose_tags_bear_a_prefix_is_read_alike(
    made: Callable[[Fill], Path], tmp_path: Path
) -> None:
    def fill(book: xlsxwriter.Workbook, sheet: Any) -> None:
        sheet.write(0, 2, "Share")
        sheet.write_number(1, 2, 0.452, book.add_format({"num_format": "0.0%"}))

    with zipfile.ZipFile(made(fill)) as plain, zipfile.ZipFile(tmp_path / "prefixed.xlsx", "w") as other:
        for name in plain.namelist():
            text = plain.read(name).decode()
            if name.endswith("sheet1.xml"):
                text = re.sub(r"<(/?)(?=[a-z])", r"<\1x:", text).replace("xmlns=", "xmlns:x=")
            other.writestr(name, text)
    assert read_sheet(tmp_path / "prefixed.xlsx").rows[0].cells["Share"] == "45.2%"


def test_trouble_in_a_column_that_nothing_is_read_from_is_none(made: Callable[[Fill], Path]) -> None:
    def fill(book: xlsxwriter.Workbook, sheet: Any) -> None:
        sheet.write(0, 2, "Phone")
        sheet.write_formula(1, 2, "=NA()", None, "#N/A")

    assert open_table(made(fill), SCHOOLS).complaints == ()


def test_the_sheet_with_the_headings_is_read_and_the_others_are_named(made: Callable[[Fill], Path]) -> None:
    def fill(book: xlsxwriter.Workbook, sheet: Any) -> None:
        book.add_worksheet("Notes").write(0, 0, "nothing to see")
        hidden = book.add_worksheet("Old")
        hidden.write_row(0, 0, ["School ID", "Name"])
        hidden.write_row(1, 0, ["9", "GONE"])
        hidden.hide()

    sheet = read_sheet(made(fill), KNOWN)
    assert sheet.file == "table.xlsx, sheet 'Data'" and sheet.letters["Name"] == "B"
    assert sheet.notes == ("read from sheet 'Data', not from 'Notes', 'Old'",)
    assert read_sheet(made(fill), KNOWN, sheet="old").rows[0].cells["Name"] == "GONE"
    with pytest.raises(ImportRefused, match=r"no sheet 'New' -> Name one of: Data, Notes, Old"):
        read_sheet(made(fill), KNOWN, sheet="New")


def test_two_sheets_that_fit_equally_are_asked_about(made: Callable[[Fill], Path]) -> None:
    def fill(book: xlsxwriter.Workbook, sheet: Any) -> None:
        other = book.add_worksheet("Secondary")
        other.write_row(0, 0, ["School ID", "Name"])
        other.write_row(1, 0, ["9", "FURR"])

    with pytest.raises(ImportRefused, match=r"2 sheets .* 'Data', 'Secondary' -> Say which: --sheet 'Data'"):
        read_sheet(made(fill), KNOWN)


def test_a_merged_title_is_a_title_and_merged_groups_are_groups(tmp_path: Path) -> None:
    path = tmp_path / "table.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Data")
        sheet.merge_range(0, 0, 0, 5, "Riverside campuses")
        sheet.merge_range(1, 2, 1, 3, "Reading")
        sheet.merge_range(1, 4, 1, 5, "Math")
        sheet.write_row(2, 0, ["School ID", "Name", "Tested", "Passed", "Tested", "Passed"])
        sheet.write_row(3, 0, ["1", "GRADY", 9, 8, 7, 6])
    sheet = read_sheet(path, KNOWN)
    assert sheet.headers[3:] == ("Reading Passed", "Math Tested", "Math Passed")
    assert "'Riverside campuses'" in sheet.notes[0]


def test_a_stray_cell_at_the_end_of_the_world_is_refused_before_it_is_laid_out(
    made: Callable[[Fill], Path],
) -> None:
    with pytest.raises(ImportRefused, match=r"reaches to cell XFD1048576"):
        read_sheet(made(lambda book, sheet: sheet.write(1048575, 16383, "x")))


# --- kinds of files ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("list.xls", b"<html><table></table></html>", "this is a web page"),
        ("list.pdf", b"%PDF-1.7", "this is a PDF document"),
        ("list.xlsx", TWO.encode(), "no workbook, whatever its name says"),
        ("list.csv", b"\x89PNG\r\n", "this is a picture"),
        ("list.csv", b"a,b\n1,\x00\x01\x02\x00\x07", "this is not a text file"),
    ],
)
def test_what_is_no_table_is_told_by_what_is_in_it(
    written: Written, name: str, data: bytes, says: str
) -> None:
    with pytest.raises(ImportRefused, match=says):
        read_sheet(written(data, name))


@pytest.mark.parametrize(
    ("inside", "says"),
    [
        ("list.csv", "Unpack it first"),
        ("bulk/manifest.csv", "cadence import roster"),
        ("Index/Document.iwa", "In Numbers choose File, Export To"),
        ("word/document.xml", "this is a text document"),
    ],
)
def test_an_archive_is_told_by_what_is_in_it(tmp_path: Path, inside: str, says: str) -> None:
    with zipfile.ZipFile(tmp_path / "list.zip", "w") as archive:
        archive.writestr(inside, "x")
    with pytest.raises(ImportRefused, match=says):
        read_sheet(tmp_path / "list.zip")


def test_a_workbook_that_was_cut_off_is_refused(made: Callable[[Fill], Path], written: Written) -> None:
    data = made(lambda book, sheet: None).read_bytes()
    with pytest.raises(ImportRefused, match="damaged, or was cut off"):
        read_sheet(written(data[: len(data) // 2], "half.xlsx"))


def test_text_that_is_called_a_workbook_of_the_old_kind_is_read_all_the_same(written: Written) -> None:
    assert len(read_sheet(written(TWO.replace(",", "\t"), "export.xls")).rows) == 2


def test_a_workbook_under_another_name_is_read_all_the_same(
    made: Callable[[Fill], Path], written: Written
) -> None:
    data = made(lambda book, sheet: None).read_bytes()
    assert read_sheet(written(data, "list.csv")).rows[0].cells["Name"] == "GRADY"


ODS = """<?xml version="1.0"?><office:document-content
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>
 <table:table table:name="Data">{}</table:table></office:spreadsheet></office:body>
</office:document-content>"""
MANIFEST = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
ROW = "<table:table-row>{}</table:table-row>"
CELL = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'


def test_an_open_document_is_read_and_its_limits_are_said(tmp_path: Path) -> None:
    table = "".join(ROW.format("".join(map(CELL.format, line.split(",")))) for line in TWO.splitlines())
    with zipfile.ZipFile(tmp_path / "list.ods", "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", MANIFEST)
        archive.writestr("content.xml", ODS.format(table))
    sheet = read_sheet(tmp_path / "list.ods", KNOWN)
    assert [row.cells["Name"] for row in sheet.rows] == ["GRADY", "POE"]
    assert "does not tell how its numbers are shown (45.2% or 0.452" in sheet.notes[0]


def test_a_file_too_large_is_refused_by_its_size(written: Written, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST_BYTES", 10)
    with pytest.raises(ImportRefused, match=r"at most .* are read -> Keep the rows of your own district"):
        read_sheet(written(TWO))


def test_a_workbook_that_unpacks_to_too_much_is_refused(
    made: Callable[[Fill], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MOST_UNPACKED", 1000)
    with pytest.raises(ImportRefused, match=r"at most .* are read"):
        read_sheet(made(lambda book, sheet: None))


def test_a_text_of_too_many_cells_is_refused(written: Written, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cadence.exchange.tables.dialect.MOST_CELLS", 5)
    with pytest.raises(ImportRefused, match="more than 5 cells"):
        read_sheet(written(TWO))
