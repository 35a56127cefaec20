from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from cadence.model import School
from cadence.store import Store, View, Viewer

Written = Callable[..., Path]


@pytest.fixture
def view() -> Iterator[View]:
    """An empty store as the importing process sees it."""
    with Store.open("sqlite://") as store:
        yield store.view(Viewer(role="custodian"))


@pytest.fixture
def two_schools(view: View) -> View:
    """A store that knows a middle school and a high school."""
    view.write(
        School(id="482364001271", name="GRADY MIDDLE", district="HOUSTON ISD", city="HOUSTON"),
        School(id="482364001201", name="BELLAIRE H S", district="HOUSTON ISD", city="BELLAIRE"),
    )
    return view


@pytest.fixture
def written(tmp_path: Path) -> Written:
    """Write a text or bytes to a file and return its path."""

    def write(content: str | bytes, name: str = "table.csv") -> Path:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write


@pytest.fixture
def workbook(tmp_path: Path) -> Written:
    """Write rows of typed cells to a workbook and return its path."""

    def write(*rows: list[Any], name: str = "table.xlsx", more_sheets: tuple[str, ...] = ()) -> Path:
        path = tmp_path / name
        with xlsxwriter.Workbook(path, {"default_date_format": "d-mmm"}) as book:
            sheet = book.add_worksheet("Schools")
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
            for title in more_sheets:
                book.add_worksheet(title).write(0, 0, "nothing")
        return path

    return write
