"""A district's list of schools."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from cadence.errors import Complaint
from cadence.exchange.schools.doubts import doubts
from cadence.exchange.schools.identity import twice
from cadence.exchange.tables.columns import Columns, Field, Source, Wanted, open_table
from cadence.exchange.tables.damage import damaged_grade, damaged_id, damaged_name, damaged_nces
from cadence.exchange.tables.grades import grade_code, span_codes, upside_down
from cadence.exchange.tables.sheet import Row
from cadence.exchange.tables.taken import Taken
from cadence.model import School

SCHOOLS = Wanted(
    "schools",
    (
        Field(
            "nces",
            "NCESSCH",
            "the school's NCES id (12 digits)",
            "ncessch ncesid ncesschoolid ncesschoolnumber "
            "schoolidncesassigned schoolidncesassignedpublicschool ncesschid nces",
            form="[0-9]{12}",
        ),
        Field(
            "own_id",
            "School ID",
            "its id in a list of the district's or the state's own",
            "schoolid schoolnumber schoolcode campusid campusnumber campus schid id",
        ),
        Field(
            "name",
            "School name",
            "the school's name",
            "schnam schname schoolname campname campusname school name",
        ),
        Field(
            "district",
            "District",
            "the district's name",
            "leanm leaname districtname agencyname distname district",
        ),
        Field("city", "City", "the city it lies in", "lcity city locationcity town"),
        Field(
            "grade_low",
            "Lowest grade",
            "the lowest grade",
            "gslo lowgrade lowestgrade gradelow lowestgradeoffered",
        ),
        Field(
            "grade_high",
            "Highest grade",
            "the highest grade",
            "gshi highgrade highestgrade gradehigh highestgradeoffered",
        ),
        Field("span", "Grades", "its span of grades, such as K-5", "gradespan grdspan graderange grades"),
        Field(
            "kind",
            "Type",
            "the type of the school, as the list codes it",
            "type schtype schooltype schtypetext kind",
        ),
        Field(
            "status",
            "Status",
            "whether it is open, as the list codes it",
            "status systatus schoolstatus systatustext updatedstatus startofyearstatus",
        ),
    ),
    (("nces", "own_id"), ("name",)),
)

# How NCES writes 'missing' and 'not applicable' where a word belongs.
NOT_KNOWN = ("M", "N", "-1", "-2", "-9", "\u2020", "\u2021", "\u2013")
ENDS = ("grade_low", "grade_high")
PLAIN = ("district", "city", "kind", "status")


def read_schools(source: Source | Path | str, as_listed: bool = False) -> Taken[School]:
    """Return the schools in a file, with all that is wrong in it.

    `as_listed` says that somebody has looked: every row is a school of its own.

    Raises
    ------
    ImportRefused
        The file is no table, or no column holds the ids or the names (`HeadingsUnclear`).
    """
    columns = open_table(source, SCHOOLS)
    doubtful = list(doubts(columns, _id_field(columns)))
    complaints = [*columns.complaints, *(() if as_listed else doubtful)]
    schools: dict[str, tuple[int, School]] = {}
    for row in columns.rows:
        wrong = list(_wrong(columns, row, schools))
        complaints += wrong
        if not wrong:
            school = _school(columns, row)
            schools[school.id] = (row.line, school)
    notes = [*_codes(columns), *(_kept(doubtful) if as_listed else ())]
    return Taken.of(columns, (school for _, school in schools.values()), complaints, notes)


def _kept(doubtful: Sequence[Complaint]) -> Iterator[str]:
    """Yield what somebody who has looked says is a school, with the first reason to doubt it."""
    if doubtful:
        first = min(doubtful)
        where = f"{len(doubtful)}, the first on line {first.line}"
        yield f"taken as schools, as you say: {where}: {first.message}"


def spoken_of(taken: Taken[School]) -> tuple[str, ...]:
    """Return the fields of a school that the file speaks of; an update leaves the others as they are."""
    spans = ENDS if "span" in taken.columns else tuple(each for each in ENDS if each in taken.columns)
    return ("name", *(field for field in PLAIN if field in taken.columns), *spans)


def _id_field(columns: Columns) -> str:
    return "nces" if "nces" in columns else "own_id"


def _school(columns: Columns, row: Row) -> School:
    low, high = _grades(columns, row) or ("", "")
    return School(
        id=columns.value(row, _id_field(columns)).lstrip("'"),
        name=columns.value(row, "name"),
        grade_low=low,
        grade_high=high,
        **{field: "" if _not_known(columns, row, field) else columns.value(row, field) for field in PLAIN},
    )


def _not_known(columns: Columns, row: Row, field: str) -> bool:
    """Return whether a cell of the directory of NCES holds one of its codes for 'not known'."""
    return "nces" in columns and columns.value(row, field) in NOT_KNOWN


def _codes(columns: Columns) -> Iterator[str]:
    """Yield a note on each column in which codes were read as 'not known'."""
    for field in PLAIN:
        found = {columns.value(row, field) for row in columns.rows if _not_known(columns, row, field)}
        if found:
            said = ", ".join(f"'{code}'" for code in sorted(found))
            yield f"{said} in {columns[field]} is read as 'not known', as NCES writes it"


def _grades(columns: Columns, row: Row) -> tuple[str, str] | None:
    if "span" in columns and "grade_low" not in columns:
        return span_codes(columns.value(row, "span"))
    codes = [grade_code(columns.value(row, field)) for field in ENDS]
    return None if None in codes else (codes[0] or "", codes[1] or "")


def _wrong(columns: Columns, row: Row, before: dict[str, tuple[int, School]]) -> Iterator[Complaint]:
    field = _id_field(columns)
    id = columns.value(row, field).lstrip("'")
    damage = damaged_nces(id) if field == "nces" else damaged_id(id)
    if not id:
        yield columns.complain(row, field, "the school has no id", "Fill in the id, or delete the row.")
    elif damage:
        yield columns.complain(row, field, *damage)
    elif id in before:
        yield columns.complain(row, field, *twice(columns, row, id, *before[id]))
    if not columns.value(row, "name"):
        yield columns.complain(row, "name", "the school has no name", "Fill in the name, or delete the row.")
    elif damage := damaged_name(columns.value(row, "name")):
        yield columns.complain(row, "name", *damage)
    yield from _wrong_grades(columns, row)


def _wrong_grades(columns: Columns, row: Row) -> Iterator[Complaint]:
    for field in ("span", *ENDS):
        damage = damaged_grade(columns.value(row, field))
        if damage:
            yield columns.complain(row, field, *damage)
            return
    codes = _grades(columns, row)
    if codes and upside_down(*codes):
        field = "grade_low" if "grade_low" in columns else "span"
        message = f"the lowest grade ({codes[0]}) lies above the highest ({codes[1]})"
        yield columns.complain(row, field, message, "Put them the other way round.")
    if codes is None:
        field = next((each for each in ENDS if grade_code(columns.value(row, each)) is None), "span")
        message = f"'{columns.value(row, field)}' is not a grade"
        remedy = (
            "Write PK, KG, 1 to 12 or UG, leave it empty, or say what it means under values in the mapping."
        )
        yield columns.complain(row, field, message, remedy)


def unspoken(taken: Taken[School], known: Mapping[str, School]) -> Iterator[str]:
    """Yield a note on what is kept of these schools and has no column in the file."""
    listed = [known[school.id] for school in taken.rows if school.id in known]
    fields = {*PLAIN, *ENDS}.difference(spoken_of(taken))
    silent = sorted(field for field in fields if any(getattr(school, field) for school in listed))
    if silent:
        yield f"no column for {', '.join(silent)}; what is kept stays as it is"
