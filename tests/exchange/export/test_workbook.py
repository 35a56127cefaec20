"""The workbook: typed, easy to read, and nothing in it acts or is cut off."""

import re
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import python_calamine

from cadence.exchange.export import workbook
from cadence.exchange.export.cell import Value
from cadence.exchange.export.workbook import LONGEST, Page, WillNotFit, read_workbook, workbook_bytes

NOW = datetime(2026, 11, 24, tzinfo=UTC)


@pytest.fixture
def through(tmp_path: Path) -> Any:
    """Write cells to a workbook and return what is read of them."""

    def make(*cells: Value) -> list[Value]:
        data = workbook_bytes(
            ["An export"], [Page("sheet", ("id", "value"), [("x", each) for each in cells])], NOW
        )
        (tmp_path / "book.xlsx").write_bytes(data)
        return [row["value"] for _, row in read_workbook(tmp_path / "book.xlsx")["sheet"].rows()]

    return make


def test_cells_keep_their_type(through: Any) -> None:
    cells: list[Value] = [3, 0.5, -0.0, 5e-324, True, date(2026, 11, 24), "482364001271", "0012"]
    back = through(*cells)
    assert back == cells
    assert [type(each) for each in back[4:]] == [bool, date, str, str]


@pytest.mark.parametrize(
    ("value", "text"),
    [(date(1899, 12, 31), "1899-12-31"), (2**60 + 1, str(2**60 + 1)), (0.1 + 0.2, "0.30000000000000004")],
)
def test_what_a_spreadsheet_would_round_is_text(through: Any, value: Value, text: str) -> None:
    assert through(value) == [text]


def test_a_text_is_cut_nowhere(through: Any) -> None:
    assert through("x" * LONGEST) == ["x" * LONGEST]
    with pytest.raises(WillNotFit, match=r"sheet 'sheet', line 3: a text of 32,768 characters.*csv or json"):
        through("short", "x" * (LONGEST + 1))
    with pytest.raises(WillNotFit):
        through("\U0001f600" * (LONGEST // 2 + 1))  # two of the units that a spreadsheet counts
    with pytest.raises(WillNotFit, match="cannot hold"):
        through("\ufffe")


def test_a_table_is_cut_nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "DEEPEST", 3)
    with pytest.raises(WillNotFit, match="'sheet': 3 rows"):
        workbook_bytes([], [Page("sheet", ("id",), [("x",)] * 3)], NOW)


def test_the_workbook_of_the_demonstration_is_easy_to_read_and_has_no_formula(of_the_demo: Path) -> None:
    with zipfile.ZipFile(of_the_demo / "institute.xlsx") as parts:
        sheets = [parts.read(name).decode() for name in parts.namelist() if "worksheets/sheet" in name]
    assert not [sheet for sheet in sheets if re.search(r"<f[ >]", sheet)]
    tables = [sheet for sheet in sheets if "<autoFilter" in sheet]
    assert len(tables) == len(sheets) - 1  # the first one explains
    assert all('state="frozen"' in sheet and "<cols>" in sheet for sheet in tables)
    widths = [float(each) for sheet in tables for each in re.findall(r'<col [^>]*width="([\d.]+)"', sheet)]
    assert min(widths) > 4 and max(widths) < 65


def test_the_first_sheet_explains_and_the_second_is_the_dictionary(of_the_demo: Path) -> None:
    with python_calamine.CalamineWorkbook.from_path(str(of_the_demo / "institute.xlsx")) as book:
        assert book.sheet_names[:3] == ["Read me", "dictionary", "school"]
        told = "\n".join(str(row[0]) for row in book.get_sheet_by_index(0).to_python())
    assert "Left out:" in told and "response:" in told and "personnel file" in told


def test_the_same_records_give_the_same_bytes(tmp_path: Path) -> None:
    pages = [Page("sheet", ("id",), [("x",)])]
    assert workbook_bytes(["a"], pages, NOW) == workbook_bytes(["a"], pages, NOW)
