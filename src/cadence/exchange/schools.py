"""A district's list of schools."""

from collections.abc import Iterator
from pathlib import Path

from cadence.errors import Complaint
from cadence.exchange.columns import SCHOOL, Columns, find_columns
from cadence.exchange.damage import damaged_grade, damaged_id, damaged_nces
from cadence.exchange.sheet import Row, read_sheet
from cadence.exchange.taken import Taken
from cadence.model import School

# As NCES writes them; EE is early education in Texas, N and M mean that nobody was reported.
GRADES = {
    **{code: code for code in ("PK", "KG", "UG", "AE")},
    **{str(grade): f"{grade:02}" for grade in range(1, 14)},
    **{f"{grade:02}": f"{grade:02}" for grade in range(1, 10)},
    **dict.fromkeys(("K", "KINDERGARTEN"), "KG"),
    **dict.fromkeys(("EE", "PREK", "PRE-K", "PREKINDERGARTEN"), "PK"),
    **dict.fromkeys(("", "N", "M"), ""),
}
PLAIN = ("district", "city", "kind", "status")


def read_schools(path: Path | str) -> Taken[School]:
    """Return the schools in a CSV or XLSX file, with all that is wrong in it."""
    sheet = read_sheet(Path(path))
    columns = find_columns(sheet, SCHOOL)
    complaints = [*sheet.complaints, *columns.lacking(("nces", "own_id"), ("name",))]
    schools: dict[str, tuple[int, School]] = {}
    for row in sheet.rows if not complaints else ():
        wrong = list(_wrong(columns, row, schools))
        complaints += wrong
        if not wrong:
            school = _school(columns, row)
            schools[school.id] = (row.line, school)
    rows = tuple(school for _, school in schools.values())
    return Taken(sheet.file, rows, columns.found, columns.ignored(), tuple(complaints), sheet.notes)


def spoken_of(taken: Taken[School]) -> tuple[str, ...]:
    """Return the fields of a school that the file speaks of; an update leaves the others as they are."""
    grades = ("grade_low", "grade_high")
    spans = grades if "span" in taken.columns else tuple(each for each in grades if each in taken.columns)
    return ("name", *(field for field in PLAIN if field in taken.columns), *spans)


def _id_field(columns: Columns) -> str:
    return "nces" if "nces" in columns else "own_id"


def _school(columns: Columns, row: Row) -> School:
    low, high = _grades(columns, row)
    plain = {field: columns.value(row, field) for field in PLAIN}
    return School(
        id=columns.value(row, _id_field(columns)).lstrip("'"),
        name=columns.value(row, "name"),
        grade_low=GRADES[low],
        grade_high=GRADES[high],
        **plain,
    )


def _grades(columns: Columns, row: Row) -> tuple[str, str]:
    span = columns.value(row, "span").upper()
    if span and "grade_low" not in columns:
        low, _, high = (part.strip() for part in span.replace("\u2013", "-").partition("-"))
        return low, high or low
    return columns.value(row, "grade_low").upper(), columns.value(row, "grade_high").upper()


def _wrong(columns: Columns, row: Row, before: dict[str, tuple[int, School]]) -> Iterator[Complaint]:
    field = _id_field(columns)
    id = columns.value(row, field).lstrip("'")
    damage = damaged_nces(id) if field == "nces" else damaged_id(id)
    if not id:
        yield columns.complain(row, field, "the school has no id", "Fill in the id, or delete the row.")
    elif damage:
        yield columns.complain(row, field, *damage)
    elif id in before:
        first = before[id][0]
        yield columns.complain(row, field, f"'{id}' stands on line {first} already", "Delete one of the two.")
    if not columns.value(row, "name"):
        yield columns.complain(row, "name", "the school has no name", "Fill in the name, or delete the row.")
    yield from _wrong_grades(columns, row)


def _wrong_grades(columns: Columns, row: Row) -> Iterator[Complaint]:
    for field in ("span", "grade_low", "grade_high"):
        damage = damaged_grade(columns.value(row, field))
        if damage:
            yield columns.complain(row, field, *damage)
            return
    unknown = [grade for grade in _grades(columns, row) if grade not in GRADES]
    if unknown:
        field = "grade_low" if "grade_low" in columns else "span"
        yield columns.complain(
            row, field, f"'{unknown[0]}' is not a grade", "Write PK, KG, 1 to 12, UG, or leave it empty."
        )
