"""Telling a list of students from a roster of staff, of which alone anything is taken in.

A list of students may have headings as plain as those of staff, so its cells are looked at as well: birth
dates of minors, a grade on every row, more people a school than any team or staff has. No cell is quoted.
"""

import re
from collections.abc import Iterator
from datetime import date

from cadence.exchange.tables.columns import Columns
from cadence.exchange.tables.grades import grade_code
from cadence.exchange.tables.words import folded

HEADINGS = re.compile(
    r"(student|pupil|learner)(id|number|no|name|first|last|email|local|state)\w*|(guardian|parent|mother|father)"
    r"(s?(first|last)?name|email|phone)?|lunchstatus|freereducedlunch|freeandreduced|gpa|iep|iepstatus"
    r"|has504|504plan|graduationyear|gradyear|homelanguage|esl|ellstatus|elstatus|alumno|matricula|eleve"
)
BIRTH = re.compile(r"dob|birth|born|nacimiento|naissance|geburt|geboren", re.IGNORECASE)
GRADE = re.compile(r"grade|grado|gradelevel|gradelvl|gr|currentgrade|yeargroup|klasse|niveau|homeroom")
STAFF = ("position", "role", "source")  # fields of which a staff list has one
YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)|(?:[/.-])(\d\d)$")
GROWN_UP = 19  # years; the youngest staff
MOST = 150  # people a school, beyond which a list without positions is no list of staff


def students_in(columns: Columns, today: date) -> tuple[str, str] | None:
    """Return what shows that a table is of students, and the heading that does ('' for none); else None."""
    return next(_signs(columns, today), None)


def _signs(columns: Columns, today: date) -> Iterator[tuple[str, str]]:
    for heading in columns.sheet.headers:
        if HEADINGS.fullmatch(folded(heading)):
            yield "this looks like a list of students or their families", heading
        elif BIRTH.search(heading.replace(".", "")) and _mostly_minors(columns, heading, today):
            yield "most people in this list are minors by this column", heading
    if any(field in columns for field in STAFF):
        return
    for heading in columns.ignored():
        if GRADE.fullmatch(folded(heading)) and _mostly_grades(columns, heading):
            yield (
                "there is a grade on most rows of this list, and no position, as in a list of students",
                heading,
            )
    if _many_a_school(columns):
        yield "this list has hundreds of people a school and no position, as a list of students has", ""


def _cells(columns: Columns, heading: str) -> list[str]:
    return [cell for row in columns.rows if (cell := row.cells[heading])]


def _mostly_minors(columns: Columns, heading: str, today: date) -> bool:
    born = [year for cell in _cells(columns, heading) if (year := _year(cell, today))]
    return 2 * sum(today.year - year < GROWN_UP for year in born) > len(born)


def _year(cell: str, today: date) -> int | None:
    """Return the year of a date of birth, however it is written."""
    found = YEAR.search(cell.split(" ")[0].split("T")[0])
    if found is None:
        return None
    if found[1]:
        return int(found[1])
    short = 2000 + int(found[2])
    return short if short <= today.year else short - 100


def _mostly_grades(columns: Columns, heading: str) -> bool:
    cells = _cells(columns, heading)
    return bool(cells) and 10 * sum(bool(grade_code(cell)) for cell in cells) > 9 * len(cells)


def _many_a_school(columns: Columns) -> bool:
    schools = {columns.value(row, "school") for row in columns.rows}
    return "school" in columns and len(columns.rows) > MOST * len(schools)
