"""A district's list of schools."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from cadence.errors import Complaint
from cadence.exchange.tables.columns import Columns, Field, Source, Wanted, open_table
from cadence.exchange.tables.damage import damaged_grade, damaged_id, damaged_name, damaged_nces
from cadence.exchange.tables.grades import grade_code, span_codes, upside_down
from cadence.exchange.tables.sheet import Row
from cadence.exchange.tables.taken import Taken
from cadence.exchange.tables.words import folded
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
FEW = 3  # schools, below which a new id is a new school and no other way of counting
ENDS = ("grade_low", "grade_high")
PLAIN = ("district", "city", "kind", "status")


def read_schools(source: Source | Path | str) -> Taken[School]:
    """Return the schools in a file, with all that is wrong in it.

    Raises
    ------
    ImportRefused
        The file is no table, or no column holds the ids or the names (`HeadingsUnclear`).
    """
    columns = open_table(source, SCHOOLS)
    complaints = [*columns.complaints, *_other_rows(columns)]
    schools: dict[str, tuple[int, School]] = {}
    for row in columns.rows:
        wrong = list(_wrong(columns, row, schools))
        complaints += wrong
        if not wrong:
            school = _school(columns, row)
            schools[school.id] = (row.line, school)
    return Taken.of(columns, (school for _, school in schools.values()), complaints, _codes(columns))


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
        first = before[id][0]
        yield columns.complain(row, field, f"'{id}' stands on line {first} already", "Delete one of the two.")
    if not columns.value(row, "name"):
        yield columns.complain(row, "name", "the school has no name", "Fill in the name, or delete the row.")
    elif damage := damaged_name(columns.value(row, "name")):
        yield columns.complain(row, "name", *damage)
    yield from _wrong_grades(columns, row)


def _other_rows(columns: Columns) -> Iterator[Complaint]:
    """Yield a complaint for each id of words where ids have digits: a footnote, or another table below."""
    ids = [(row, columns.value(row, "own_id")) for row in columns.rows] if "nces" not in columns else []
    words = [(row, id) for row, id in ids if id and not any(letter.isdigit() for letter in id)]
    if 2 * len(words) < len(ids):
        for row, id in words:
            message = f"'{id}' has no digit, and the other ids have some: this may be no school"
            yield columns.complain(row, "own_id", message, "Delete the row, or correct the id.")


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


def renumbered(taken: Taken[School], known: Mapping[str, School]) -> list[str]:
    """Return for each new school whose name and district are known under another id which ids these are."""
    by_name = {_called(school): school.id for school in known.values()}
    return [
        f"'{school.name}' is {school.id} here and {by_name[_called(school)]} in what is kept"
        for school in taken.rows
        if school.id not in known and _called(school) in by_name
    ]


def other_ids(taken: Taken[School], known: Mapping[str, School]) -> Iterator[Complaint]:
    """Yield a complaint where most schools of known districts have other ids: the list counts another way."""
    twice = renumbered(taken, known)
    districts = {folded(school.district) for school in known.values()}
    theirs = sum(folded(school.district) in districts for school in taken.rows)
    if len(twice) >= FEW and 2 * len(twice) > theirs:
        heading = taken.columns.get("nces", taken.columns.get("own_id", ""))
        message = f"{len(twice)} schools are known under other ids, so all would be there twice: {twice[0]}"
        yield Complaint(taken.file, 0, heading, message, "Keep to lists with the ids that you began with.")


def new_numbers(taken: Taken[School], known: Mapping[str, School]) -> Iterator[str]:
    """Yield a note where single schools are new by their id and known by their name."""
    twice = renumbered(taken, known)
    if twice:
        yield f"taken as new schools, look whether they are: {'; '.join(twice[:5])}"


def unspoken(taken: Taken[School], known: Mapping[str, School]) -> Iterator[str]:
    """Yield a note on what is kept of these schools and has no column in the file."""
    listed = [known[school.id] for school in taken.rows if school.id in known]
    fields = {*PLAIN, *ENDS}.difference(spoken_of(taken))
    silent = sorted(field for field in fields if any(getattr(school, field) for school in listed))
    if silent:
        yield f"no column for {', '.join(silent)}; what is kept stays as it is"


def _called(school: School) -> tuple[str, str]:
    return folded(school.name), folded(school.district)
