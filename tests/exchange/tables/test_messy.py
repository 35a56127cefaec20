"""Whatever spreadsheets, exports and people do to a list: the same schools, or a refusal that says why.

Each mess is done to a sound table; several are put on top of each other. What is read must be the sound
table again, or a complaint must name what is wrong: never other schools, and never a traceback.
"""

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cadence.errors import ImportRefused
from cadence.exchange import import_schools, read_schools
from cadence.model import School
from cadence.store import Store, View, Viewer

Table = list[list[str]]
HEADINGS = ["NCESSCH", "SCHNAM", "LEANM", "LCITY", "GSLO", "GSHI", "TYPE", "STATUS"]
NAMES = st.text(alphabet="ABCDEFGHIJKLM NOPQRSTUVWXYZ'-.,;|&/\"É Ñ Ü", min_size=1, max_size=25)
GRADES = ["PK", "KG", "01", "05", "06", "08", "09", "12"]


@st.composite
def rows(draw: st.DrawFn) -> list[str]:
    """Return one school as NCES lists it."""
    name, city = (" ".join(draw(NAMES).split()) or "X" for _ in range(2))
    low, high = sorted([draw(st.sampled_from(GRADES)), draw(st.sampled_from(GRADES))], key=GRADES.index)
    id = draw(st.from_regex(r"[0-5][0-9]{11}", fullmatch=True))
    return [id, f"{name} EL", "HOUSTON ISD", f"{city}VILLE", low, high, "1", draw(st.sampled_from("123"))]


TABLES = st.lists(rows(), min_size=2, max_size=8, unique_by=lambda row: row[0])


# --- what happens to tables ----------------------------------------------------------------------------


def other_order(table: Table) -> Table:
    return [row[::-1] for row in table]


def more_columns(table: Table) -> Table:
    return [["Phone" if row is table[0] else "713 555 0100", *row, ""] for row in table]


def titles(table: Table) -> Table:
    return [["Riverside Unified: campuses"], [], ["as of October", "preliminary"], *table]


def footers(table: Table) -> Table:
    return [*table, [], ["Total", f"{len(table) - 1} schools"], ["* preliminary, subject to change"]]


def blank_lines(table: Table) -> Table:
    return [line for row in table for line in (row, [""] * len(row))]


def stray_blanks(table: Table) -> Table:
    return [[f" \u00a0{cell}  " for cell in row] for row in table]


def headings_again(table: Table) -> Table:
    return [*table[:2], table[0], *table[2:]]


def apostrophes(table: Table) -> Table:
    at = table[0].index("NCESSCH") if "NCESSCH" in table[0] else None
    return [
        [f"'{cell}" if column == at and cell.isdigit() else cell for column, cell in enumerate(row)]
        for row in table
    ]


def other_headings(table: Table) -> Table:
    new = {"NCESSCH": "NCES ID", "SCHNAM": "School Name", "LEANM": "District", "GSLO": "Lowest Grade"}
    return [[new.get(cell, cell) for cell in table[0]], *table[1:]]


def lost_digits(table: Table) -> Table:
    return [[f"{float(c):.5E}" if len(c) == 12 and c.isdigit() else c for c in row] for row in table]


def lost_zeros(table: Table) -> Table:
    return [[str(int(c)) if len(c) == 12 and c.isdigit() else c for c in row] for row in table]


def grades_as_dates(table: Table) -> Table:
    return [["8-Jun" if c == "06" else c for c in row] for row in table]


def failed_formulas(table: Table) -> Table:
    return [[("#N/A" if c == "HOUSTON ISD" else c) for c in row] for row in table]


COLUMNS = [other_order, more_columns, other_headings, apostrophes, stray_blanks]
LINES = [headings_again, blank_lines, titles, footers]
HARMLESS = [*COLUMNS, *LINES]
HARMFUL = [lost_digits, lost_zeros, grades_as_dates, failed_formulas]
MESSES = st.tuples(st.sets(st.sampled_from(COLUMNS)), st.permutations(LINES), st.integers(0, 4)).map(
    lambda chosen: [*sorted(chosen[0], key=COLUMNS.index), *chosen[1][: chosen[2]]]
)


# --- what happens to files -----------------------------------------------------------------------------


def text(
    table: Table, delimiter: str = ",", encoding: str = "utf-8", end: str = "\r\n", first: str = ""
) -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator=end).writerows(table)
    return (first + out.getvalue()).encode(encoding)


def as_text(**how: Any) -> Callable[[Table, Path], Path]:
    def save(table: Table, folder: Path) -> Path:
        path = folder / "list.csv"
        path.write_bytes(text(table, **how))
        return path

    return save


def as_workbook(table: Table, folder: Path) -> Path:
    path = folder / "list.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("Read me").write(0, 0, "Ask the office of research.")
        sheet = book.add_worksheet("Campuses")
        for number, row in enumerate(table):
            for column, cell in enumerate(row):
                sheet.write_string(number, column, cell)
    return path


FILES = [
    as_text(), as_text(encoding="utf-8-sig"), as_text(encoding="utf-16"), as_text(delimiter=";"),
    as_text(delimiter="\t", end="\n"), as_text(delimiter="|"), as_text(delimiter=";", first="sep=;\r\n"),
    as_text(encoding="cp1252"), as_text(encoding="utf-16-le"), as_workbook,
]  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("messy")


def sound(table: Table) -> list[School]:
    fields = ("id", "name", "district", "city", "grade_low", "grade_high", "kind", "status")
    return [School(**dict(zip(fields, row, strict=True))) for row in table]


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(TABLES, MESSES, st.sampled_from(FILES))
def test_harmless_messes_on_top_of_each_other_leave_the_schools_as_they_are(
    folder: Path, schools: Table, messes: list[Callable[[Table], Table]],
    save: Callable[[Table, Path], Path],
) -> None:  # fmt: skip
    table = [HEADINGS, *schools]
    for mess in messes:
        table = mess(table)
    taken = read_schools(save(table, folder))
    assert taken.complaints == ()
    assert list(taken.rows) == sound(schools)


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(TABLES, st.sampled_from(HARMFUL), st.sampled_from(HARMLESS), st.sampled_from(FILES))
def test_what_was_lost_is_never_guessed_back(
    folder: Path, schools: Table, harm: Callable[[Table], Table], mess: Callable[[Table], Table],
    save: Callable[[Table, Path], Path],
) -> None:  # fmt: skip
    harmed = harm([HEADINGS, *schools])
    taken = read_schools(save(mess(harmed), folder))
    if harmed[1:] == schools:  # no school had what this mess spoils
        assert list(taken.rows) == sound(schools)
        return
    spoilt = {row[0] for row, before in zip(harmed[1:], schools, strict=True) if row != before}
    assert all(each.line and each.key and each.remedy for each in taken.complaints)
    assert len({each.line for each in taken.complaints}) == len(spoilt) or harm is lost_digits
    with pytest.raises(ImportRefused):
        taken.sound()


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=300) | st.text(max_size=200).map(lambda said: said.encode("utf-8", "replace")))
def test_any_bytes_are_read_or_refused_in_words(folder: Path, data: bytes) -> None:
    path = folder / "any.csv"
    path.write_bytes(data)
    try:
        read_schools(path)
    except ImportRefused as refused:
        assert all(each.message and each.remedy for each in refused.complaints)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(TABLES, st.integers(min_value=0), st.sampled_from([as_text(), as_workbook]))
def test_a_file_that_was_cut_off_anywhere_gives_no_wrong_school(
    folder: Path, schools: Table, cut: int, save: Callable[[Table, Path], Path]
) -> None:
    path = save([HEADINGS, *schools], folder)
    data = path.read_bytes()
    path.write_bytes(data[: cut % len(data)])
    try:
        taken = read_schools(path).sound()
    except ImportRefused:
        return
    right = {school.id: school for school in sound(schools)}
    assert all(right[school.id].name == school.name for school in taken.rows)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(TABLES, st.sampled_from(HARMLESS), st.sampled_from(FILES))
def test_the_same_schools_in_another_guise_change_nothing(
    folder: Path, schools: Table, mess: Callable[[Table], Table], save: Callable[[Table, Path], Path]
) -> None:
    with Store.open("sqlite://") as store:
        view: View = store.view(Viewer(role="custodian"))
        import_schools(view, as_text()([HEADINGS, *schools], folder), teams=True)
        before = view.seq()
        report = import_schools(view, save(mess([HEADINGS, *schools]), folder), teams=True)
        assert view.seq() == before and report.unchanged["school"] == len(schools)
